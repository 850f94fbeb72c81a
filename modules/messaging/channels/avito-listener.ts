/**
 * Avito: tells where to call, and reads the chats again, because no delivery is promised. The chats also tell what the webhook
 * does not: the client's name and the advertisement.
 */
import { ConnectionFailure, type Kept, type Listener, type Source } from '../../intake/index.ts'
import { avitoBase, avitoToken } from './avito.ts'
import { SendFailure } from './channel.ts'
import { get, jsonBody } from './http.ts'
import { type Json, listAt, numberAt, textAt } from './json.ts'
import { type MessengerListening, pause } from './listening.ts'

/** Avito's own limit of requests leaves room for this. */
const readEveryMs = 60_000
const perPage = 100
/** Seconds by which chats are read back further than they had been read. */
const overlap = 600

/** The listener of Avito accounts. */
export const createAvitoListener =
  (listening: MessengerListening): Listener =>
  async (source, signal) => {
    if (listening.publicUrl) await tellWhereToCall(listening, source, listening.publicUrl, signal)
    let since = sinceOf(source.cursor)
    while (!signal.aborted) {
      const newest = await readChats(listening, source, since, signal)
      await source.ok()
      if (newest > since) {
        since = newest
        await source.saveCursor({ since })
      }
      await pause(Math.min(readEveryMs, listening.lookEveryMs), signal)
    }
  }

const sinceOf = (cursor: unknown): number =>
  typeof cursor === 'object' && cursor !== null ? (numberAt(cursor as Json, 'since') ?? 0) : 0

async function call(
  listening: MessengerListening,
  source: Source,
  path: string,
  signal: AbortSignal,
  body?: Json,
): Promise<Json> {
  const token = await tokenOf(listening, source)
  const headers = { authorization: `Bearer ${token}` }
  const asked = body ? { method: 'POST' as const, ...jsonBody(body, headers) } : { headers }
  const { status, json } = await get(listening.ask, avitoBase(source) + path, asked, { signal, maxBytes: 8_000_000 })
  if (status === 200) return json
  if (status === 401 || status === 403) throw new ConnectionFailure('credentials', `status ${status}`)
  throw new ConnectionFailure(status === 429 ? 'rate_limited' : 'protocol', `status ${status}`)
}

async function tokenOf({ ask }: MessengerListening, source: Source): Promise<string> {
  try {
    return await avitoToken(source, ask)
  } catch (error) {
    if (!(error instanceof SendFailure)) throw error
    throw new ConnectionFailure(error.code === 'credentials' ? 'credentials' : 'unreachable', error.detail ?? '')
  }
}

async function tellWhereToCall(
  listening: MessengerListening,
  source: Source,
  publicUrl: string,
  signal: AbortSignal,
): Promise<void> {
  const connection = await listening.connections.read(listening.db, source.workspaceId, source.endpointId)
  if (!connection) return
  const secret = encodeURIComponent(source.secrets.secret ?? '')
  const url = `${publicUrl.replace(/\/+$/, '')}${connection.path}?secret=${secret}`
  await call(listening, source, '/messenger/v3/webhook', signal, { url })
}

/** Keeps the messages of chats that changed since a moment (Unix seconds), and returns the newest change. */
async function readChats(
  listening: MessengerListening,
  source: Source,
  since: number,
  signal: AbortSignal,
): Promise<number> {
  const account = `/accounts/${encodeURIComponent(String(source.settings.userId ?? ''))}`
  let newest = since
  for (let offset = 0; !signal.aborted; offset += perPage) {
    const page = listAt(
      await call(
        listening,
        source,
        `/messenger/v2${account}/chats?chat_types=u2i&limit=${perPage}&offset=${offset}`,
        signal,
      ),
      'chats',
    )
    const changed = page.filter((chat) => (numberAt(chat, 'updated') ?? 0) >= since - overlap)
    for (const chat of changed) {
      newest = Math.max(newest, numberAt(chat, 'updated') ?? 0)
      const path = `/messenger/v3${account}/chats/${encodeURIComponent(textAt(chat, 'id'))}/messages/?limit=${perPage}`
      const messages = listAt(await call(listening, source, path, signal), 'messages')
      const wanted = messages.filter((message) => (numberAt(message, 'created') ?? 0) >= since - overlap)
      if (wanted.length > 0) await source.keep(wanted.map((message) => keptOf(chat, message)))
    }
    // Chats come in order of their last change: the first that is old ends it. At first only one page is read.
    if (changed.length < page.length || page.length < perPage || since === 0) break
  }
  return newest
}

/** Only what identifies: a chat's other fields change with each message, and would make each look new. */
const keptOf = (chat: Json, message: Json): Kept => ({
  topic: 'polled',
  contentType: 'application/json',
  body: Buffer.from(
    JSON.stringify({
      chat: {
        id: chat.id,
        users: listAt(chat, 'users').map(({ id, name }) => ({ id, name })),
        context: chat.context,
      },
      message: { ...message, is_read: undefined, read: undefined },
    }),
  ),
})
