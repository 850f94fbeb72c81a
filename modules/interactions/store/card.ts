import { maskContacts } from '../../../kernel/mask-text.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Member } from '../../../platform/api/context.ts'
import { listAudit } from '../../../platform/audit/audit.ts'
import { type Queryable, raw, sql } from '../../../platform/database/database.ts'
import { readCustomer } from '../../customers/index.ts'
import type { CardLeg, InteractionCard } from '../contract.ts'
import { whereInteractions } from '../filter-sql.ts'
import { type InteractionRow, selectList } from '../row.ts'
import { recallTold } from '../told.ts'
import { hide, type ItemRow, itemOf, itemsOf } from './item.ts'

type CameBy = NonNullable<InteractionCard['customer']>['cameBy']
type Messages = InteractionCard['messages']

/** Everything about one interaction that the viewer may see. @throws Problem not_found, also where it is out of reach */
export async function readCard(db: Queryable, viewer: Member, id: string): Promise<InteractionCard> {
  const { workspaceId, seesPersonalData } = viewer
  const where = sql`${whereInteractions({ tests: 'with' }, viewer)} and i.id = ${id}`
  const [row] = await db.query<InteractionRow>(sql`select ${raw(selectList('i'))} from interactions i where ${where}`)
  const [item] = await db.query<ItemRow>(itemsOf(workspaceId, sql`select i.* from interactions i where ${where}`))
  if (!row || !item) throw new Problem('not_found', { field: 'id' })
  return {
    ...itemOf(item, seesPersonalData),
    answeredAt: row.answeredAt,
    externalId: row.externalId,
    recordingUrl:
      row.recordingUrl && seesPersonalData && /^https?:\/\//i.test(row.recordingUrl) ? row.recordingUrl : null,
    importId: row.importId,
    visitId: row.visitId,
    legs: await legsOf(db, row, item.employeeName),
    messages: (await messagesOf(db, workspaceId, id)).map((message) =>
      seesPersonalData ? message : { ...message, text: maskContacts(message.text) },
    ),
    customer: await customerOf(db, viewer, row),
    classHistory: (await listAudit(db, workspaceId, { limit: 50, objectType: 'interaction', objectId: id }))
      .filter((entry) => entry.action === 'class.set')
      .map((entry) => ({
        seq: entry.seq,
        at: entry.at,
        actor: entry.actor.name,
        before: classIn(entry.before),
        after: classIn(entry.after),
        reason: entry.reason ?? null,
        hash: entry.hash,
      })),
  }
}

const messagesOf = (db: Queryable, workspaceId: string, id: string): Promise<Messages> =>
  db.query<Messages[number]>(sql`
    select m.key, m.at, m.author, m.line, m.text,
      case when e.id is null then null else jsonb_build_object('id', e.id, 'name', e.name) end as employee
    from interaction_messages m left join employees e on e.workspace_id = ${workspaceId} and e.id = m.employee_id
    where m.workspace_id = ${workspaceId} and m.interaction_id = ${id} order by m.at, m.key`)

const classIn = (value: unknown): string | null =>
  typeof value === 'object' && value !== null && 'classId' in value && typeof value.classId === 'string'
    ? value.classId
    : null

/** The legs in the order in which they were rung. A single leg that stands for the whole call has no row of its own. */
async function legsOf(db: Queryable, row: InteractionRow, employeeName: string | null): Promise<CardLeg[]> {
  const stored = await db.query<CardLeg>(sql`
    select l.key, l.role, l.line, l.started_at as "startedAt", l.answered_at as "answeredAt", l.ended_at as "endedAt",
      l.outcome, l.talk_seconds as "talkSeconds", l.reason,
      case when e.id is null then null else jsonb_build_object('id', e.id, 'name', e.name) end as employee
    from interaction_legs l left join employees e on e.workspace_id = ${row.workspaceId} and e.id = l.employee_id
    where l.workspace_id = ${row.workspaceId} and l.interaction_id = ${row.id}
    order by l.started_at nulls last, l.key`)
  if (stored.length > 0) return stored
  const employee = row.employeeId && employeeName ? { id: row.employeeId, name: employeeName } : null
  return recallTold(row, [], []).legs.map((leg) => ({ ...leg, employee }))
}

async function customerOf(db: Queryable, viewer: Member, row: InteractionRow): Promise<InteractionCard['customer']> {
  if (!row.customerId) return null
  const customer = await readCustomer(db, viewer.workspaceId, row.customerId)
  if (!customer) return null
  const [counts] = await db.query<{ interactions: number; ordinal: number }>(sql`
    select count(*) as interactions,
      count(*) filter (where (i.started_at, i.id) <= (${row.startedAt}, ${row.id}::uuid)) as ordinal
    from interactions i where ${whereInteractions({ customer: row.customerId, tests: 'with' }, viewer)}`)
  return {
    id: customer.id,
    name: viewer.seesPersonalData ? customer.name : null,
    contacts: customer.contacts.map(({ kind, value }) => ({
      kind,
      value: viewer.seesPersonalData ? value : ((kind === 'phone' ? hide.number(value) : hide.address(value)) ?? ''),
    })),
    interactions: counts?.interactions ?? 0,
    ordinal: counts?.ordinal ?? 0,
    cameBy: await cameBy(db, viewer, customer.id, row),
  }
}

/** How the client first came, as far as the viewer sees: a letter of theirs has no visit of its own. */
async function cameBy(db: Queryable, viewer: Member, customer: string, row: InteractionRow): Promise<CameBy> {
  const [first] = await db.query<ItemRow>(
    itemsOf(
      viewer.workspaceId,
      sql`select i.* from interactions i
        where ${whereInteractions({ customer, tests: 'with' }, viewer)} and i.source_id is not null
          and (i.started_at, i.id) <= (${row.startedAt}, ${row.id}::uuid)
        order by i.started_at, i.id limit 1`,
    ),
  )
  const origin = first && itemOf(first, viewer.seesPersonalData).origin
  return first && origin ? { interactionId: first.id, at: first.startedAt, origin } : null
}
