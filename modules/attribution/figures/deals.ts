/** How many deals each origin brought and what they came to. Deals belong to a higher module, which hands over how to ask for them. */
import type { Queryable } from '../../../platform/database/database.ts'
import type { Viewer } from '../../interactions/index.ts'
import type { OriginLevel } from '../contract.ts'
import { narrowsToNone, type PeriodFilter, placesOf } from './facts.ts'
import { passes, readAncestors, type Tree } from './tree.ts'

type Period = Pick<PeriodFilter, 'from' | 'to'>

/** Deals of one origin, outcome and currency. */
export interface DealSum {
  readonly originId: string | null
  readonly outcome: 'open' | 'won' | 'lost'
  readonly currency: string
  readonly deals: number
  /** Minor units of `currency`. */
  readonly amount: number
  /** Deals without an amount. */
  readonly unpriced: number
}

/** Deals that were made within a period (the company's days, both included). */
export interface DealsOfOrigins {
  /** Sums of the whole company by origins of any level; its own id stands for all deals. */
  kept(
    db: Queryable,
    workspaceId: string,
    period: Period,
    originIds: readonly string[],
  ): Promise<readonly (DealSum & { readonly originId: string })[]>
  /** Counts the deals within the viewer's reach by their innermost origin; null for those without any. */
  counted(db: Queryable, viewer: Viewer, period: Period): Promise<readonly DealSum[]>
}

export interface OriginDeals {
  /** By origin of the asked level; null: without one. */
  readonly byRow: ReadonlyMap<string | null, readonly DealSum[]>
  readonly tree: Tree
}

/** Deals by origin of a level, from the roll-up where it knows the answer. Both ways give the same figures. */
export async function dealsByRow(
  db: Queryable,
  deals: DealsOfOrigins,
  { filter, viewer, level }: { readonly filter: PeriodFilter; readonly viewer: Viewer; readonly level: OriginLevel },
): Promise<OriginDeals> {
  const sums = createSums()
  if (viewer.reach.kind !== 'all' || narrowsToNone(filter)) {
    const counted = await deals.counted(db, viewer, filter)
    const ids = counted.flatMap(({ originId }) => originId ?? [])
    const tree = await readAncestors(db, viewer.workspaceId, [...new Set(ids)])
    for (const sum of counted) {
      const lineage = tree.lineageOf(sum.originId)
      if (passes(filter, lineage)) sums.add(lineage[level], sum, 1)
    }
    return { byRow: sums.byRow(), tree }
  }
  const { tree, leaves, whole } = await placesOf(db, filter, viewer.workspaceId, level)
  for (const sum of await deals.kept(db, viewer.workspaceId, filter, [...new Set([...leaves, ...whole])])) {
    if (whole.has(sum.originId)) sums.add(null, sum, 1)
    if (!leaves.has(sum.originId)) continue
    sums.add(tree.lineageOf(sum.originId)[level], sum, 1)
    sums.add(null, sum, -1)
  }
  return { byRow: sums.byRow(), tree }
}

/** Adds up to one sum per row, outcome and currency; those that come to nothing are left out. */
function createSums() {
  const rows = new Map<string | null, Map<string, DealSum>>()
  return {
    add(id: string | null, { originId: _, outcome, currency, deals, amount, unpriced }: DealSum, sign: 1 | -1): void {
      const row = rows.get(id) ?? new Map<string, DealSum>()
      rows.set(id, row)
      const key = `${outcome} ${currency}`
      const before = row.get(key)
      row.set(key, {
        ...{ originId: id, outcome, currency, deals: (before?.deals ?? 0) + sign * deals },
        ...{ amount: (before?.amount ?? 0) + sign * amount, unpriced: (before?.unpriced ?? 0) + sign * unpriced },
      })
    },
    byRow: (): ReadonlyMap<string | null, readonly DealSum[]> =>
      new Map(
        [...rows].flatMap(([id, row]): [string | null, readonly DealSum[]][] => {
          const left = [...row.values()].filter(({ deals }) => deals !== 0)
          return left.length > 0 ? [[id, left]] : []
        }),
      ),
  }
}
