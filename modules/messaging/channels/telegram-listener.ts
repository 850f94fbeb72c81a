/** A Telegram bot without a public address asks for its updates; with one it sees to it that Telegram calls us. */
import { ConnectionFailure, type Kept, type Listener, type Source } from '../../intake/index.ts'
import { baseOf, get, jsonBody } from './http.ts'
import { type Json, listAt, numberAt, objectAt, textAt } from './json.ts'
import { type MessengerListening, pause, webhookOf } from './listening.ts'
import { telegramApi } from './telegram.ts'

const updates = ['message', 'edited_message', 'business_message', 'edited_business_message']
/** Seconds for which Telegram holds a question open: 50 is the most. */
const pollSeconds = 50

/** The listener of Telegram bots. */
export const createTelegramListener =
  (listening: MessengerListening): Listener =>
  async (source, signal) => {
    const webhook = await webhookOf(listening, source)
    if (webhook) await keepCalled(listening, source, webhook.url, signal)
    else await keepAsking(listening, source, signal)
  }

async function call(
  { ask }: MessengerListening,
  source: Source,
  method: string,
  body: Json,
  signal: AbortSignal,
): Promise<Json> {
  const url = `${baseOf(source.settings, telegramApi)}/bot${source.secrets.botToken ?? ''}/${method}`
  const limits = { signal, timeoutMs: (pollSeconds + 15) * 1_000, maxBytes: 8_000_000 }
  const { status, json } = await get(ask, url, { method: 'POST', ...jsonBody(body) }, limits)
  if (status === 200 && json.ok === true) return json
  const said = textAt(json, 'description') || `status ${status}`
  if (status === 401 || status === 404) throw new ConnectionFailure('credentials', said)
  throw new ConnectionFailure(status === 429 ? 'rate_limited' : 'protocol', said)
}

/** Asks again and again. Telegram forgets an update once a later one is asked for: by then it is in the inbox. */
async function keepAsking(listening: MessengerListening, source: Source, signal: AbortSignal): Promise<void> {
  // While a webhook is set, Telegram answers no questions.
  await call(listening, source, 'deleteWebhook', {}, signal)
  let offset = offsetOf(source.cursor)
  while (!signal.aborted) {
    const body = { timeout: pollSeconds, allowed_updates: updates, ...(offset !== null && { offset }) }
    const found = listAt(await call(listening, source, 'getUpdates', body, signal), 'result')
    await source.ok()
    if (found.length === 0) continue
    await source.keep(found.map(keptOf))
    offset = Math.max(...found.map((update) => numberAt(update, 'update_id') ?? 0)) + 1
    await source.saveCursor({ offset })
  }
}

const offsetOf = (cursor: unknown): number | null => numberAt(objectAt({ cursor }, 'cursor'), 'offset')

const keptOf = (update: Json): Kept => ({
  topic: '',
  contentType: 'application/json',
  body: Buffer.from(JSON.stringify(update)),
})

/** Tells Telegram where to call, and looks whether it does. */
async function keepCalled(
  listening: MessengerListening,
  source: Source,
  url: string,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const info = objectAt(await call(listening, source, 'getWebhookInfo', {}, signal), 'result')
    if (textAt(info, 'url') !== url) {
      const body = { url, secret_token: source.secrets.secret ?? '', allowed_updates: updates }
      await call(listening, source, 'setWebhook', body, signal)
    }
    const failedAt = numberAt(info, 'last_error_date')
    const recent = failedAt !== null && Date.now() / 1_000 - failedAt < 2 * (listening.lookEveryMs / 1_000)
    if (recent && (numberAt(info, 'pending_update_count') ?? 0) > 0) {
      throw new ConnectionFailure('other', `Telegram: ${textAt(info, 'last_error_message')}`)
    }
    await source.ok()
    await pause(listening.lookEveryMs, signal)
  }
}
