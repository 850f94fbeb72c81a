import { newId } from '../../../kernel/ids.ts'
import { Problem } from '../../../kernel/problem.ts'
import { type Queryable, type Sql, sql, type Transaction } from '../../../platform/database/database.ts'
import { type ChatEvent, type ChatFile, type ChatMessage, continues, reaches } from '../rules.ts'
import { append, lastWords, tellChat } from './append.ts'
import { readFileOf } from './files.ts'
import type { ChatViewer } from './rows.ts'

/** Somebody of the company who acts in dialogues. */
export interface Operator extends ChatViewer {
  /** As colleagues and the log read it. */
  readonly name: string
}

interface Held {
  readonly id: string
  readonly visitorId: string
  readonly state: 'open' | 'closed'
  readonly lastAt: Date
  readonly employeeId: string | null
  readonly departmentId: string | null
  /** The operator as clients and colleagues read them. */
  readonly operatorName: string
}

/** Locks a dialogue within the operator's reach. @throws Problem not_found */
export async function hold(tx: Transaction, operator: Operator, dialogueId: string): Promise<Held> {
  const [row] = await tx.query<Held>(sql`
    select d.id, d.visitor_id as "visitorId", d.state, d.last_at as "lastAt", d.employee_id as "employeeId",
      d.department_id as "departmentId", coalesce((select e.name from employees e
        where e.workspace_id = ${operator.workspaceId} and e.id = ${operator.employeeId}::uuid), ${operator.name}) as "operatorName"
    from chat_dialogues d where d.workspace_id = ${operator.workspaceId} and d.id = ${dialogueId} for update`)
  if (!row || !reaches(operator.reach, operator.departmentId, row)) throw new Problem('not_found', { field: 'id' })
  return row
}

/**
 * Takes an operator's words. The same words sent again are found where they stand. A dialogue of nobody becomes theirs; one that
 * was closed lately is opened again.
 * @throws Problem not_found, chat_over, invalid_value
 */
export async function sayAsEmployee(
  tx: Transaction,
  operator: Operator,
  dialogueId: string,
  words: { readonly id: string; readonly text: string; readonly fileId: string | null },
  now: Date,
): Promise<Pick<ChatMessage, 'id' | 'seq'>> {
  const { workspaceId, employeeId } = operator
  const held = await hold(tx, operator, dialogueId)
  const [known] = await tx.query<{ seq: number; dialogueId: string }>(sql`
    select seq, dialogue_id as "dialogueId" from chat_messages where workspace_id = ${workspaceId} and id = ${words.id}`)
  if (known) {
    if (known.dialogueId !== dialogueId) throw new Problem('conflict', { field: 'messageId' })
    return { id: words.id, seq: known.seq }
  }
  if (!continues(held.lastAt, now)) throw new Problem('chat_over', { field: 'id' })
  let file: ChatFile | null = null
  if (words.fileId) {
    file = await readFileOf(tx, workspaceId, held.visitorId, words.fileId)
    if (!file) throw new Problem('not_found', { field: 'file' })
  }
  if (!words.text.trim() && !file) throw new Problem('missing_value', { field: 'text' })
  const place = { workspaceId, dialogueId, visitorId: held.visitorId }
  if (!held.employeeId && employeeId) {
    await tellEvent(tx, place, { kind: 'joined', by: held.operatorName }, sql`employee_id = ${employeeId}::uuid`, now)
  }
  return append(
    tx,
    place,
    {
      id: words.id,
      author: 'employee',
      employee: employeeId ? { id: employeeId, name: held.operatorName } : null,
      text: words.text,
      file,
      event: null,
    },
    sql`${lastWords('employee', words.text, file, now)}, state = 'open', closed_at = null, closed_by = null,
      waiting_since = null, unread = 0, company_read = last_seq + 1, answered_at = coalesce(answered_at, ${now})`,
    now,
  )
}

const tellEvent = (
  tx: Transaction,
  place: { readonly workspaceId: string; readonly dialogueId: string; readonly visitorId: string },
  event: ChatEvent,
  also: Sql,
  now: Date,
): Promise<ChatMessage> =>
  append(tx, place, { id: newId(now), author: 'system', employee: null, text: '', file: null, event }, also, now)

/**
 * Gives a dialogue to a colleague, or to a department's queue; to nobody at all: to everybody's queue.
 * @throws Problem not_found
 */
export async function assign(
  tx: Transaction,
  operator: Operator,
  dialogueId: string,
  to: { readonly employee: string | null; readonly department: string | null; readonly note: string },
  now: Date,
): Promise<void> {
  const { workspaceId } = operator
  const held = await hold(tx, operator, dialogueId)
  const place = { workspaceId, dialogueId, visitorId: held.visitorId }
  const taken = to.employee !== null && to.employee === operator.employeeId
  const [person] = to.employee
    ? await tx.query<{ name: string; departmentId: string | null }>(sql`
        select name, department_id as "departmentId" from employees
        where workspace_id = ${workspaceId} and id = ${to.employee} and active`)
    : []
  if (to.employee && !person) throw new Problem('not_found', { field: 'employee' })
  const [department] = to.department
    ? await tx.query<{ name: string }>(
        sql`select name from departments where workspace_id = ${workspaceId} and id = ${to.department}`,
      )
    : []
  if (to.department && !department) throw new Problem('not_found', { field: 'department' })
  const event: ChatEvent = taken
    ? { kind: 'joined', by: held.operatorName }
    : {
        kind: 'transferred',
        by: held.operatorName,
        to: person?.name ?? department?.name ?? null,
        // Half a character is none, and no JSON that the database takes.
        ...(to.note ? { note: to.note.replace(/\p{Surrogate}/gu, '\uFFFD') } : {}),
      }
  await tellEvent(
    tx,
    place,
    event,
    sql`employee_id = ${to.employee}::uuid, department_id = ${to.employee ? (person?.departmentId ?? null) : to.department}::uuid`,
    now,
  )
}

/** Closes a dialogue; closing one that is closed changes nothing. */
export async function finish(tx: Transaction, operator: Operator, dialogueId: string, now: Date): Promise<void> {
  const held = await hold(tx, operator, dialogueId)
  if (held.state === 'closed') return
  const by = operator.employeeId
  await tellEvent(
    tx,
    { workspaceId: operator.workspaceId, dialogueId, visitorId: held.visitorId },
    { kind: 'closed', by: held.operatorName },
    sql`state = 'closed', closed_at = ${now}, closed_by = ${by}::uuid, waiting_since = null, unread = 0, company_read = last_seq + 1,
      employee_id = coalesce(employee_id, ${by}::uuid)`,
    now,
  )
}

/** Marks what the company has read, once the dialogue is within reach; true where that was news. */
export async function markReadByCompany(
  db: Queryable,
  operator: Operator,
  dialogueId: string,
  seq: number,
): Promise<boolean> {
  const { workspaceId } = operator
  const [row] = await db.query<Held & { news: boolean }>(sql`
    select d.employee_id as "employeeId", d.department_id as "departmentId", d.visitor_id as "visitorId",
      d.company_read < least(${seq}, d.last_seq) as news
    from chat_dialogues d where d.workspace_id = ${workspaceId} and d.id = ${dialogueId}`)
  if (!row?.news || !reaches(operator.reach, operator.departmentId, row)) return false
  await db.query(sql`
    update chat_dialogues d set company_read = greatest(d.company_read, least(${seq}, d.last_seq)),
      unread = (select count(*) from chat_messages m where m.workspace_id = ${workspaceId} and m.dialogue_id = ${dialogueId}
        and m.author = 'client' and m.seq > ${seq})
    where d.workspace_id = ${workspaceId} and d.id = ${dialogueId}`)
  await tellChat(db, { w: workspaceId, kind: 'dialogue', dialogue: dialogueId, visitor: row.visitorId })
  return true
}
