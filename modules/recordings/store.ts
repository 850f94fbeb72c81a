import { newId } from '../../kernel/ids.ts'
import type { Actor } from '../../platform/audit/audit.ts'
import { type Queryable, sql } from '../../platform/database/database.ts'
import { type RecordingReason, type RecordingSettings, type RecordingState, usualSettings } from './rules.ts'

export interface RecordingRow {
  readonly interactionId: string
  readonly url: string
  readonly state: RecordingState
  readonly reason: RecordingReason | null
  readonly detail: string | null
  readonly attempts: number
  readonly nextAt: Date | null
  readonly content: string | null
  readonly mime: string | null
  readonly size: number | null
}

const columns = sql`r.interaction_id as "interactionId", r.url, r.state, r.reason, r.detail, r.attempts, r.next_at as "nextAt", r.content, r.mime, r.size`

/** One recording; `day`: the company's day of the talk. */
export async function readRecording(
  db: Queryable,
  workspaceId: string,
  id: string,
): Promise<(RecordingRow & { readonly day: string }) | null> {
  const [row] = await db.query<RecordingRow & { readonly day: string }>(sql`
    select ${columns}, i.local_day::text as day
    from recordings r join interactions i on i.workspace_id = ${workspaceId} and i.id = r.interaction_id
    where r.workspace_id = ${workspaceId} and r.interaction_id = ${id}`)
  return row ? { ...row, size: row.size === null ? null : Number(row.size) } : null
}

/** Recordings that are to be fetched now; newest talks first: somebody wants to hear them. */
export const dueRecordings = (
  db: Queryable,
  workspaceId: string,
  now: Date,
  limit: number,
): Promise<(RecordingRow & { readonly day: string; readonly provider: string })[]> =>
  db.query(sql`
    select ${columns}, i.local_day::text as day, i.provider
    from recordings r join interactions i on i.workspace_id = ${workspaceId} and i.id = r.interaction_id
    where r.workspace_id = ${workspaceId} and r.state = 'waiting' and r.next_at <= ${now}
    order by r.next_at desc limit ${limit}`)

/** Keys were given or changed: recordings of the last two months that were not given out for want of them are asked for again, newest first. */
export const askAgainByKeys = (db: Queryable, workspaceId: string, now: Date): Promise<unknown> =>
  db.query(sql`
    update recordings set state = 'waiting', attempts = 0, next_at = ${now}
    where workspace_id = ${workspaceId} and interaction_id in (
      select r.interaction_id from recordings r
      where r.workspace_id = ${workspaceId} and r.reason in ('no_keys', 'keys_refused') and r.state in ('waiting', 'refused', 'gone')
        and r.created_at > ${new Date(now.getTime() - 60 * 86_400_000)}
      order by r.created_at desc limit 1000)`)

export interface RecordingChange {
  readonly state: RecordingState
  readonly reason?: RecordingReason | null
  readonly detail?: string | null
  readonly attempts: number
  readonly nextAt?: Date | null
  readonly stored?: {
    readonly content: string
    readonly hash: string
    readonly mime: string
    readonly size: number
    readonly at: Date
  }
}

/** Changes one, unless its address is another one by now. */
export const writeRecording = (
  db: Queryable,
  workspaceId: string,
  { interactionId, url }: Pick<RecordingRow, 'interactionId' | 'url'>,
  { state, reason = null, detail = null, attempts, nextAt = null, stored }: RecordingChange,
): Promise<unknown> =>
  db.query(sql`
    update recordings set state = ${state}, reason = ${reason}, detail = ${detail?.slice(0, 300) ?? null}, attempts = ${attempts}, next_at = ${nextAt},
      content = coalesce(${stored?.content ?? null}, content), hash = coalesce(${stored?.hash ?? null}, hash), mime = coalesce(${stored?.mime ?? null}, mime),
      size = coalesce(${stored?.size ?? null}, size), stored_at = coalesce(${stored?.at ?? null}, stored_at)
    where workspace_id = ${workspaceId} and interaction_id = ${interactionId} and url = ${url}`)

export async function readSettings(db: Queryable, workspaceId: string): Promise<RecordingSettings> {
  const [row] = await db.query<RecordingSettings>(sql`
    select keep_days as "keepDays", hosts, marketing_listens as "marketingListens", agencies_listen as "agenciesListen"
    from recording_settings where workspace_id = ${workspaceId}`)
  return row ?? usualSettings
}

/** Writes the settings; recordings that were refused for their host are tried again. */
export async function writeSettings(
  db: Queryable,
  workspaceId: string,
  { keepDays, hosts, marketingListens, agenciesListen }: RecordingSettings,
  now: Date,
): Promise<void> {
  await db.query(sql`
    insert into recording_settings (workspace_id, keep_days, hosts, marketing_listens, agencies_listen)
    values (${workspaceId}, ${keepDays}, ${[...hosts]}::text[], ${marketingListens}, ${agenciesListen})
    on conflict (workspace_id) do update set keep_days = excluded.keep_days, hosts = excluded.hosts,
      marketing_listens = excluded.marketing_listens, agencies_listen = excluded.agencies_listen`)
  await db.query(sql`
    update recordings set state = 'waiting', attempts = 0, next_at = ${now}
    where workspace_id = ${workspaceId} and state = 'refused' and reason in ('host_not_allowed', 'no_address')`)
}

/** Up to 100 recordings that were stored before `before`. */
export const oldRecordings = (
  db: Queryable,
  workspaceId: string,
  before: Date,
): Promise<{ readonly interactionId: string; readonly content: string; readonly hash: string }[]> =>
  db.query(sql`
    select r.interaction_id as "interactionId", r.content, r.hash from recordings r
    where r.workspace_id = ${workspaceId} and r.state = 'stored' and r.stored_at < ${before} order by r.stored_at limit 100`)

/** Whether another recording is the same bytes. */
export async function isShared(db: Queryable, workspaceId: string, content: string): Promise<boolean> {
  const rows = await db.query(
    sql`select 1 from recordings where workspace_id = ${workspaceId} and content = ${content} and state = 'stored' limit 1`,
  )
  return rows.length > 0
}

/** Notes that somebody began to listen, once in ten minutes. */
export const noteListening = (
  db: Queryable,
  workspaceId: string,
  interactionId: string,
  { kind, id, name }: Actor,
  now: Date,
): Promise<unknown> =>
  db.query(sql`
    insert into recording_listens (workspace_id, id, interaction_id, actor_kind, actor_id, actor_name, at)
    select ${workspaceId}::uuid, ${newId(now)}::uuid, ${interactionId}::uuid, ${kind}, ${id}, ${name}, ${now}::timestamptz
    where not exists (
      select 1 from recording_listens l where l.workspace_id = ${workspaceId} and l.interaction_id = ${interactionId}
        and l.actor_name = ${name} and l.at > ${new Date(now.getTime() - 600_000)})`)

export const listListens = (
  db: Queryable,
  workspaceId: string,
  interactionId: string,
): Promise<{ readonly by: string; readonly at: Date }[]> =>
  db.query(sql`
    select l.actor_name as by, l.at from recording_listens l
    where l.workspace_id = ${workspaceId} and l.interaction_id = ${interactionId} order by l.at desc limit 20`)
