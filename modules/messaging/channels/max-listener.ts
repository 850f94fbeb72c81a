/**
 * MAX forgets a subscription after eight hours in which nobody answered: it is looked for and made again. Without a public
 * address updates are asked for, which MAX documents for development alone.
 */
import { ConnectionFailure, type Kept, type Listener, type Source } from '../../intake/index.ts'
import { baseOf, get, jsonBody } from './http.ts'
import { type Json, listAt, textAt } from './json.ts'
import { type MessengerListening, pause, webhookOf } from './listening.ts'
import { maxApi } from './max.ts'

const types = ['message_created', 'message_edited', 'bot_started']
const pollSeconds = 50

/** The listener of MAX bots. */
export const createMaxListener =
  (listening: MessengerListening): Listener =>
  async (source, signal) => {
    const webhook = await webhookOf(listening, source)
    if (webhook) await keepCalled(listening, source, webhook.url, signal)
    else await keepAsking(listening, source, signal)
  }

async function call(
  { ask }: MessengerListening,
  source: Source,
  path: string,
  signal: AbortSignal,
  body?: Json,
): Promise<Json> {
  const headers = { authorization: source.secrets.botToken ?? '' }
  const asked = body ? { method: 'POST' as const, ...jsonBody(body, headers) } : { headers }
  const limits = { signal, timeoutMs: (pollSeconds + 15) * 1_000, maxBytes: 8_000_000 }
  const { status, json } = await get(ask, baseOf(source.settings, maxApi) + path, asked, limits)
  if (status === 200) return json
  const said = [textAt(json, 'code'), textAt(json, 'message')].filter(Boolean).join(': ') || `status ${status}`
  if (status === 401 || status === 403) throw new ConnectionFailure('credentials', said)
  throw new ConnectionFailure(status === 429 ? 'rate_limited' : 'protocol', said)
}

async function keepCalled(
  listening: MessengerListening,
  source: Source,
  url: string,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const known = listAt(await call(listening, source, '/subscriptions', signal), 'subscriptions')
    if (!known.some((one) => textAt(one, 'url') === url)) {
      await call(listening, source, '/subscriptions', signal, {
        url,
        update_types: types,
        secret: source.secrets.secret ?? '',
      })
    }
    await source.ok()
    await pause(listening.lookEveryMs, signal)
  }
}

async function keepAsking(listening: MessengerListening, source: Source, signal: AbortSignal): Promise<void> {
  let marker = markerOf(source.cursor)
  while (!signal.aborted) {
    const query = new URLSearchParams({
      timeout: String(pollSeconds),
      limit: '100',
      types: types.join(','),
      ...(marker && { marker }),
    })
    const answer = await call(listening, source, `/updates?${query}`, signal)
    const found = listAt(answer, 'updates')
    await source.ok()
    const next = textAt(answer, 'marker')
    if (found.length > 0) await source.keep(found.map(keptOf))
    if (next && next !== marker) {
      marker = next
      await source.saveCursor({ marker })
    }
  }
}

const markerOf = (cursor: unknown): string =>
  typeof cursor === 'object' && cursor !== null ? textAt(cursor as Json, 'marker') : ''

const keptOf = (update: Json): Kept => ({
  topic: '',
  contentType: 'application/json',
  body: Buffer.from(JSON.stringify(update)),
})
