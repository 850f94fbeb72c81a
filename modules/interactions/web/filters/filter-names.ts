import type { ReportFilter } from '../../../../platform/web/index.ts'
import type { InteractionFilter } from '../../contract.ts'

/** Filters that take several values, by their names in the address and in the API. */
export const listNames = [
  'kind',
  'direction',
  'outcome',
  'state',
  'employee',
  'department',
  'source',
  'campaign',
  'placement',
  'keyword',
  'class',
  'group',
  'review',
  'partyKind',
  'provider',
  'ourAddress',
  'hour',
  'weekday',
] as const
/** Filters of one value. */
export const singleNames = [
  'missed',
  'waiting',
  'said',
  'customer',
  'import',
  'minTalk',
  'maxTalk',
  'text',
  'tests',
] as const

export const filterNames: readonly string[] = [...listNames, ...singleNames]

type Address = Pick<ReportFilter, 'list' | 'one' | 'period' | 'search'>

/**
 * The filter that the address names. All of one client or of one import is shown whenever it was, unless the
 * address names a period itself.
 */
export function filterOf({ list, one, period, search }: Address): InteractionFilter {
  const values: Record<string, unknown> = {}
  for (const name of listNames) if (list(name).length > 0) values[name] = list(name)
  for (const name of singleNames) if (one(name)) values[name] = one(name)
  const named = search.from !== undefined || search.to !== undefined || search.period !== undefined
  const always = (values.customer !== undefined || values.import !== undefined) && !named
  return { ...(always ? {} : { from: period.from, to: period.to }), ...values } as InteractionFilter
}
