/** Which interactions stand behind each figure, as the filter of their list. */
import type { InteractionFilter } from '../../interactions/contract.ts'

/** Figures that are counts of calls, or sums over them. */
export type Figure =
  | 'calls'
  | 'inbound'
  | 'outbound'
  | 'internal'
  | 'missed'
  | 'talked'
  | 'talks'
  | 'mobile'
  | 'landline'
  | 'tollFree'
  | 'internalNumbers'
  | 'other'

const narrowings: Readonly<Record<Figure, InteractionFilter>> = {
  calls: {},
  inbound: { direction: ['inbound'] },
  outbound: { direction: ['outbound'] },
  internal: { direction: ['internal'] },
  missed: { missed: true },
  talked: { outcome: ['talked'] },
  talks: { outcome: ['talked'], direction: ['inbound', 'outbound'] },
  mobile: { partyKind: ['mobile'] },
  landline: { partyKind: ['landline'] },
  tollFree: { partyKind: ['toll_free'] },
  internalNumbers: { partyKind: ['internal'] },
  other: { partyKind: ['other', 'hidden', 'unknown'] },
}

/** Whose figure it is. `nobody`: calls in which no person was rung. */
export type Owner =
  | { readonly kind: 'person'; readonly employeeId: string; readonly departmentId: string | null }
  | { readonly kind: 'department'; readonly departmentId: string | null }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'all' }

const whose = (owner: Owner): InteractionFilter => {
  switch (owner.kind) {
    case 'person':
      return { employee: [owner.employeeId], department: [owner.departmentId ?? 'none'] }
    case 'department':
      return { department: [owner.departmentId ?? 'none'] }
    case 'nobody':
      return { employee: ['none'] }
    case 'all':
      return {}
  }
}

/** The filter of the interactions behind a figure; null where the report's own filter leaves none. */
export function behind(report: InteractionFilter, owner: Owner, figure: Figure): InteractionFilter | null {
  return narrowed(report, whose(owner), narrowings[figure])
}

/** The missed calls behind one cell of the picture: a weekday (1 = Monday) and an hour. */
export const behindHour = (report: InteractionFilter, weekday: number, hour: number): InteractionFilter | null =>
  narrowed(report, narrowings.missed, { weekday: [weekday], hour: [hour] })

function narrowed(...filters: readonly InteractionFilter[]): InteractionFilter | null {
  const result: Record<string, unknown> = {}
  for (const filter of filters) {
    for (const [field, value] of Object.entries(filter)) {
      if (value === undefined) continue
      const narrower = both(result[field], value)
      if (narrower === null) return null
      result[field] = narrower
    }
  }
  return result
}

/** What two values of one field leave together; null where nothing is left. */
function both(a: unknown, b: unknown): unknown {
  if (a === undefined) return b
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b ? a : null
  const common = a.filter((item) => (b as readonly unknown[]).includes(item))
  return common.length > 0 ? common : null
}
