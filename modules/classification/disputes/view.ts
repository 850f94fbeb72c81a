/** Disputes as somebody may see them. */
import { maskContacts } from '../../../kernel/mask-text.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Member } from '../../../platform/api/context.ts'
import { type Queryable, raw, type Sql, sql } from '../../../platform/database/database.ts'
import {
  countInteractions,
  readCursor,
  readItems,
  readReviews,
  whereInteractions,
  writeCursor,
} from '../../interactions/index.ts'
import type { DisputeView, ListedDispute } from '../contract.ts'
import { actsOf, type DisputeAct, outcomeOf, partyOf } from '../rules.ts'
import { type DisputeRow, disputeColumns, type Entry, entriesOf, findDispute } from './store.ts'

const viewOf = ({ employeeId, employee, openedBy: _, openedByName, ...row }: DisputeRow): DisputeView => ({
  ...row,
  employee: employeeId && employee ? { id: employeeId, name: employee } : null,
  openedBy: openedByName,
  outcome: outcomeOf(row),
})

/** What people wrote, with numbers and addresses masked for those who may not see them. */
const readable = <Row extends { readonly text: string | null }>(row: Row, { seesPersonalData }: Member): Row =>
  seesPersonalData || row.text === null ? row : { ...row, text: maskContacts(row.text) }

export interface ReviewView {
  readonly checkable: boolean
  readonly checked: { readonly at: Date; readonly by: string | null } | null
  readonly dispute: (DisputeView & { readonly entries: Entry[] }) | null
  readonly acts: DisputeAct[]
}

/** What marketing says of an interaction's class. @throws Problem not_found, also where it is out of reach */
export async function readReview(db: Queryable, member: Member, id: string): Promise<ReviewView> {
  const { workspaceId } = member
  const [about] = await db.query<{ classId: string | null; direction: string }>(sql`
    select i.class_id as "classId", i.direction from interactions i
    where ${whereInteractions({ tests: 'with' }, member)} and i.id = ${id}`)
  if (!about) throw new Problem('not_found', { field: 'interaction' })
  const [review] = await readReviews(db, workspaceId, [id])
  const dispute = await findDispute(db, member, id)
  const entries = dispute ? await entriesOf(db, workspaceId, id) : []
  return {
    checkable: about.classId !== null && about.direction !== 'internal',
    checked: review?.checkedAt ? { at: review.checkedAt, by: await nameOf(db, workspaceId, review.checkedBy) } : null,
    dispute: dispute && {
      ...masked(viewOf(dispute), member),
      entries: entries.map((entry) => readable(entry, member)),
    },
    acts: dispute ? actsOf(dispute, member.role) : [],
  }
}

const masked = <View extends DisputeView>(view: View, member: Member): View => ({
  ...view,
  reason: readable({ text: view.reason }, member).text,
})

async function nameOf(db: Queryable, workspaceId: string, id: string | null): Promise<string | null> {
  if (!id) return null
  const [row] = await db.query<{ name: string }>(
    sql`select name from employees where workspace_id = ${workspaceId} and id = ${id}`,
  )
  return row?.name ?? null
}

export type DisputeListView = 'live' | 'mine' | 'escalated' | 'over'

/** A dispute of an interaction that the member may see. */
const within = (member: Member): Sql => sql`d.workspace_id = ${member.workspaceId} and exists (
  select from interactions i where ${whereInteractions({ tests: 'with' }, member)} and i.id = d.interaction_id)`

const isLiveSql = raw(`d.state in ('open', 'escalated')`)

/**
 * Disputes in which the member has to answer: sales those of their reach, marketing those that they opened (a key: all), the
 * director those that were handed up.
 */
export const awaitsSql = ({ role, employeeId }: Member): Sql => {
  const party = partyOf(role)
  const opened = party === 'marketing' && employeeId ? sql`and d.opened_by = ${employeeId}` : sql``
  return sql`(${isLiveSql} and d.awaits = ${party} ${opened})`
}

const conditions: Readonly<Record<DisputeListView, (member: Member) => Sql>> = {
  live: () => isLiveSql,
  mine: awaitsSql,
  escalated: () => sql`d.state = 'escalated'`,
  over: () => sql`d.closed_at is not null`,
}

/** Disputes of one kind with their interactions, page by page: running ones oldest first, those that are over newest first. */
export async function listDisputes(
  db: Queryable,
  member: Member,
  asked: { readonly view: DisputeListView; readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ items: ListedDispute[]; next: string | null }> {
  const { workspaceId } = member
  const over = asked.view === 'over'
  const by = raw(over ? 'd.closed_at' : 'd.opened_at')
  const cursor = readCursor(asked.cursor)
  const after = cursor
    ? sql`and (${by}, d.interaction_id) ${raw(over ? '<' : '>')} (${String(cursor.value)}::timestamptz, ${cursor.id}::uuid)`
    : sql``
  const down = raw(over ? 'desc' : '')
  const rows = await db.query<DisputeRow>(sql`
    select ${disputeColumns} from class_disputes d
    left join employees e on e.workspace_id = ${workspaceId} and e.id = d.employee_id
    where ${within(member)} and ${conditions[asked.view](member)} ${after}
    order by ${by} ${down}, d.interaction_id ${down} limit ${asked.limit + 1}`)
  const page = rows.slice(0, asked.limit)
  const items = new Map(
    (
      await readItems(
        db,
        member,
        page.map(({ id }) => id),
      )
    ).map((item) => [item.id, item]),
  )
  const last = page.at(-1)
  const at = last && (over ? last.closedAt : last.openedAt)
  return {
    items: page.flatMap((row) => {
      const interaction = items.get(row.id)
      return interaction ? [{ ...masked(viewOf(row), member), interaction }] : []
    }),
    next: rows.length > asked.limit && last && at ? writeCursor({ value: at.toISOString(), id: last.id }) : null,
  }
}

/** Contacts of so many days back wait for marketing's look; what is older was paid for long ago. */
export const checkedDays = 30

/** How many disputes run, wait for the member and are with the director, and how many classes nobody has checked. */
export async function countDisputes(
  db: Queryable,
  member: Member,
  since: string,
): Promise<{ live: number; mine: number; escalated: number; unchecked: number; uncheckedExact: boolean }> {
  const [row] = await db.query<{ live: number; mine: number; escalated: number }>(sql`
    select count(*) as live, count(*) filter (where ${awaitsSql(member)}) as mine,
      count(*) filter (where d.state = 'escalated') as escalated
    from class_disputes d where ${within(member)} and ${isLiveSql}`)
  const unchecked = await countInteractions(db, member, { review: ['unchecked'], from: since })
  return {
    ...(row ?? { live: 0, mine: 0, escalated: 0 }),
    unchecked: unchecked.total,
    uncheckedExact: unchecked.exact,
  }
}
