/**
 * Avito Messenger (https://developers.avito.ru/api-catalog/messenger). Messages come by webhook (version 3) and are asked for as well:
 * Avito documents no signature that could be checked and no promise of delivery, so the webhook is trusted by a secret in its
 * address, and every chat is read again (avito-listener.ts).
 *
 * A chat knows the advertisement it is about; a client has a name there and no number.
 */
import type { Connection } from '../../intake/index.ts'
import { type Ask, type Channel, type Incoming, type IncomingFile, SendFailure } from './channel.ts'
import { baseOf, fetchBytes, jsonBody, post, statusFailure } from './http.ts'
import { type Json, listAt, momentAt, numberAt, objectAt, parseEvent, textAt } from './json.ts'

const api = 'https://api.avito.ru'

export const avito: Channel = {
  provider: 'avito',
  repeatable: false,
  limits: { text: 1_000, files: false },
  reopenDays: 7,
  read({ topic, body }, settings) {
    const event = parseEvent(body)
    const polled = topic === 'polled'
    const message = polled ? objectAt(event, 'message') : objectAt(event, 'payload', 'value')
    const us = textAt(settings, 'userId') || textAt(message, 'user_id')
    return readMessage(message, us, polled ? objectAt(event, 'chat') : {})
  },
  async send(connection, outgoing, ask) {
    const token = await avitoToken(connection, ask)
    const { chat } = outgoing.answerTo
    const path = `/messenger/v1/accounts/${String(connection.settings.userId ?? '')}/chats/${encodeURIComponent(String(chat))}/messages`
    const body = { message: { text: outgoing.text }, type: 'text' }
    const { status, json } = await post(
      ask,
      baseOf(connection.settings, api) + path,
      jsonBody(body, { authorization: `Bearer ${token}` }),
    )
    if (status === 200) return { messageId: textAt(json, 'id') || null }
    if (status === 401 || status === 403) tokens.delete(connection.endpointId)
    throw status === 403
      ? new SendFailure({ kind: 'again', afterMs: 300_000 }, 'credentials', textAt(objectAt(json, 'error'), 'message'))
      : statusFailure(status, textAt(objectAt(json, 'error'), 'message'))
  },
  fetchFile: (_connection, source, ask) => fetchBytes(ask, String(source.url)),
}

const tokens = new Map<string, { readonly token: string; readonly until: number }>()

/** A token of the account, remembered until shortly before it ends. @throws SendFailure */
export async function avitoToken(
  connection: Pick<Connection, 'endpointId' | 'secrets' | 'settings'>,
  ask: Ask,
): Promise<string> {
  const known = tokens.get(connection.endpointId)
  if (known && known.until > Date.now()) return known.token
  const { status, json } = await post(ask, `${avitoBase(connection)}/token/`, {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: connection.secrets.clientId ?? '',
      client_secret: connection.secrets.clientSecret ?? '',
    }).toString(),
  })
  const token = textAt(json, 'access_token')
  if (status !== 200 || !token) {
    throw new SendFailure(
      { kind: 'again', afterMs: 300_000 },
      'credentials',
      textAt(json, 'error_description') || `status ${status}`,
    )
  }
  const seconds = numberAt(json, 'expires_in') ?? 3_600
  tokens.set(connection.endpointId, { token, until: Date.now() + (seconds - 60) * 1_000 })
  return token
}

export const avitoBase = ({ settings }: Pick<Connection, 'settings'>): string => baseOf(settings, api)

function readMessage(message: Json, us: string, chat: Json): readonly Incoming[] {
  const id = textAt(message, 'id')
  const author = textAt(message, 'author_id')
  const type = textAt(message, 'type')
  const chatId = textAt(message, 'chat_id') || textAt(chat, 'id')
  // Avito's own words ("u2i" is from person to person about an item, "a2u" from Avito to the person) are no client's.
  const system =
    type === 'system' || author === '' || author === '0' || author === '1' || textAt(message, 'chat_type') === 'a2u'
  if (!id || !chatId || system || type === 'deleted') return []
  const content = objectAt(message, 'content')
  const files = fileOf(content)
  const text = textOf(type, content)
  if (!text && files.length === 0) return []
  const ours = author === us
  const other = listAt(chat, 'users').find((user) => textAt(user, 'id') !== us)
  const item = objectAt(chat, 'context', 'value')
  const itemId = textAt(message, 'item_id') || textAt(item, 'id')
  const title = textAt(item, 'title')
  const clientId = ours ? textAt(other ?? {}, 'id') : author
  const name = other ? textAt(other, 'name') : ''
  return [
    {
      kind: 'message',
      chat: chatId,
      id,
      at: momentAt(message, 'created'),
      author: ours ? 'employee' : 'client',
      text,
      client: { ...(clientId && { messenger: `avito:${clientId}` }), ...(name && { name }) },
      answerTo: { chat: chatId },
      origin: { source: 'Авито', ...(itemId && { campaign: itemId }) },
      ...(title && { subject: title }),
      files,
    },
  ]
}

function textOf(type: string, content: Json): string {
  if (type === 'text') return textAt(content, 'text')
  if (type === 'link') return textAt(objectAt(content, 'link'), 'text') || textAt(objectAt(content, 'link'), 'url')
  if (type === 'item') return textAt(objectAt(content, 'item'), 'title')
  if (type === 'location')
    return `📍 ${textAt(objectAt(content, 'location'), 'text') || textAt(objectAt(content, 'location'), 'title')}`
  if (type === 'call' || type === 'appCall') return '📞'
  if (type === 'voice') return '🎤'
  return type === 'image' ? '' : textAt(content, 'text')
}

/** Pictures come as addresses by their size: `"1280x960": "https://…"`. */
function fileOf(content: Json): readonly IncomingFile[] {
  const sizes = Object.entries(objectAt(content, 'image', 'sizes'))
  const url = sizes.sort(([a], [b]) => Number.parseInt(a, 10) - Number.parseInt(b, 10)).at(-1)?.[1]
  return typeof url === 'string' ? [{ name: 'photo.jpg', mime: 'image/jpeg', size: null, source: { url } }] : []
}
