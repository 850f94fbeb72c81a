/** The names that observations use, turned into ids: lines → employees, class keys → classes, source names → origins. */
import { newId } from '../../../kernel/ids.ts'
import { spellingsOf } from '../../../kernel/phone-spellings.ts'
import { copyRows, recordset } from '../../../platform/database/bulk.ts'
import { type Queryable, sql, type Transaction } from '../../../platform/database/database.ts'
import type { OriginObservation } from '../observation.ts'

export interface Directory {
  readonly employeeByLine: ReadonlyMap<string, { id: string; departmentId: string | null }>
  /** Queues, ring groups and the company's own numbers, in every spelling, with the id of the department that owns them. */
  readonly departmentByLine: ReadonlyMap<string, string>
  readonly classByKey: ReadonlyMap<string, string>
}

/** Lines are compared without case: extensions, logins, e-mails and names of people. */
export const lineKey = (line: string): string => line.trim().toLowerCase()

/** Reads the workspace's lines and classes. */
export async function readDirectory(tx: Queryable, workspaceId: string): Promise<Directory> {
  const lines = await tx.query<{ line: string; id: string; departmentId: string | null }>(sql`
    select l.line, e.id, e.department_id as "departmentId", 1 as rank
    from employee_lines l join employees e on e.workspace_id = ${workspaceId} and e.id = l.employee_id
    where l.workspace_id = ${workspaceId}
    union all
    select lower(e.email), e.id, e.department_id, 2 from employees e where e.workspace_id = ${workspaceId} and e.email is not null
    union all
    select lower(e.name), e.id, e.department_id, 3 from employees e where e.workspace_id = ${workspaceId}
    order by rank, id`)
  const departmentLines = await tx.query<{ line: string; id: string }>(
    sql`select line, department_id as id from department_lines where workspace_id = ${workspaceId}`,
  )
  const classes = await tx.query<{ key: string; id: string }>(
    sql`select key, id from interaction_classes where workspace_id = ${workspaceId}`,
  )
  const employeeByLine = new Map<string, { id: string; departmentId: string | null }>()
  // The first line wins: a number that was given to a person beats somebody's name that reads the same, and of two people
  // of one name it is always the one who came first.
  for (const { line, id, departmentId } of lines) {
    if (!employeeByLine.has(lineKey(line))) employeeByLine.set(lineKey(line), { id, departmentId })
  }
  return {
    employeeByLine,
    departmentByLine: new Map(
      departmentLines.flatMap(({ line, id }) => spellingsOf(line).map((spelling) => [lineKey(spelling), id])),
    ),
    classByKey: new Map(classes.map((row) => [row.key, row.id])),
  }
}

export interface OriginIds {
  readonly sourceId: string | null
  readonly campaignId: string | null
  readonly placementId: string | null
  readonly keywordId: string | null
}

export const noOrigin: OriginIds = { sourceId: null, campaignId: null, placementId: null, keywordId: null }

const levels = ['source', 'campaign', 'placement', 'keyword'] as const
const path = (...names: (string | null | undefined)[]) => names.map((name) => name ?? '').join('\u0000')

/**
 * Finds or creates the origins of a batch, level by level. A keyword without a placement hangs on its campaign.
 * Returns a lookup by observation.
 */
export async function resolveOrigins(
  tx: Transaction,
  workspaceId: string,
  origins: readonly OriginObservation[],
  now: Date,
): Promise<(origin: OriginObservation | null | undefined) => OriginIds> {
  const ids = new Map<string, OriginIds>()
  const keyOf = (o: OriginObservation) => path(o.source, o.campaign, o.placement, o.keyword)
  const distinct = [...new Map(origins.map((origin) => [keyOf(origin), origin])).values()]
  for (const origin of distinct) ids.set(keyOf(origin), noOrigin)
  for (const level of levels) {
    const wanted = new Map<string, { name: string; parentId: string | null; id: string }>()
    for (const origin of distinct) {
      const name = origin[level]?.trim().slice(0, 300)
      if (!name) continue
      const found = ids.get(keyOf(origin)) ?? noOrigin
      const parentId = found.placementId ?? found.campaignId ?? found.sourceId
      wanted.set(path(parentId, name), { name, parentId, id: newId(now) })
    }
    if (wanted.size === 0) continue
    const known = await ensureLevel(tx, workspaceId, level, [...wanted.values()], now)
    for (const origin of distinct) {
      const name = origin[level]?.trim().slice(0, 300)
      if (!name) continue
      const found = ids.get(keyOf(origin)) ?? noOrigin
      const parentId = found.placementId ?? found.campaignId ?? found.sourceId
      ids.set(keyOf(origin), { ...found, [`${level}Id`]: known.get(path(parentId, name)) ?? null })
    }
  }
  return (origin) => (origin ? (ids.get(keyOf(origin)) ?? noOrigin) : noOrigin)
}

async function ensureLevel(
  tx: Transaction,
  workspaceId: string,
  level: string,
  wanted: readonly { name: string; parentId: string | null; id: string }[],
  now: Date,
): Promise<Map<string, string>> {
  const rows = recordset('w', { name: 'text', parentId: 'uuid' }, wanted)
  const known = new Map(
    (
      await tx.query<{ id: string; name: string; parentId: string | null }>(sql`
        select o.id, o.name, o.parent_id as "parentId" from ${rows}
        join origins o on o.workspace_id = ${workspaceId} and o.level = ${level}
          and o.name = w.name and o.parent_id is not distinct from w."parentId"`)
    ).map((row) => [path(row.parentId, row.name), row.id]),
  )
  const missing = wanted.filter((row) => !known.has(path(row.parentId, row.name)))
  await copyRows(
    tx,
    'origins',
    ['workspace_id', 'id', 'level', 'parent_id', 'name', 'created_at'],
    missing.map((row) => [workspaceId, row.id, level, row.parentId, row.name, now]),
  )
  for (const row of missing) known.set(path(row.parentId, row.name), row.id)
  return known
}
