import type { Reach } from '../../../kernel/access.ts'
import { maskContacts } from '../../../kernel/mask-text.ts'
import { type Queryable, type Sql, sql } from '../../../platform/database/database.ts'
import type { DialogueRow } from '../contract.ts'

/** Who looks at dialogues. */
export interface ChatViewer {
  readonly workspaceId: string
  readonly reach: Reach
  readonly employeeId: string | null
  readonly departmentId: string | null
  readonly seesPersonalData: boolean
}

// A visitor's page says so every 20 s.
const hereMs = 50_000

/** `reaches` of rules.ts as SQL over `chat_dialogues d`. */
export function withinReach({ reach, departmentId }: ChatViewer): Sql {
  switch (reach.kind) {
    case 'all':
      return sql`true`
    case 'department':
      return sql`(d.department_id = ${reach.departmentId} or (d.employee_id is null and d.department_id is null))`
    case 'own':
      return sql`(d.employee_id = ${reach.employeeId}::uuid or (d.employee_id is null
        and (d.department_id is null or d.department_id = ${departmentId}::uuid)))`
    case 'assigned':
      return sql`false`
  }
}

const rowsWhere = (workspaceId: string, where: Sql, now: Date): Sql => sql`
  select d.id, d.site_id as site, d.state, d.opened_at as "openedAt", d.last_at as "lastAt", d.waiting_since as "waitingSince",
    d.closed_at as "closedAt", d.last_seq as "lastSeq", d.last_author as "lastAuthor", d.last_text as "lastText", d.unread,
    d.client_read as "clientRead", d.offline, d.language, d.page_url as "pageUrl", d.page_title as "pageTitle", d.visit_id as "visitId",
    case when e.id is null then null else jsonb_build_object('id', e.id, 'name', e.name) end as employee,
    case when p.id is null then null else jsonb_build_object('id', p.id, 'name', p.name) end as department,
    case when r.score is null then null else jsonb_build_object('score', r.score, 'comment', r.comment) end as rating,
    jsonb_build_object('id', v.id, 'name', v.name, 'phone', v.phone, 'email', v.email, 'blocked', v.blocked_at is not null,
      'here', coalesce(d.seen_at > ${new Date(now.getTime() - hereMs)}, false)) as visitor
  from chat_dialogues d
  join chat_visitors v on v.workspace_id = ${workspaceId} and v.id = d.visitor_id
  left join employees e on e.workspace_id = ${workspaceId} and e.id = d.employee_id
  left join departments p on p.workspace_id = ${workspaceId} and p.id = d.department_id
  left join chat_ratings r on r.workspace_id = ${workspaceId} and r.dialogue_id = d.id
  where d.workspace_id = ${workspaceId} and ${where}`

export type Show = 'mine' | 'queue' | 'open' | 'closed'

const shows = (show: Show, { employeeId }: ChatViewer): Sql => {
  switch (show) {
    case 'mine':
      return sql`d.state = 'open' and d.employee_id = ${employeeId}::uuid`
    case 'queue':
      return sql`d.state = 'open' and d.employee_id is null`
    case 'open':
      return sql`d.state = 'open'`
    case 'closed':
      return sql`d.state = 'closed'`
  }
}

/** A page of dialogues, the latest first. */
export async function listRows(
  db: Queryable,
  viewer: ChatViewer,
  { show, before, limit }: { readonly show: Show; readonly before?: Date | undefined; readonly limit: number },
  now: Date,
): Promise<{ items: DialogueRow[]; more: boolean }> {
  const where = sql`${shows(show, viewer)} and ${withinReach(viewer)}
    ${before ? sql`and d.last_at < ${before}` : sql``} order by d.last_at desc, d.id desc limit ${limit + 1}`
  const rows = await db.query<DialogueRow>(rowsWhere(viewer.workspaceId, where, now))
  return { items: rows.slice(0, limit).map((row) => shown(row, viewer)), more: rows.length > limit }
}

/** One dialogue as whoever sees everything sees it, or null. */
export async function readRow(
  db: Queryable,
  workspaceId: string,
  dialogueId: string,
  now: Date,
): Promise<DialogueRow | null> {
  const [row] = await db.query<DialogueRow>(rowsWhere(workspaceId, sql`d.id = ${dialogueId}`, now))
  return row ?? null
}

/** How many clients within reach wait for an answer, and how many of them are nobody's. */
export async function countWaiting(db: Queryable, viewer: ChatViewer): Promise<{ waiting: number; queue: number }> {
  const [row] = await db.query<{ waiting: number; queue: number }>(sql`
    select count(*) filter (where d.waiting_since is not null) as waiting,
      count(*) filter (where d.employee_id is null and d.waiting_since is not null) as queue
    from chat_dialogues d where d.workspace_id = ${viewer.workspaceId} and d.state = 'open' and ${withinReach(viewer)}`)
  return row ?? { waiting: 0, queue: 0 }
}

/** The row as this viewer may see it: who works with sources alone sees no names, numbers and addresses. */
export function shown(row: DialogueRow, { seesPersonalData }: Pick<ChatViewer, 'seesPersonalData'>): DialogueRow {
  if (seesPersonalData) return row
  const hidden = (text: string | null) => (text === null ? null : maskContacts(text))
  return {
    ...row,
    visitor: { ...row.visitor, name: null, phone: hidden(row.visitor.phone), email: hidden(row.visitor.email) },
    lastText: hidden(row.lastText),
    rating: row.rating && { ...row.rating, comment: maskContacts(row.rating.comment) },
  }
}
