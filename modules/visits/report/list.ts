/** Visits one by one. */
import { addDays } from '../../../kernel/time.ts'
import { join, type Queryable, type Sql, sql } from '../../../platform/database/database.ts'
import { type Viewer, whereInteractions } from '../../interactions/index.ts'
import type { Visit, VisitStory } from '../contract.ts'
import { readKeeping } from '../keeping/store.ts'
import { originOfVisit } from '../visits/find.ts'
import { type VisitFilter, whereVisits } from './by-origin.ts'

/** Minutes after its last sign in which a visitor counts as being here. */
const presentMinutes = 5

export interface AskedVisits extends VisitFilter {
  readonly from?: string
  readonly to?: string
  readonly contact?: boolean
  readonly before?: string
  readonly limit: number
}

type VisitRow = Omit<Visit, 'contacts'>

const columns = sql`v.id, v.site_id as "siteId", coalesce(s.name, '') as "siteName", v.started_at as "startedAt", v.last_at as "lastAt",
  v.number, v.pages, v.goals, v.landing, v.referrer, v.device, v.region,
  jsonb_build_object('medium', o.medium, 'source', o.source, 'campaign', o.campaign, 'placement', o.placement,
    'keyword', o.keyword, 'certain', o.certain) as origin`

const fromVisits = (workspaceId: string): Sql => sql`
  visits v join visit_origins o on o.workspace_id = ${workspaceId} and o.id = v.origin_id
  left join sites s on s.workspace_id = ${workspaceId} and s.id = v.site_id`

/** A page of visits, newest first, with the interactions that they led to. */
export async function listVisits(
  db: Queryable,
  viewer: Viewer,
  asked: AskedVisits,
): Promise<{ visits: Visit[]; more: boolean }> {
  const { workspaceId } = viewer
  const conditions = [
    whereVisits(workspaceId, asked),
    // The index of starts leads to the days; a day is never wider than its neighbours.
    asked.from
      ? sql`v.local_day >= ${asked.from}::date and v.started_at >= ${`${addDays(asked.from, -1)}T00:00:00Z`}::timestamptz`
      : null,
    asked.to
      ? sql`v.local_day <= ${asked.to}::date and v.started_at < ${`${addDays(asked.to, 2)}T00:00:00Z`}::timestamptz`
      : null,
    asked.contact
      ? sql`exists (select 1 from interactions i where ${whereInteractions({ tests: 'with' }, viewer)} and i.visit_id = v.id)`
      : null,
    asked.before
      ? sql`(v.started_at, v.id) < (select p.started_at, p.id from visits p where p.workspace_id = ${workspaceId} and p.id = ${asked.before})`
      : null,
  ].filter((part) => part !== null)
  const rows = await db.query<VisitRow>(sql`
    select ${columns} from ${fromVisits(workspaceId)}
    where ${join(conditions, ' and ')}
    order by v.started_at desc, v.id desc limit ${asked.limit + 1}`)
  return { visits: await withContacts(db, viewer, rows.slice(0, asked.limit)), more: rows.length > asked.limit }
}

async function withContacts<Row extends VisitRow>(
  db: Queryable,
  viewer: Viewer,
  rows: readonly Row[],
): Promise<(Row & Pick<Visit, 'contacts'>)[]> {
  const contacts = await db.query<{ visitId: string; id: string; kind: string }>(sql`
    select i.visit_id as "visitId", i.id, i.kind from interactions i
    where ${whereInteractions({ tests: 'with' }, viewer)} and i.visit_id = any(${rows.map(({ id }) => id)}::uuid[])
    order by i.started_at, i.id`)
  return rows.map((row) => ({
    ...row,
    contacts: contacts.filter(({ visitId }) => visitId === row.id).map(({ id, kind }) => ({ id, kind })),
  }))
}

/** How many visitors gave a sign in the last minutes. */
export async function countPresent(db: Queryable, workspaceId: string, now: Date): Promise<number> {
  const since = new Date(now.getTime() - presentMinutes * 60_000)
  // Whoever is here began within a day: the index of starts keeps this small at any size.
  const [row] = await db.query<{ present: number }>(sql`
    select count(distinct coalesce(v.visitor_id, v.id)) as present from visits v
    where v.workspace_id = ${workspaceId} and v.started_at > ${new Date(now.getTime() - 6 * 3_600_000)} and v.last_at > ${since}`)
  return row?.present ?? 0
}

interface StoryRow extends VisitRow {
  readonly marks: Record<string, string> | null
  readonly first: { readonly at: string; readonly source: string; readonly campaign: string | null } | null
}

/** One visit with its pages and its visitor's beginning, or null. */
export async function readVisit(db: Queryable, viewer: Viewer, id: string): Promise<VisitStory | null> {
  const { workspaceId } = viewer
  const [row] = await db.query<StoryRow>(sql`
    select ${columns}, v.marks,
      case when p.id is null then null else jsonb_build_object('at', p.first_at, 'source', f.source, 'campaign', f.campaign) end as first
    from ${fromVisits(workspaceId)}
    left join visitors p on p.workspace_id = ${workspaceId} and p.id = v.visitor_id
    left join visit_origins f on f.workspace_id = ${workspaceId} and f.id = p.first_origin_id
    where v.workspace_id = ${workspaceId} and v.id = ${id}`)
  if (!row) return null
  const [visit] = await withContacts(db, viewer, [row])
  if (!visit) return null
  const hits = await db.query<VisitStory['hits'][number]>(sql`
    select h.id, h.at, h.kind, h.page, h.name, h.value from hits h
    where h.workspace_id = ${workspaceId} and h.visit_id = ${id} order by h.at, h.id limit 200`)
  const { cleanedTo } = await readKeeping(db, workspaceId)
  const counted = row.origin.medium === 'direct' ? await originOfVisit(db, workspaceId, id) : null
  return {
    ...visit,
    hits,
    pagesDeleted: hits.length === 0 && cleanedTo !== null && visit.startedAt < cleanedTo,
    first: visit.first && { ...visit.first, at: new Date(visit.first.at) },
    countedFor:
      counted && counted.source !== row.origin.source
        ? { source: counted.source, campaign: counted.campaign ?? null }
        : null,
  }
}

/** The visit of an interaction that the viewer may see; undefined where they may not see it, null where it has none. */
export async function visitIdOf(
  db: Queryable,
  viewer: Viewer,
  interactionId: string,
): Promise<string | null | undefined> {
  const [row] = await db.query<{ visitId: string | null }>(sql`
    select i.visit_id as "visitId" from interactions i
    where ${whereInteractions({ tests: 'with' }, viewer)} and i.id = ${interactionId}`)
  return row?.visitId ?? (row ? null : undefined)
}
