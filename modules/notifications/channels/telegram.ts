/**
 * A bot that writes into a chat or group. https://core.telegram.org/bots/api#sendmessage; failures are
 * `{ok: false, error_code, description, parameters: {retry_after, migrate_to_chat_id}}`.
 */
import {
  type Ask,
  type Channel,
  type ChannelTarget,
  escapeMarkup,
  failed,
  heading,
  type Result,
  retryAfterMs,
  type Telling,
} from './channel.ts'

const longest = 4096

/** The message; of one that is longer than Telegram takes whole notices are left out at its end. */
export function telegramText(telling: Telling): string {
  const head = telling.items.length > 1 ? `<b>${escapeMarkup(heading(telling))}</b>\n\n` : ''
  const parts = telling.items.map(
    ({ url, title, details }) =>
      `<a href="${escapeMarkup(url).replaceAll('"', '&quot;')}">${escapeMarkup(title.slice(0, 500))}</a>${details ? `\n${escapeMarkup(details.slice(0, 500))}` : ''}`,
  )
  let text = head
  for (const [index, part] of parts.entries()) {
    const next = `${text}${index > 0 ? '\n\n' : ''}${part}`
    if (next.length > longest - 40) return `${text}\n\n… +${parts.length - index}`
    text = next
  }
  return text
}

interface BotAnswer {
  readonly ok?: boolean
  readonly error_code?: number
  readonly description?: string
  readonly parameters?: { readonly retry_after?: number; readonly migrate_to_chat_id?: number }
  readonly result?: unknown
}

const read = (text: string): BotAnswer => {
  try {
    const json: unknown = JSON.parse(text)
    return typeof json === 'object' && json !== null ? (json as BotAnswer) : {}
  } catch {
    return {}
  }
}

/** Where the bot's methods are: Telegram itself, or a server of one's own where it can't be reached. */
const methodUrl = ({ settings, secrets }: ChannelTarget, method: string): string =>
  `${(settings.apiUrl || 'https://api.telegram.org').replace(/\/+$/, '')}/bot${secrets.token ?? ''}/${method}`

export const createTelegram = (ask: Ask): Channel => ({
  repeatable: false,
  async send(target, telling): Promise<Result> {
    try {
      const answered = await ask(methodUrl(target, 'sendMessage'), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          chat_id: target.settings.chat,
          text: telegramText(telling),
          parse_mode: 'HTML',
          link_preview_options: { is_disabled: true },
        }),
      })
      const { status } = answered
      const told = read(answered.body.toString('utf8'))
      const said = { status, answer: told.ok ? 'ok' : (told.description ?? null) }
      if (status === 200 && told.ok) return { attempt: { kind: 'sent' }, said }
      const moved = told.parameters?.migrate_to_chat_id
      if (moved !== undefined) return { attempt: { kind: 'again' }, said, chat: String(moved) }
      if (status === 429) {
        const seconds = told.parameters?.retry_after
        return { attempt: { kind: 'again', ...(seconds ? { afterMs: seconds * 1000 } : retryAfterMs(answered)) }, said }
      }
      if (status >= 500) return { attempt: { kind: 'again' }, said }
      // 401 the token is no good any more, 403 the bot was blocked or thrown out, 400 chat not found.
      const gone = [401, 403, 404].includes(status) || /chat not found/i.test(told.description ?? '')
      return { attempt: { kind: 'never' }, said, gone }
    } catch (error) {
      return withoutToken(failed(error), target)
    }
  },
})

/** Errors of connections may name the address, and the address holds the token. */
const withoutToken = (result: Result, { secrets }: ChannelTarget): Result => ({
  ...result,
  said: {
    ...result.said,
    answer: secrets.token ? (result.said.answer?.replaceAll(secrets.token, '…') ?? null) : result.said.answer,
  },
})

export interface FoundChat {
  readonly id: string
  readonly name: string
}

/**
 * Chats and groups in which the bot was spoken to lately (https://core.telegram.org/bots/api#getupdates): whoever sets the channel
 * up need not know an id. `answer` tells why there are none to be known of.
 */
export async function findChats(
  ask: Ask,
  target: ChannelTarget,
): Promise<{ readonly chats: FoundChat[]; readonly answer: string | null }> {
  try {
    const answered = await ask(methodUrl(target, 'getUpdates'), { method: 'GET' })
    const { ok, result, description } = read(answered.body.toString('utf8'))
    if (!ok || !Array.isArray(result)) return { chats: [], answer: description ?? `HTTP ${answered.status}` }
    return { chats: chatsIn(result), answer: null }
  } catch (error) {
    return { chats: [], answer: withoutToken(failed(error), target).said.answer }
  }
}

function chatsIn(updates: readonly Record<string, { chat?: Record<string, unknown> } | undefined>[]): FoundChat[] {
  const found = new Map<string, FoundChat>()
  for (const update of updates) {
    const chat = (update.message ?? update.my_chat_member ?? update.channel_post)?.chat
    if (!chat || (typeof chat.id !== 'number' && typeof chat.id !== 'string')) continue
    const name = chat.title ?? [chat.first_name, chat.last_name].filter(Boolean).join(' ')
    found.set(String(chat.id), { id: String(chat.id), name: String(name || chat.id) })
  }
  return [...found.values()]
}
