/** How many contacts each origin brought, by class: from the roll-up where it knows the answer, else from the record itself. */
import { groupBy } from '../../../kernel/collections.ts'
import { join, type Queryable, raw, type Sql, sql } from '../../../platform/database/database.ts'
import { classSql, type InteractionFilter, type Viewer, whereInteractions } from '../../interactions/index.ts'
import type { OriginLevel } from '../contract.ts'
import { splitPeriod } from './spans.ts'
import { deepestLevel, innerOf, passes, readAncestors, readTree, type Tree } from './tree.ts'

export type PeriodFilter = InteractionFilter & { readonly from: string; readonly to: string }

/** Contacts of one origin of the asked level (null: without one) and one class (null: without one). */
export interface Cell {
  readonly originId: string | null
  readonly classId: string | null
  readonly interactions: number
  readonly missed: number
}

export interface Facts {
  readonly cells: readonly Cell[]
  readonly tree: Tree
  /** Whose sums make up a row, where the roll-up answered; null where the record did. */
  readonly kept: { readonly scopes: readonly string[]; readonly leavesOf: (id: string) => readonly string[] } | null
}

/** The fields of a filter that tell of origins, days and classes. */
const ofOrigins: ReadonlySet<string> = new Set([
  'from',
  'to',
  'source',
  'campaign',
  'placement',
  'keyword',
  'direction',
  'tests',
  'class',
  'said',
])

const isGiven = (value: unknown): boolean => value !== undefined && !(Array.isArray(value) && value.length === 0)

/** Whether a filter asks only for what origins, days and classes tell. Spend can be told for such a filter alone. */
export const onlyOrigins = (filter: InteractionFilter): boolean =>
  Object.entries(filter).every(([field, value]) => !isGiven(value) || ofOrigins.has(field)) &&
  (filter.direction === undefined || filter.direction.join() === 'inbound') &&
  (filter.tests === undefined || filter.tests === 'without')

export const narrowsToNone = (filter: InteractionFilter): boolean =>
  [filter.source, filter.campaign, filter.placement, filter.keyword].some((values) => values?.includes('none'))

/**
 * Whose sums answer: those of the company, or of the departments that the filter names or that the viewer sees.
 * Null where the record itself must be counted: for anything else that a filter may ask, for what one person sees,
 * and for a department's campaigns, placements and keywords, which are not kept apart.
 */
export function scopesOf(filter: InteractionFilter, viewer: Viewer, level: OriginLevel): readonly string[] | null {
  const { department, ...rest } = filter
  if (!onlyOrigins(rest) || narrowsToNone(filter)) return null
  const named = department?.length ? department : null
  if (named?.includes('none')) return null
  if (!named && viewer.reach.kind === 'all') return [viewer.workspaceId]
  if (innerOf(level, deepestLevel(filter)) !== 'source') return null
  if (viewer.reach.kind === 'all') return named && [...new Set(named)]
  if (viewer.reach.kind !== 'department') return null
  const { departmentId } = viewer.reach
  return !named || named.includes(departmentId) ? [departmentId] : []
}

/** Contacts by origin of a level and class. Both ways give the same figures; only their cost differs. */
export async function factsOf(db: Queryable, filter: PeriodFilter, viewer: Viewer, level: OriginLevel): Promise<Facts> {
  const scopes = scopesOf(filter, viewer, level)
  if (!scopes) return factsFromRecord(db, filter, viewer, level)
  if (!filter.said) return factsFromRollup(db, filter, viewer.workspaceId, scopes, level)
  const { class: asked, ...whole } = filter
  const facts = await factsFromRollup(db, whole, viewer.workspaceId, scopes, level)
  const corrected = asSaid(facts.cells, await claimsOf(db, whole, viewer, level))
  return { ...facts, cells: corrected.filter(({ classId }) => !asked?.length || asked.includes(classId ?? 'none')) }
}

/** Contacts of which a side claims another class than stands. */
interface Claim extends Cell {
  readonly claimedId: string | null
}

/** The disputed contacts of a filter: few, each found by its key. */
const claimsOf = (db: Queryable, filter: PeriodFilter, viewer: Viewer, level: OriginLevel): Promise<Claim[]> => {
  const claimed = classSql(filter.said, viewer)
  return db.query<Claim>(sql`
    select ${raw(`i.${level}_id`)} as "originId", i.class_id as "classId", ${claimed} as "claimedId", count(*)::int as interactions,
      (count(*) filter (where i.outcome <> 'talked'))::int as missed
    from interactions i
    where i.id = any(array(
        select r.interaction_id from class_reviews r where r.workspace_id = ${viewer.workspaceId} and r.dispute is not null))
      and ${whereInteractions({ ...filter, direction: ['inbound'] }, viewer)} and i.class_id is distinct from ${claimed}
    group by 1, 2, 3`)
}

/** How many contacts of a filter have a class that is in dispute now. */
export async function countDisputed(db: Queryable, filter: PeriodFilter, viewer: Viewer): Promise<number> {
  const [row] = await db.query<{ count: number }>(sql`
    select count(*)::int as count from interactions i
    where i.id = any(array(
        select r.interaction_id from class_reviews r
        where r.workspace_id = ${viewer.workspaceId} and r.dispute in ('open', 'escalated')))
      and ${whereInteractions(filter, viewer)}`)
  return row?.count ?? 0
}

/** Moves what a side claims to be something else from the class that stands to the class that is claimed. */
function asSaid(facts: readonly Cell[], claims: readonly Claim[]): Cell[] {
  const cells = createCells()
  for (const { originId, classId, interactions, missed } of facts) cells.add(originId, classId, interactions, missed)
  for (const { originId, classId, claimedId, interactions, missed } of claims) {
    cells.add(originId, classId, -interactions, -missed)
    cells.add(originId, claimedId, interactions, missed)
  }
  return cells.list()
}

/** Counts the interactions themselves. */
export async function factsFromRecord(
  db: Queryable,
  filter: PeriodFilter,
  viewer: Viewer,
  level: OriginLevel,
): Promise<Facts> {
  const cells = await db.query<Cell>(sql`
    select ${raw(`i.${level}_id`)} as "originId", ${classSql(filter.said, viewer)} as "classId", count(*)::int as interactions,
      (count(*) filter (where i.direction = 'inbound' and i.outcome <> 'talked'))::int as missed
    from interactions i where ${whereInteractions(filter, viewer)} group by 1, 2`)
  const ids = new Set(cells.flatMap(({ originId }) => originId ?? []))
  return { cells, tree: await readAncestors(db, viewer.workspaceId, [...ids]), kept: null }
}

/** Origins that a roll-up by level is asked for: `leaves` make up the rows, `whole` the total. */
export interface Places {
  readonly tree: Tree
  readonly leaves: ReadonlySet<string>
  readonly whole: ReadonlySet<string>
}

/** Which sums answer for the filter's place in the tree, by rows of a level. */
export async function placesOf(
  db: Queryable,
  filter: PeriodFilter,
  workspaceId: string,
  level: OriginLevel,
): Promise<Places> {
  const narrowed = deepestLevel(filter)
  const counted = innerOf(level, narrowed)
  const under = narrowed ? (filter[narrowed] ?? []) : null
  const tree = await readTree(db, workspaceId, { level: counted, under })
  const passing = [...tree.byId.values()].filter((origin) => passes(filter, tree.lineageOf(origin.id)))
  const leaves = new Set(passing.filter((origin) => origin.level === counted).map(({ id }) => id))
  const whole = new Set(
    narrowed ? passing.filter((origin) => origin.level === narrowed).map(({ id }) => id) : [workspaceId],
  )
  return { tree, leaves, whole }
}

/** Reads sums by week and day. What the origins of a level do not explain of the whole has no origin of that level. */
export async function factsFromRollup(
  db: Queryable,
  filter: PeriodFilter,
  workspaceId: string,
  scopes: readonly string[],
  level: OriginLevel,
): Promise<Facts> {
  const { tree, leaves, whole } = await placesOf(db, filter, workspaceId, level)
  const sums = await readSums(db, workspaceId, scopes, filter, [...new Set([...leaves, ...whole])])

  const cells = createCells()
  for (const { originId, classId, interactions, missed } of sums) {
    if (filter.class?.length && !filter.class.includes(classId ?? 'none')) continue
    if (whole.has(originId)) cells.add(null, classId, interactions, missed)
    if (!leaves.has(originId)) continue
    cells.add(tree.lineageOf(originId)[level], classId, interactions, missed)
    cells.add(null, classId, -interactions, -missed)
  }
  const leavesByRow = groupBy(leaves, (leaf) => tree.lineageOf(leaf)[level])
  const leavesOf = (id: string) => leavesByRow.get(id) ?? []
  return { cells: cells.list(), tree, kept: { scopes, leavesOf } }
}

/**
 * Ids for `= any(…)`. Of a few the planner shall see which; more it would look up one by one in its statistics, for each part of the
 * statement: 88 ms of planning for 1,600 keywords, and then workers started in vain. So of many it sees only that there are some.
 */
export const manyIds = (ids: readonly string[]): Sql =>
  ids.length > 50 ? sql`array(select unnest(${[...ids]}::uuid[]))` : sql`${[...ids]}::uuid[]`

type Sum = Cell & { readonly originId: string }

function readSums(
  db: Queryable,
  workspaceId: string,
  scopes: readonly string[],
  { from, to }: PeriodFilter,
  originIds: readonly string[],
): Promise<Sum[]> {
  const { weeks, days } = splitPeriod({ from, to })
  const parts = [...(weeks ? [{ span: 7, ...weeks }] : []), ...days.map((part) => ({ span: 1, ...part }))]
  if (parts.length === 0 || originIds.length === 0 || scopes.length === 0) return Promise.resolve([])
  const ids = manyIds(originIds)
  const selects = parts.map(
    (part) => sql`
      select f.origin_id, f.class_id, f.interactions, f.missed from origin_figures f
      where f.workspace_id = ${workspaceId} and f.scope_id = any(${[...scopes]}::uuid[])
        and f.origin_id = any(${ids}) and f.span = ${part.span}::smallint
        and f.day between ${part.from}::date and ${part.to}::date`,
  )
  return db.query<Sum>(sql`
    select s.origin_id as "originId", s.class_id as "classId", sum(s.interactions) as interactions, sum(s.missed) as missed
    from (${join(selects, ' union all ')}) s group by 1, 2`)
}

/** Adds up to one cell per origin and class; those that come to nothing are left out. */
function createCells() {
  const byOrigin = new Map<string | null, Map<string | null, { interactions: number; missed: number }>>()
  return {
    add(originId: string | null, classId: string | null, interactions: number, missed: number): void {
      let byClass = byOrigin.get(originId)
      if (!byClass) {
        byClass = new Map()
        byOrigin.set(originId, byClass)
      }
      const cell = byClass.get(classId)
      if (cell) {
        cell.interactions += interactions
        cell.missed += missed
      } else byClass.set(classId, { interactions, missed })
    },
    list: (): Cell[] =>
      [...byOrigin].flatMap(([originId, byClass]) =>
        [...byClass].flatMap(([classId, { interactions, missed }]) =>
          interactions !== 0 || missed !== 0 ? [{ originId, classId, interactions, missed }] : [],
        ),
      ),
  }
}
