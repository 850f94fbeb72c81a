import { useQuery } from '@tanstack/react-query'
import { type FilterOption, moduleApi, useFormat, useTexts, useWorkspace } from '../../../../platform/web/index.ts'
import type { contract as workspaces } from '../../../workspaces/contract.ts'
import { classGroups, directions, interactionKinds, outcomes, reviewStates, states } from '../../rules.ts'
import { api } from '../api.ts'
import { useClassName } from '../parts/class-tag.tsx'
import { recordTexts } from '../texts.ts'
import { useClasses } from '../use-classes.ts'
import { optionTexts } from './option-texts.ts'

const company = moduleApi<typeof workspaces>('workspaces')

export type FilterName =
  | 'class'
  | 'group'
  | 'source'
  | 'employee'
  | 'department'
  | 'kind'
  | 'direction'
  | 'outcome'
  | 'state'
  | 'review'
  | 'partyKind'
  | 'provider'
  | 'hour'
  | 'weekday'
  | 'tests'

const partyKinds = ['mobile', 'landline', 'toll_free', 'internal', 'hidden', 'other', 'unknown'] as const
const minute = 60_000

/** What each filter can be set to, in words. */
export function useFilterOptions(): Readonly<Record<FilterName, readonly FilterOption[]>> {
  const { slug } = useWorkspace()
  const t = useTexts(recordTexts)
  const o = useTexts(optionTexts)
  const nameOf = useClassName()
  const classes = useClasses()
  const format = useFormat()
  const input = { workspace: slug }
  const { data: own } = useQuery(api.options.queryOptions({ input, staleTime: minute }))
  const { data: people } = useQuery(company.employees.names.queryOptions({ input, staleTime: minute }))
  const { data: departments } = useQuery(company.departments.list.queryOptions({ input, staleTime: minute }))
  const none = (label: string): FilterOption => ({ value: 'none', label })
  const named = (items: readonly { id: string; name: string }[] | undefined): FilterOption[] =>
    (items ?? []).map(({ id, name }) => ({ value: id, label: name }))
  return {
    class: [
      none(t('none')),
      ...classes.active.map((item) => ({ value: item.id, label: nameOf(item), note: t(item.group) })),
    ],
    group: classGroups.map((value) => ({ value, label: t(value) })),
    source: [none(o('noSource')), ...named(own?.origins)],
    employee: [none(o('nobody')), ...named(people)],
    department: [none(o('noDepartment')), ...named(departments)],
    kind: interactionKinds.map((value) => ({ value, label: t(value) })),
    direction: directions.map((value) => ({ value, label: t(`${value}_it`) })),
    outcome: outcomes.map((value) => ({ value, label: t(value) })),
    state: states.map((value) => ({ value, label: t(value) })),
    review: reviewStates.map((value) => ({ value, label: o(value) })),
    partyKind: partyKinds.map((value) => ({ value, label: value === 'internal' ? t('extension') : t(value) })),
    provider: (own?.providers ?? []).map((value) => ({ value, label: value })),
    hour: Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: `${hour}:00–${hour}:59` })),
    weekday: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: String(day), label: format.weekday(day) })),
    tests: [
      { value: 'with', label: o('withTests') },
      { value: 'only', label: o('onlyTests') },
    ],
  }
}
