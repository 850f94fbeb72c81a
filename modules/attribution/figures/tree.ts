/** The tree of origins: source → campaign → placement → keyword, and what hangs where. */
import { type Queryable, raw, type Sql, sql } from '../../../platform/database/database.ts'
import type { InteractionFilter } from '../../interactions/index.ts'
import { type OriginLevel, originLevels } from '../contract.ts'

export interface Origin {
  readonly id: string
  readonly level: OriginLevel
  readonly parentId: string | null
  readonly name: string
}

/** An origin of each level above and including a place; null where it has none. */
export type Lineage = Readonly<Record<OriginLevel, string | null>>

export interface Tree {
  readonly byId: ReadonlyMap<string, Origin>
  readonly lineageOf: (id: string | null) => Lineage
}

const columns = (alias: string): Sql =>
  raw(`${alias}.id, ${alias}.level, ${alias}.parent_id as "parentId", ${alias}.name`)

/** Origins of a level with everything above them. `under`: only those below (or among) the given ones. */
export async function readTree(
  db: Queryable,
  workspaceId: string,
  wanted: { readonly level: OriginLevel; readonly under: readonly string[] | null },
): Promise<Tree> {
  const seed = wanted.under
    ? sql`
      select o.id, o.level, o.parent_id, o.name from origins o
      where o.workspace_id = ${workspaceId} and o.id = any(${[...wanted.under]}::uuid[])
      union all
      select o.id, o.level, o.parent_id, o.name from down d
      join origins o on o.workspace_id = ${workspaceId} and o.level = any(${levelsTo(wanted.level)}::text[]) and o.parent_id = d.id`
    : sql`
      select o.id, o.level, o.parent_id, o.name from origins o
      where o.workspace_id = ${workspaceId} and o.level = ${wanted.level}`
  const rows = await db.query<Origin>(sql`
    with recursive down as (${seed}),
    up as (
      select * from down
      union
      select o.id, o.level, o.parent_id, o.name from up u
      join origins o on o.workspace_id = ${workspaceId} and o.id = u.parent_id
    )
    select ${columns('up')} from up`)
  return treeOf(rows)
}

/** The given origins with everything above them. */
export async function readAncestors(db: Queryable, workspaceId: string, ids: readonly string[]): Promise<Tree> {
  if (ids.length === 0) return treeOf([])
  const rows = await db.query<Origin>(sql`
    with recursive up as (
      select o.id, o.level, o.parent_id, o.name from origins o
      where o.workspace_id = ${workspaceId} and o.id = any(${[...ids]}::uuid[])
      union
      select o.id, o.level, o.parent_id, o.name from up u
      join origins o on o.workspace_id = ${workspaceId} and o.id = u.parent_id
    )
    select ${columns('up')} from up`)
  return treeOf(rows)
}

/** The level to open from each origin: the outermost that hangs on it. */
export async function nextLevels(
  db: Queryable,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, OriginLevel>> {
  if (ids.length === 0) return new Map()
  const rows = await db.query<{ parentId: string; level: OriginLevel }>(sql`
    select p.id as "parentId", l.level
    from unnest(${[...ids]}::uuid[]) as p(id)
    cross join lateral (
      select l.level from unnest(${[...originLevels]}::text[]) with ordinality as l(level, position)
      where exists (
        select from origins o where o.workspace_id = ${workspaceId} and o.level = l.level and o.parent_id = p.id)
      order by l.position limit 1
    ) l`)
  return new Map(rows.map((row) => [row.parentId, row.level]))
}

/** Links origins into a tree. */
export function treeOf(origins: readonly Origin[]): Tree {
  const byId = new Map(origins.map((origin) => [origin.id, origin]))
  const known = new Map<string, Lineage>()
  const lineageOf = (id: string | null): Lineage => {
    if (id === null) return nowhere
    const found = known.get(id)
    if (found) return found
    const origin = byId.get(id)
    if (!origin) return nowhere
    const lineage: Lineage = { ...lineageOf(origin.parentId), [origin.level]: id }
    known.set(id, lineage)
    return lineage
  }
  return { byId, lineageOf }
}

const nowhere: Lineage = { source: null, campaign: null, placement: null, keyword: null }

/** Levels from the outermost to the given one. */
const levelsTo = (level: OriginLevel): OriginLevel[] => originLevels.slice(0, originLevels.indexOf(level) + 1)

/** Whether a place passes the filter's sources, campaigns, placements and keywords. */
export const passes = (filter: InteractionFilter, lineage: Lineage): boolean =>
  originLevels.every((level) => !filter[level]?.length || filter[level].includes(lineage[level] ?? 'none'))

/** The innermost level that the filter narrows. */
export const deepestLevel = (filter: InteractionFilter): OriginLevel | null =>
  [...originLevels].reverse().find((level) => (filter[level]?.length ?? 0) > 0) ?? null

/** Of two levels the inner one. */
export const innerOf = (a: OriginLevel, b: OriginLevel | null): OriginLevel =>
  b && originLevels.indexOf(b) > originLevels.indexOf(a) ? b : a

/** Origins by level, place in the tree and part of the name, in order of their names. */
export async function listOrigins(
  db: Queryable,
  workspaceId: string,
  asked: {
    readonly level?: OriginLevel | undefined
    readonly parent?: string | undefined
    readonly text?: string | undefined
    readonly limit: number
  },
): Promise<(Origin & { readonly above: string[] })[]> {
  const pattern = asked.text ? `%${asked.text.replace(/[\\%_]/g, (char) => `\\${char}`)}%` : null
  const rows = await db.query<Origin>(sql`
    select ${columns('o')} from origins o
    where o.workspace_id = ${workspaceId}
      and (${asked.level ?? null}::text is null or o.level = ${asked.level ?? null})
      and (${asked.parent ?? null}::uuid is null or o.parent_id = ${asked.parent ?? null})
      and (${pattern}::text is null or o.name ilike ${pattern})
    order by o.name, o.id limit ${asked.limit}`)
  const tree = await readAncestors(
    db,
    workspaceId,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => {
    const lineage = tree.lineageOf(row.parentId)
    return { ...row, above: originLevels.flatMap((level) => tree.byId.get(lineage[level] ?? '')?.name ?? []) }
  })
}

/** Reads the names of origins, from the source inward, for those who hold their ids. */
export async function originNames(
  db: Queryable,
  workspaceId: string,
  ids: readonly string[],
): Promise<(id: string | null) => string[]> {
  const tree = await readAncestors(db, workspaceId, ids)
  return (id) => {
    const lineage = tree.lineageOf(id)
    return originLevels.flatMap((level) => tree.byId.get(lineage[level] ?? '')?.name ?? [])
  }
}
