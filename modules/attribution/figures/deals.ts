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
  const byRow = new Map<string | null, DealSum[]>()
  const add = (id: string | null, sum: DealSum) => {
    const row = byRow.get(id)
    if (row) row.push(sum)
    else byRow.set(id, [sum])
  }
  if (viewer.reach.kind !== 'all' || narrowsToNone(filter)) {
    const sums = await deals.counted(db, viewer, filter)
    const ids = sums.flatMap(({ originId }) => originId ?? [])
    const tree = await readAncestors(db, viewer.workspaceId, [...new Set(ids)])
    for (const sum of sums) {
      const lineage = tree.lineageOf(sum.originId)
      if (passes(filter, lineage)) add(lineage[level], sum)
    }
    return { byRow, tree }
  }
  const { tree, leaves, whole } = await placesOf(db, filter, viewer.workspaceId, level)
  for (const sum of await deals.kept(db, viewer.workspaceId, filter, [...new Set([...leaves, ...whole])])) {
    if (whole.has(sum.originId)) add(null, sum)
    if (!leaves.has(sum.originId)) continue
    add(tree.lineageOf(sum.originId)[level], sum)
    add(null, { ...sum, deals: -sum.deals, amount: -sum.amount, unpriced: -sum.unpriced })
  }
  if (!byRow.get(null)?.some((sum) => restOf(byRow.get(null) ?? [], sum) !== 0)) byRow.delete(null)
  return { byRow, tree }
}

/** How many deals of a sum's outcome and currency are left in a row. */
const restOf = (row: readonly DealSum[], { outcome, currency }: DealSum): number =>
  row.reduce((rest, sum) => rest + (sum.outcome === outcome && sum.currency === currency ? sum.deals : 0), 0)
