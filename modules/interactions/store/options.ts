import { type Queryable, sql } from '../../../platform/database/database.ts'

type Level = 'source' | 'campaign' | 'placement' | 'keyword'

/** Most people choose from what they can overlook; the rest is reached through the level above or by its address. */
const most = 500

/** Ways of intake that ever told something, by hopping along the key instead of reading the table. */
export async function providersOf(db: Queryable, workspaceId: string): Promise<string[]> {
  const rows = await db.query<{ provider: string }>(sql`
    with recursive hop as (
      (select i.provider from interactions i where i.workspace_id = ${workspaceId} order by i.provider limit 1)
      union all
      select (select i.provider from interactions i
        where i.workspace_id = ${workspaceId} and i.provider > hop.provider order by i.provider limit 1)
      from hop where hop.provider is not null)
    select provider from hop where provider is not null limit 100`)
  return rows.map((row) => row.provider)
}

/** Sources, or what lies below one origin, by name. */
export const originsUnder = (
  db: Queryable,
  workspaceId: string,
  under: string | undefined,
): Promise<{ id: string; name: string; level: Level }[]> =>
  db.query(sql`
    select o.id, o.name, o.level from origins o
    where o.workspace_id = ${workspaceId} and o.parent_id is not distinct from ${under ?? null}::uuid
    order by o.name limit ${most}`)

/** Names of origins: a source, or a lower level with what stands above it. */
export const originNames = (
  db: Queryable,
  workspaceId: string,
  ids: readonly string[],
): Promise<{ id: string; name: string }[]> =>
  db.query(sql`
    select o.id, o.name from origins o where o.workspace_id = ${workspaceId} and o.id = any(${[...ids]}::uuid[])`)
