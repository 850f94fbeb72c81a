import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { localDay } from '../../../kernel/time.ts'
import { useWorkspace } from '../workspace/workspace.tsx'
import { type ChosenPeriod, type Period, type Preset, readPeriod } from './period.ts'
import { listOf, oneOf, type Search } from './search.ts'

/** Values of filters by name; a name with an empty list or undefined is left out of the address. */
export type FilterValues = Readonly<
  Record<string, string | number | boolean | null | undefined | readonly (string | number)[]>
>

export interface ReportFilter {
  readonly period: ChosenPeriod
  /** The whole address, parsed. */
  readonly search: Search
  /** All values of a filter. */
  list(name: string): readonly string[]
  /** The first value of a filter, or null. */
  one(name: string): string | null
  /** Changes some filters in the address; null or [] removes one. `from`/`to` and `period` work too. */
  set(values: FilterValues): void
  setPeriod(period: Preset | Period): void
  /** Removes everything but the period. */
  clear(): void
}

/** The period and the filters of a report. They live in the address: a link shows the same to a colleague. */
export function useReportFilter(fallback: Preset = '30d'): ReportFilter {
  const search = useSearch({ strict: false }) as Search
  const navigate = useNavigate()
  const { timezone } = useWorkspace()
  const today = localDay(new Date(), timezone)
  return useMemo(() => {
    const go = (next: FilterValues) => navigate({ to: '.', search: next as never, replace: true, resetScroll: false })
    return {
      period: readPeriod(search, today, fallback),
      search,
      list: (name) => listOf(search, name),
      one: (name) => oneOf(search, name),
      set: (values) => go({ ...search, ...values }),
      setPeriod: (period) =>
        go(
          typeof period === 'string'
            ? { ...search, period, from: undefined, to: undefined }
            : { ...search, period: undefined, from: period.from, to: period.to },
        ),
      clear: () => go({ period: search.period as string, from: search.from as string, to: search.to as string }),
    }
  }, [search, navigate, today, fallback])
}
