/**
 * Telegram Bot API (https://core.telegram.org/bots/api). One event is one Update, by webhook or long poll alike. A private chat
 * with the bot is a dialogue; groups are not read. Through Telegram Business the bot sees the chats of an account of the
 * company: what its owner writes there counts as ours.
 *
 * Not documented by Telegram, so not relied upon: whether a message that was sent twice can be told (it can't), and for how
 * long files stay (getFile answers for at least an hour).
 */
import type { Client } from '../conversation.ts'
import { type Channel, type Incoming, type IncomingFile, SendFailure } from './channel.ts'
import { baseOf, fetchBytes, get, jsonBody, post, statusFailure } from './http.ts'
import { isJson, type Json, listAt, momentAt, numberAt, objectAt, parseEvent, textAt } from './json.ts'
import { originOfMark } from './origin.ts'

export const telegramApi = 'https://api.telegram.org'

export const telegram: Channel = {
  provider: 'telegram',
  repeatable: false,
  limits: { text: 4_000, files: false },
  reopenDays: 7,
  read({ body }) {
    const update = parseEvent(body)
    const edited = update.edited_message ?? update.edited_business_message
    if (isJson(edited)) return readEdited(edited)
    const message = update.message ?? update.business_message
    return isJson(message) ? readMessage(message) : []
  },
  async send(connection, outgoing, ask) {
    const { chat, business } = outgoing.answerTo
    const url = `${baseOf(connection.settings, telegramApi)}/bot${connection.secrets.botToken ?? ''}/sendMessage`
    const body = { chat_id: chat, text: outgoing.text, ...(business ? { business_connection_id: business } : {}) }
    const { status, json } = await post(ask, url, jsonBody(body))
    const said = textAt(json, 'description')
    if (status === 200 && json.ok === true) {
      const sent = objectAt(json, 'result')
      return { messageId: idOf(textAt(objectAt(sent, 'chat'), 'id') || String(chat), textAt(sent, 'message_id')) }
    }
    // A wrong token is "404 Not Found": the address is made of it.
    if (status === 404) throw new SendFailure({ kind: 'again', afterMs: 300_000 }, 'credentials', said)
    throw statusFailure(status, said, numberAt(objectAt(json, 'parameters'), 'retry_after') ?? undefined)
  },
  async fetchFile(connection, source, ask) {
    const base = baseOf(connection.settings, telegramApi)
    const token = connection.secrets.botToken ?? ''
    const { status, json } = await get(
      ask,
      `${base}/bot${token}/getFile?file_id=${encodeURIComponent(String(source.fileId))}`,
    )
    const path = textAt(objectAt(json, 'result'), 'file_path')
    if (status >= 500 || status === 429) throw new Error(`status ${status}`)
    return path ? fetchBytes(ask, `${base}/file/bot${token}/${path}`) : null
  },
}

/** Message ids count from 1 in each chat; of equal width they stand in order. */
const idOf = (chat: string, id: string): string => `${chat}:${id.padStart(10, '0')}`

const isPrivate = (message: Json): boolean => textAt(objectAt(message, 'chat'), 'type') === 'private'

function readEdited(message: Json): readonly Incoming[] {
  if (!isPrivate(message)) return []
  const chat = textAt(objectAt(message, 'chat'), 'id')
  const at = momentAt(message, message.edit_date === undefined ? 'date' : 'edit_date')
  return [{ kind: 'edited', chat, id: idOf(chat, textAt(message, 'message_id')), at, text: textOf(message) }]
}

function readMessage(message: Json): readonly Incoming[] {
  if (!isPrivate(message)) return []
  const from = objectAt(message, 'from')
  const chat = objectAt(message, 'chat')
  const chatId = textAt(chat, 'id')
  const business = textAt(message, 'business_connection_id')
  // In a private chat the chat has the client's own id: anybody else who writes there is the company.
  const ours = textAt(from, 'id') !== '' && textAt(from, 'id') !== chatId
  const text = textOf(message)
  const files = filesOf(message)
  const mark = /^\/start(?:@\w+)?(?: ([\w-]{1,64}))?$/.exec(text)
  if (!text && files.length === 0) return []
  const origin = mark?.[1] ? originOfMark(mark[1], 'Telegram') : undefined
  return [
    {
      kind: 'message',
      chat: chatId,
      id: idOf(chatId, textAt(message, 'message_id')),
      at: momentAt(message, 'date'),
      author: mark ? 'system' : ours ? 'employee' : 'client',
      text,
      client: { ...clientOf(chat, chatId), ...(ours ? {} : phoneOf(message, from)) },
      answerTo: { chat: chatId, ...(business && { business }) },
      ...(origin && { origin }),
      files,
    },
  ]
}

function clientOf(chat: Json, id: string): Client {
  const username = textAt(chat, 'username')
  const name = [textAt(chat, 'first_name'), textAt(chat, 'last_name')].filter(Boolean).join(' ')
  const whole = [name, username && `@${username}`].filter(Boolean).join(' ')
  return { messenger: `telegram:${id}`, ...(whole && { name: whole }) }
}

/** A contact counts as the client's number only where it is their own: people pass on those of others as well. */
function phoneOf(message: Json, from: Json): Client {
  const contact = objectAt(message, 'contact')
  const phone = textAt(contact, 'phone_number')
  if (!phone || textAt(contact, 'user_id') !== textAt(from, 'id')) return {}
  return { phone: phone.startsWith('+') ? phone : `+${phone}` }
}

function textOf(message: Json): string {
  const text = textAt(message, 'text') || textAt(message, 'caption')
  if (text) return text
  const contact = objectAt(message, 'contact')
  if (contact.phone_number !== undefined) {
    const name = [textAt(contact, 'first_name'), textAt(contact, 'last_name')].filter(Boolean).join(' ')
    return [name, textAt(contact, 'phone_number')].filter(Boolean).join(', ')
  }
  const place = objectAt(message, 'location')
  if (numberAt(place, 'latitude') !== null) return `📍 ${place.latitude}, ${place.longitude}`
  const sticker = objectAt(message, 'sticker')
  return sticker.file_id === undefined ? '' : textAt(sticker, 'emoji') || '🙂'
}

/** Of a photo's sizes the last is the largest. */
function filesOf(message: Json): readonly IncomingFile[] {
  const photo = listAt(message, 'photo').at(-1)
  const named: readonly (readonly [part: Json, name: string, mime: string])[] = [
    ...(photo ? [[photo, 'photo.jpg', 'image/jpeg'] as const] : []),
    [objectAt(message, 'voice'), 'voice.ogg', 'audio/ogg'],
    [objectAt(message, 'audio'), 'audio.mp3', 'audio/mpeg'],
    [objectAt(message, 'video'), 'video.mp4', 'video/mp4'],
    [objectAt(message, 'video_note'), 'video.mp4', 'video/mp4'],
    [objectAt(message, 'document'), 'file', 'application/octet-stream'],
  ]
  return named.flatMap(([part, name, mime]) =>
    part.file_id === undefined
      ? []
      : [
          {
            name: textAt(part, 'file_name') || name,
            mime: textAt(part, 'mime_type') || mime,
            size: numberAt(part, 'file_size'),
            source: { fileId: textAt(part, 'file_id') },
          },
        ],
  )
}
