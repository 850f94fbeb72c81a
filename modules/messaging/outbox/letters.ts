/** Letters of ours that come back to us: as copies in the folder of sent ones, or because they did not arrive. */
import { type Queryable, sql, type Transaction } from '../../../platform/database/database.ts'
import type { Letter } from '../mail/letter.ts'
import type { BouncedLetter } from '../mail/sort.ts'
import { type Speaking, tellMessaging, tellRecord } from '../say.ts'
import { findMessage, insertMessage } from '../store.ts'

/** The answer that was sent as this letter, or null. */
export async function findSentLetter(
  db: Queryable,
  workspaceId: string,
  messageId: string,
): Promise<{ readonly id: string } | null> {
  const [row] = await db.query<{ id: string }>(sql`
    select o.id from outbox_messages o
    where o.workspace_id = ${workspaceId} and o.provider = 'mail' and o.message_key = ${messageId}`)
  return row ?? null
}

/** The letter lies among the sent ones: the server took it, and needs no copy of ours. */
export async function foundInSent(tx: Transaction, workspaceId: string, id: string): Promise<undefined> {
  await tx.query(sql`
    update outbox_messages set copy = 'found', attempt_at = null
    where workspace_id = ${workspaceId} and id = ${id} and copy = 'wanted'`)
  return undefined
}

/**
 * A letter of ours did not arrive: the answer is marked, and the dialogue says so. False where the letter is none of ours.
 * A notice of delay is only a note.
 */
export async function bouncedBack(
  tx: Transaction,
  speaking: Speaking,
  bounced: BouncedLetter,
  notice: Letter,
): Promise<boolean> {
  const { id: workspaceId } = speaking.workspace
  const about = bounced.messageId ? await findMessage(tx, workspaceId, 'mail', bounced.messageId) : null
  if (!about) return false
  if (await findMessage(tx, workspaceId, 'mail', notice.messageId)) return true
  if (bounced.action === 'failed') {
    await tx.query(sql`
      update outbox_messages set state = 'returned', error_code = 'refused', error = ${bounced.reason}
      where workspace_id = ${workspaceId} and provider = 'mail' and message_key = ${bounced.messageId} and state = 'sent'`)
  }
  const what = bounced.action === 'failed' ? 'Письмо не доставлено' : 'Письмо ещё не доставлено'
  await insertMessage(tx, workspaceId, 'mail', about.conversationId, {
    key: notice.messageId,
    at: notice.date && notice.date >= about.at ? notice.date : speaking.now,
    author: 'system',
    line: null,
    text: [what, bounced.recipient, bounced.reason].filter(Boolean).join(': '),
    whole: notice.text || null,
    letter: null,
  })
  await tellRecord(tx, speaking, about.conversationId)
  await tellMessaging(tx, workspaceId)
  return true
}
