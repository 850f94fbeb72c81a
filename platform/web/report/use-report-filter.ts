import { useMemo } from 'react'
import { localDay } from '../../../kernel/time.ts'
import { goTo, readAddress } from '../router/address.ts'
import { useAddress } from '../router/router.tsx'
import { listOf, oneOf, type Search, writeSearch } from '../router/search.ts'
import { useWorkspace } from '../workspace/workspace.tsx'
import { type ChosenPeriod, type Period, type Preset, readPeriod } from './period.ts'

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
export function useReportFilter(): ReportFilter {
  const { search } = useAddress()
  const { timezone } = useWorkspace()
  const today = localDay(new Date(), timezone)
  return useMemo(() => {
    // Two changes in a row both count: the address is read anew, the page may not have been drawn between them.
    const now = () => readAddress().search
    const go = (next: FilterValues) => goTo(location.pathname + writeSearch(next), 'replace')
    return {
      period: readPeriod(search, today),
      search,
      list: (name) => listOf(search, name),
      one: (name) => oneOf(search, name),
      set: (values) => go({ ...now(), ...values }),
      setPeriod: (period) =>
        go(
          typeof period === 'string'
            ? { ...now(), period, from: undefined, to: undefined }
            : { ...now(), period: undefined, from: period.from, to: period.to },
        ),
      clear: () => go({ period: oneOf(now(), 'period'), from: oneOf(now(), 'from'), to: oneOf(now(), 'to') }),
    }
  }, [search, today])
}
