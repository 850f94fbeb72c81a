import { newId } from '../../../kernel/ids.ts'
import { type Queryable, sql, type Transaction } from '../../../platform/database/database.ts'
import { type ChatFile, type ChatMessage, continues, type DialogueNews, type Refusal } from '../rules.ts'
import { append, lastWords, tellChat } from './append.ts'
import { readFileOf } from './files.ts'
import { isReady } from './operators.ts'

/** A visitor who is at the other end of a line. */
export interface Guest {
  readonly workspaceId: string
  readonly siteId: string
  readonly visitorId: string
}

/** Where the visitor is, told with their first word. */
export interface Circumstances {
  readonly visitorKey: string | null
  readonly visitId: string | null
  readonly page: { readonly url: string; readonly title: string }
  readonly language: 'ru' | 'en'
}

export interface Words {
  readonly id: string
  readonly text: string
  readonly fileId: string | null
}

interface Current {
  readonly id: string
  readonly state: 'open' | 'closed'
  readonly lastAt: Date
  readonly employeeId: string | null
}

/** What came of words: where they stand, or why they were not taken. */
export type Said = { readonly message: Pick<ChatMessage, 'id' | 'seq'>; readonly dialogueId: string } | Refusal

/**
 * Takes a visitor's words: into the dialogue that goes on, or into a new one. The same words sent again are found where they
 * stand. Must run in a transaction that commits before they are acknowledged.
 */
export async function sayAsVisitor(
  tx: Transaction,
  guest: Guest,
  words: Words,
  options: {
    readonly circumstances: Circumstances
    readonly departmentId: string | null
    /** Nobody is there to answer: the dialogue begins as a note to call back. */
    readonly offline: boolean
    readonly now: Date
  },
): Promise<Said> {
  const { workspaceId, visitorId } = guest
  const { circumstances, now } = options
  const blocked = await greet(tx, guest, circumstances.visitorKey, now)
  if (blocked) return 'blocked'
  const [known] = await tx.query<{ seq: number; dialogueId: string; visitorId: string }>(sql`
    select m.seq, m.dialogue_id as "dialogueId", d.visitor_id as "visitorId" from chat_messages m
    join chat_dialogues d on d.workspace_id = ${workspaceId} and d.id = m.dialogue_id
    where m.workspace_id = ${workspaceId} and m.id = ${words.id}`)
  if (known) {
    if (known.visitorId !== visitorId) return 'unknown'
    return { message: { id: words.id, seq: known.seq }, dialogueId: known.dialogueId }
  }
  let file: ChatFile | null = null
  if (words.fileId) {
    file = await readFileOf(tx, workspaceId, visitorId, words.fileId)
    if (!file) return 'unknown'
  }
  const last = await latest(tx, guest, true)
  const goesOn = last !== null && continues(last.lastAt, now)
  if (last?.state === 'open' && !goesOn) await endQuietly(tx, workspaceId, last.id, now)
  const dialogueId = goesOn ? last.id : await begin(tx, guest, options)
  // Whom it was given to may have gone home: then it is anybody's again.
  const keeps =
    goesOn &&
    last.employeeId !== null &&
    (last.state === 'open' || (await isReady(tx, workspaceId, last.employeeId, now)))
  const message = await append(
    tx,
    { workspaceId, dialogueId, visitorId },
    { id: words.id, author: 'client', employee: null, text: words.text, file, event: null },
    sql`${lastWords('client', words.text, file, now)}, state = 'open', closed_at = null, closed_by = null,
      waiting_since = coalesce(waiting_since, ${now}), unread = unread + 1, seen_at = ${now},
      employee_id = case when ${keeps} then employee_id end`,
    now,
  )
  return { message, dialogueId }
}

/** Notes the visitor, at their first word, and tells whether they are blocked. Locks them: their words come one after another. */
async function greet(tx: Transaction, guest: Guest, visitorKey: string | null, now: Date): Promise<boolean> {
  const [row] = await tx.query<{ blocked: boolean; key: string | null }>(sql`
    insert into chat_visitors (workspace_id, id, site_id, visitor_key, created_at)
    values (${guest.workspaceId}, ${guest.visitorId}, ${guest.siteId}, ${visitorKey}, ${now})
    on conflict (workspace_id, id) do update set visitor_key = coalesce(chat_visitors.visitor_key, excluded.visitor_key)
    returning blocked_at is not null as blocked, visitor_key as key`)
  if (row?.blocked || !row?.key) return row?.blocked ?? false
  // Who threw away what the browser kept of the chat is still the same visitor of the site.
  const [other] = await tx.query(sql`
    select 1 from chat_visitors v
    where v.workspace_id = ${guest.workspaceId} and v.visitor_key = ${row.key} and v.blocked_at is not null limit 1`)
  return other !== undefined
}

async function begin(
  tx: Transaction,
  { workspaceId, siteId, visitorId }: Guest,
  { circumstances, departmentId, offline, now }: Parameters<typeof sayAsVisitor>[3],
): Promise<string> {
  const id = newId(now)
  await tx.query(sql`
    insert into chat_dialogues (workspace_id, id, site_id, visitor_id, state, department_id, opened_at, last_at, offline,
      page_url, page_title, language, visit_id)
    values (${workspaceId}, ${id}, ${siteId}, ${visitorId}, 'open', ${departmentId}, ${now}, ${now}, ${offline},
      ${circumstances.page.url}, ${circumstances.page.title}, ${circumstances.language}, ${circumstances.visitId})`)
  return id
}

const endQuietly = (tx: Transaction, workspaceId: string, id: string, now: Date): Promise<unknown> =>
  tx.query(sql`
    update chat_dialogues set state = 'closed', closed_at = ${now}, waiting_since = null, record_due = ${now}
    where workspace_id = ${workspaceId} and id = ${id}`)

async function latest(db: Queryable, guest: Guest, lock: boolean): Promise<Current | null> {
  const [row] = await db.query<Current>(sql`
    select id, state, last_at as "lastAt", employee_id as "employeeId" from chat_dialogues
    where workspace_id = ${guest.workspaceId} and visitor_id = ${guest.visitorId}
    order by last_at desc, id desc limit 1 ${lock ? sql`for update` : sql``}`)
  return row ?? null
}

/** The dialogue that the visitor may go on with, as their page shows it. */
export async function currentDialogue(
  db: Queryable,
  guest: Guest,
  asksRating: boolean,
  now: Date,
): Promise<DialogueNews['dialogue']> {
  const last = await latest(db, guest, false)
  if (!last || !continues(last.lastAt, now)) return null
  const [row] = await db.query<{ operator: string | null; read: number; mayRate: boolean }>(sql`
    select e.name as operator, d.company_read as read, (d.closed_by is not null and r.score is null) as "mayRate"
    from chat_dialogues d
    left join employees e on e.workspace_id = ${guest.workspaceId} and e.id = d.employee_id
    left join chat_ratings r on r.workspace_id = ${guest.workspaceId} and r.dialogue_id = d.id
    where d.workspace_id = ${guest.workspaceId} and d.id = ${last.id}`)
  if (!row) return null
  return { id: last.id, state: last.state, ...row, mayRate: row.mayRate && asksRating && last.state === 'closed' }
}

/** Tells the company that the visitor is typing; without an open dialogue nobody is told. */
export async function tellTyping(db: Queryable, { workspaceId, visitorId }: Guest): Promise<void> {
  const [row] = await db.query<{ id: string }>(sql`
    select id from chat_dialogues where workspace_id = ${workspaceId} and visitor_id = ${visitorId} and state = 'open'
    order by last_at desc limit 1`)
  if (row) await tellChat(db, { w: workspaceId, kind: 'typing', dialogue: row.id })
}

/** What is known of who writes. */
export async function readVisitor(
  db: Queryable,
  { workspaceId, visitorId }: Guest,
): Promise<{ name: string | null; phone: string | null; email: string | null }> {
  const [row] = await db.query<{ name: string | null; phone: string | null; email: string | null }>(sql`
    select name, phone, email from chat_visitors where workspace_id = ${workspaceId} and id = ${visitorId}`)
  return row ?? { name: null, phone: null, email: null }
}

/** Keeps what the visitor says of themselves; what they leave out stays. The record hears of it with its next turn. */
export async function introduce(
  tx: Transaction,
  guest: Guest,
  told: {
    readonly name?: string | undefined
    readonly phone?: string | undefined
    readonly email?: string | undefined
  },
  visitorKey: string | null,
  now: Date,
): Promise<void> {
  await greet(tx, guest, visitorKey, now)
  const { workspaceId, visitorId } = guest
  await tx.query(sql`
    update chat_visitors set name = coalesce(${told.name ?? null}, name), phone = coalesce(${told.phone ?? null}, phone),
      email = coalesce(${told.email ?? null}, email)
    where workspace_id = ${workspaceId} and id = ${visitorId}`)
  await tx.query(sql`
    update chat_dialogues set record_due = ${now}
    where workspace_id = ${workspaceId} and visitor_id = ${visitorId} and state = 'open'`)
}

/** Marks what the visitor has read; returns the dialogue where that was news. */
export async function markReadByVisitor(db: Queryable, guest: Guest, seq: number, now: Date): Promise<string | null> {
  const last = await latest(db, guest, false)
  if (!last || !continues(last.lastAt, now)) return null
  const [row] = await db.query<{ id: string }>(sql`
    update chat_dialogues set client_read = least(${seq}, last_seq), seen_at = ${now}
    where workspace_id = ${guest.workspaceId} and id = ${last.id} and client_read < least(${seq}, last_seq) returning id`)
  return row?.id ?? null
}

/** Takes one rating per dialogue, for a dialogue that a person closed. */
export async function rate(
  tx: Transaction,
  guest: Guest,
  rating: { readonly score: number; readonly comment: string },
  now: Date,
): Promise<Refusal | null> {
  const { workspaceId, visitorId } = guest
  const last = await latest(tx, guest, true)
  if (last?.state !== 'closed' || !continues(last.lastAt, now)) return 'over'
  const [kept] = await tx.query(sql`
    insert into chat_ratings (workspace_id, dialogue_id, employee_id, score, comment, at)
    select ${workspaceId}::uuid, d.id, d.employee_id, ${rating.score}::smallint, ${rating.comment}::text, ${now}::timestamptz
    from chat_dialogues d where d.workspace_id = ${workspaceId} and d.id = ${last.id} and d.closed_by is not null
    on conflict (workspace_id, dialogue_id) do nothing returning score`)
  if (!kept) return 'already_rated'
  await append(
    tx,
    { workspaceId, dialogueId: last.id, visitorId },
    {
      id: newId(now),
      author: 'system',
      employee: null,
      text: rating.comment,
      file: null,
      event: { kind: 'rated', score: rating.score },
    },
    sql`seen_at = ${now}`,
    now,
  )
  return null
}
