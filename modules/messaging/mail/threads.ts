/** Which letters belong together. */
import { newId } from '../../../kernel/ids.ts'
import { type Queryable, sql, type Transaction } from '../../../platform/database/database.ts'
import type { Letter } from './letter.ts'
import { saysAnswer, subjectKey } from './subject.ts'

export interface Threaded {
  readonly thread: string
  /** The letter answers something, and none of that is known. */
  readonly answersUnknown: boolean
}

/** Days within which the subject and the client together tell what a letter without references answers. */
export const subjectDays = 30

/**
 * The thread of a letter: that of any letter it names or that names it (References, In-Reply-To), in whatever order they
 * came. Where that tells nothing, an answer (`Re:`) joins the thread of the same client and subject of the last thirty days;
 * a letter that answers nothing joins one only if that consists of answers, whose beginning it then is. Two forms of a
 * site with the same subject so stay two.
 */
export async function threadOf(
  tx: Transaction,
  workspaceId: string,
  letter: Pick<Letter, 'messageId' | 'references' | 'subject'>,
  clientKey: string | null,
  at: Date,
): Promise<Threaded> {
  const named = [letter.messageId, ...letter.references]
  const [known] = await tx.query<{ thread: string }>(sql`
    select r.thread from mail_references r
    where r.workspace_id = ${workspaceId} and r.message_id = any(${named}::text[])
    order by r.thread limit 1`)
  const answers = letter.references.length > 0 || saysAnswer(letter.subject)
  const bySubject = known ? null : await threadBySubject(tx, workspaceId, clientKey, letter.subject, at, answers)
  const thread = known?.thread ?? bySubject ?? newId()
  await tx.query(sql`
    insert into mail_references (workspace_id, message_id, thread)
    select ${workspaceId}::uuid, n.id, ${thread} from unnest(${[...new Set(named)]}::text[]) as n(id)
    on conflict (workspace_id, message_id) do nothing`)
  return { thread, answersUnknown: answers && !known && !bySubject }
}

async function threadBySubject(
  tx: Queryable,
  workspaceId: string,
  clientKey: string | null,
  subject: string,
  at: Date,
  answers: boolean,
): Promise<string | null> {
  const key = subjectKey(subject)
  if (!clientKey || !key) return null
  const span = subjectDays * 86_400_000
  const [row] = await tx.query<{ thread: string }>(sql`
    select c.thread from conversations c
    where c.workspace_id = ${workspaceId} and c.provider = 'mail' and c.client_key = ${clientKey} and c.subject_key = ${key}
      and c.last_at >= ${new Date(at.getTime() - span)} and c.first_at <= ${new Date(at.getTime() + span)}
      and (${answers} or (c.answers_only and c.first_at >= ${at}))
    order by c.last_at desc, c.id limit 1`)
  return row?.thread ?? null
}

/** Whether a letter names one that is known. */
export async function isKnownThread(
  tx: Queryable,
  workspaceId: string,
  references: readonly string[],
): Promise<boolean> {
  if (references.length === 0) return false
  const rows = await tx.query(sql`
    select 1 from mail_references r where r.workspace_id = ${workspaceId} and r.message_id = any(${references}::text[]) limit 1`)
  return rows.length > 0
}
