import { type Queryable, sql, type Transaction } from '../../../platform/database/database.ts'
import type { Notice } from '../../../platform/notices/notice.ts'

/** A notice as it was kept. */
export interface NoticeRow extends Pick<Notice, 'type' | 'interactionId' | 'to' | 'facts' | 'path'> {
  readonly id: string
  readonly createdAt: Date
}

const columns = sql`n.id, n.type, n.interaction_id as "interactionId", n.concerns as "to", n.facts, n.path, n.created_at as "createdAt"`

/** The oldest of which it was not decided who hears of them; held until the transaction ends, so two processes never share one. */
export const takeWaiting = (tx: Transaction, workspaceId: string, limit: number): Promise<NoticeRow[]> =>
  tx.query<NoticeRow>(sql`
    select ${columns} from notices n where n.workspace_id = ${workspaceId} and n.passed_on_at is null
    order by n.id limit ${limit} for update skip locked`)

export const markPassedOn = (tx: Transaction, workspaceId: string, ids: readonly string[], now: Date) =>
  tx.query(sql`
    update notices set passed_on_at = ${now} where workspace_id = ${workspaceId} and id = any(${[...ids]}::uuid[])`)

/** Companies with notices that wait. */
export const companiesWaiting = async (db: Queryable): Promise<string[]> =>
  (
    await db.query<{ id: string }>(
      sql`select distinct n.workspace_id as id from notices n where n.passed_on_at is null`,
    )
  ).map(({ id }) => id)

export const noticesOf = (db: Queryable, workspaceId: string, messageId: string): Promise<NoticeRow[]> =>
  db.query<NoticeRow>(sql`
    select ${columns} from notification_message_notices l
    join notices n on n.workspace_id = ${workspaceId} and n.id = l.notice_id
    where l.workspace_id = ${workspaceId} and l.message_id = ${messageId} order by n.id`)

export interface BellRow extends NoticeRow {
  readonly readAt: Date | null
}

export const insertBell = (
  tx: Transaction,
  workspaceId: string,
  noticeId: string,
  employees: readonly string[],
  readAt: Date | null,
): Promise<unknown> =>
  tx.query(sql`
    insert into notification_bell (workspace_id, employee_id, notice_id, read_at)
    select ${workspaceId}, e.id, ${noticeId}, ${readAt}::timestamptz from unnest(${[...employees]}::uuid[]) e(id)
    on conflict do nothing`)

/** What somebody was told of, newest first. `before`: the id at which the page before ended. */
export const listBell = (
  db: Queryable,
  workspaceId: string,
  employeeId: string,
  { before, limit }: { readonly before: string | null; readonly limit: number },
): Promise<BellRow[]> =>
  db.query<BellRow>(sql`
    select ${columns}, b.read_at as "readAt" from notification_bell b
    join notices n on n.workspace_id = ${workspaceId} and n.id = b.notice_id
    where b.workspace_id = ${workspaceId} and b.employee_id = ${employeeId}
      and (${before}::uuid is null or b.notice_id < ${before}::uuid)
    order by b.notice_id desc limit ${limit}`)

export async function countUnread(db: Queryable, workspaceId: string, employeeId: string): Promise<number> {
  const [row] = await db.query<{ unread: number }>(sql`
    select count(*) as unread from notification_bell b
    where b.workspace_id = ${workspaceId} and b.employee_id = ${employeeId} and b.read_at is null`)
  return row?.unread ?? 0
}

/** Marks some as read, or everything where `ids` is null. */
export const markRead = (
  db: Queryable,
  workspaceId: string,
  employeeId: string,
  ids: readonly string[] | null,
  now: Date,
): Promise<unknown> =>
  db.query(sql`
    update notification_bell set read_at = ${now}
    where workspace_id = ${workspaceId} and employee_id = ${employeeId} and read_at is null
      and (${ids === null} or notice_id = any(${[...(ids ?? [])]}::uuid[]))`)
