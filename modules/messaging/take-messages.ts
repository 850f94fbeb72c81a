/** What a messenger told becomes part of its dialogue. */
import type { Transaction } from '../../platform/database/database.ts'
import { sql } from '../../platform/database/database.ts'
import type { HandedEvent, Handler } from '../intake/index.ts'
import type { Recorder } from '../interactions/index.ts'
import type { Channel, Incoming } from './channels/channel.ts'
import { sourceOf } from './channels/origin.ts'
import { insertFile, largestFile, mostFiles } from './files.ts'
import { claimEcho } from './outbox/echo.ts'
import { reword, type Speaking, say, tellMessaging } from './say.ts'

/** The handler of a messenger's events. */
export const createMessageHandler =
  (channel: Channel, recorder: Recorder): Handler =>
  async (tx, handed) => {
    const { workspace, now, settings, event } = handed
    const speaking: Speaking = { recorder, workspace, now }
    for (const incoming of channel.read(event, settings)) {
      if (incoming.kind === 'message') await hear(tx, speaking, channel, handed, incoming)
      else if (incoming.kind === 'edited') {
        const key = keyIn(handed, incoming.id)
        await reword(tx, speaking, channel.provider, key, incoming.text, incoming.at)
      } else await note(tx, handed, incoming)
    }
  }

/** Identities of messengers are those of one connection. */
const keyIn = ({ endpointId }: Pick<HandedEvent, 'endpointId'>, id: string): string => `${endpointId}/${id}`

async function hear(
  tx: Transaction,
  speaking: Speaking,
  channel: Channel,
  handed: HandedEvent,
  message: Extract<Incoming, { kind: 'message' }>,
): Promise<void> {
  const { endpointId, settings } = handed
  const { id: workspaceId } = speaking.workspace
  const key = keyIn(handed, message.id)
  const thread = `${endpointId}/${message.chat}`
  const files = (message.files ?? []).slice(0, mostFiles)
  // The answer of the messenger may have been lost on the way: its echo tells that it has the message.
  const echo = { provider: channel.provider, thread, key, text: message.text }
  const line = message.author === 'employee' ? await claimEcho(tx, workspaceId, echo, speaking.now) : null
  const { conversationId, fresh } = await say(
    tx,
    speaking,
    {
      endpointId,
      provider: channel.provider,
      thread,
      client: message.client,
      answerTo: message.answerTo,
      clientKey: message.client.messenger ?? null,
      subject: message.subject ?? null,
      ourAddress: textOf(settings.ourAddress),
      origin: message.origin ?? sourceOf(settings),
      line: textOf(settings.responsible),
      reopenDays: typeof settings.reopenDays === 'number' ? settings.reopenDays : channel.reopenDays,
    },
    {
      key,
      at: message.at,
      author: message.author,
      line,
      text: message.text || files.map(({ name }) => name).join(', '),
      whole: null,
      letter: null,
    },
  )
  if (!fresh) return
  for (const [position, { name, mime, size, source }] of files.entries()) {
    const state = size !== null && size > largestFile ? 'too_large' : 'wanted'
    const entry = {
      conversationId,
      messageKey: key,
      position,
      name,
      mime,
      size,
      state,
      content: null,
      source,
      createdBy: null,
    } as const
    await insertFile(tx, workspaceId, entry, speaking.now)
  }
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value.trim() ? value.trim() : null)

/** How far an answer of ours has come; later states take nothing back. */
async function note(
  tx: Transaction,
  handed: HandedEvent,
  receipt: Extract<Incoming, { kind: 'receipt' }>,
): Promise<void> {
  const { workspaceId, endpointId } = handed
  const mine = sql`workspace_id = ${workspaceId} and endpoint_id = ${endpointId} and message_key = ${keyIn(handed, receipt.id)}`
  if (receipt.state === 'failed') {
    await tx.query(sql`
      update outbox_messages set state = 'returned', error_code = 'refused', error = ${receipt.detail ?? null}
      where ${mine} and delivered_at is null and read_at is null`)
  } else {
    await tx.query(sql`
      update outbox_messages set delivered_at = least(coalesce(delivered_at, ${receipt.at}::timestamptz), ${receipt.at}::timestamptz),
        read_at = case when ${receipt.state === 'read'} then least(coalesce(read_at, ${receipt.at}::timestamptz), ${receipt.at}::timestamptz) else read_at end
      where ${mine}`)
  }
  await tellMessaging(tx, workspaceId)
}
