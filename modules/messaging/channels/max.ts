/**
 * MAX (https://dev.max.ru/docs-api). Updates by webhook or long poll; the token goes in the header `Authorization` alone. Identities
 * are 64-bit numbers and are kept as text.
 *
 * Not documented, so not relied upon: whether a bot hears its own messages (if it does, they are known by their `mid`), and
 * whether a message sent twice is told (so a doubtful one is left to a person).
 */
import type { Client } from '../conversation.ts'
import type { Channel, Incoming, IncomingFile } from './channel.ts'
import { baseOf, fetchBytes, jsonBody, post, statusFailure } from './http.ts'
import { type Json, listAt, momentAt, numberAt, objectAt, parseEvent, textAt } from './json.ts'
import { originOfMark } from './origin.ts'

export const maxApi = 'https://platform-api2.max.ru'

export const max: Channel = {
  provider: 'max',
  repeatable: false,
  limits: { text: 4_000, files: false },
  reopenDays: 7,
  read({ body }) {
    const update = parseEvent(body)
    switch (textAt(update, 'update_type')) {
      case 'message_created':
        return readMessage(objectAt(update, 'message'))
      case 'message_edited':
        return readEdited(objectAt(update, 'message'), update)
      case 'bot_started':
        return readStart(update)
      default:
        return []
    }
  },
  async send(connection, outgoing, ask) {
    const { chat } = outgoing.answerTo
    const url = `${baseOf(connection.settings, maxApi)}/messages?chat_id=${encodeURIComponent(String(chat))}`
    const { status, json } = await post(
      ask,
      url,
      jsonBody({ text: outgoing.text }, { authorization: connection.secrets.botToken ?? '' }),
    )
    if (status === 200) return { messageId: textAt(objectAt(json, 'message', 'body'), 'mid') || null }
    throw statusFailure(status, [textAt(json, 'code'), textAt(json, 'message')].filter(Boolean).join(': '))
  },
  fetchFile: (_connection, source, ask) => fetchBytes(ask, String(source.url)),
}

/** Only a dialogue is with one person; chats and channels have many. */
const isDialogue = (message: Json): boolean =>
  (textAt(objectAt(message, 'recipient'), 'chat_type') || 'dialog') === 'dialog'

function clientOf(user: Json): Client {
  const name = textAt(user, 'name') || [textAt(user, 'first_name'), textAt(user, 'last_name')].filter(Boolean).join(' ')
  const username = textAt(user, 'username')
  const whole = [name, username && `@${username}`].filter(Boolean).join(' ')
  const id = textAt(user, 'user_id')
  return { ...(id && { messenger: `max:${id}` }), ...(whole && { name: whole }) }
}

function readMessage(message: Json): readonly Incoming[] {
  const recipient = objectAt(message, 'recipient')
  const sender = objectAt(message, 'sender')
  const body = objectAt(message, 'body')
  const chat = textAt(recipient, 'chat_id')
  const id = textAt(body, 'mid')
  if (!isDialogue(message) || !chat || !id) return []
  const attachments = listAt(body, 'attachments')
  const files = attachments.flatMap(fileOf)
  const contact = attachments.find((one) => textAt(one, 'type') === 'contact')
  const phone = contact ? phoneIn(textAt(objectAt(contact, 'payload'), 'vcf_info')) : null
  const text = textAt(body, 'text') || attachments.map(wordOf).filter(Boolean).join(' ')
  if (!text && files.length === 0) return []
  const ours = sender.is_bot === true
  return [
    {
      kind: 'message',
      chat,
      id,
      at: momentAt(message, 'timestamp'),
      author: ours ? 'employee' : 'client',
      text,
      client: ours ? {} : { ...clientOf(sender), ...(phone && isOwnContact(contact, sender) && { phone }) },
      answerTo: { chat },
      files,
    },
  ]
}

function readEdited(message: Json, update: Json): readonly Incoming[] {
  const body = objectAt(message, 'body')
  const chat = textAt(objectAt(message, 'recipient'), 'chat_id')
  const id = textAt(body, 'mid')
  if (!isDialogue(message) || !id) return []
  return [{ kind: 'edited', chat, id, at: momentAt(update, 'timestamp'), text: textAt(body, 'text') }]
}

/** A deep link (`max.ru/<bot>?start=…`) brings its mark. */
function readStart(update: Json): readonly Incoming[] {
  const chat = textAt(update, 'chat_id')
  if (!chat) return []
  const mark = textAt(update, 'payload')
  const origin = mark ? originOfMark(mark, 'MAX') : undefined
  return [
    {
      kind: 'message',
      chat,
      id: `start:${textAt(update, 'timestamp')}`,
      at: momentAt(update, 'timestamp'),
      author: 'system',
      text: ['/start', mark].filter(Boolean).join(' '),
      client: clientOf(objectAt(update, 'user')),
      answerTo: { chat },
      ...(origin && { origin }),
    },
  ]
}

/** A number counts as the client's own where the contact is of whoever sent it. */
function isOwnContact(contact: Json | undefined, sender: Json): boolean {
  const of = contact ? objectAt(contact, 'payload', 'max_info') : {}
  return textAt(of, 'user_id') !== '' && textAt(of, 'user_id') === textAt(sender, 'user_id')
}

const phoneIn = (vcard: string): string | null =>
  /^TEL[^:\r\n]*:\s*([+\d][\d\s()-]{5,20})/im.exec(vcard)?.[1]?.trim() ?? null

function wordOf(attachment: Json): string {
  const payload = objectAt(attachment, 'payload')
  switch (textAt(attachment, 'type')) {
    case 'contact':
      return (
        [textAt(objectAt(payload, 'max_info'), 'name'), phoneIn(textAt(payload, 'vcf_info'))]
          .filter(Boolean)
          .join(', ') || '👤'
      )
    case 'sticker':
      return '🙂'
    case 'location':
      return `📍 ${textAt(attachment, 'latitude')}, ${textAt(attachment, 'longitude')}`
    case 'share':
      return textAt(payload, 'url')
    default:
      return ''
  }
}

const usual: Readonly<Record<string, readonly [name: string, mime: string]>> = {
  image: ['photo.jpg', 'image/jpeg'],
  audio: ['voice.ogg', 'audio/ogg'],
  video: ['video.mp4', 'video/mp4'],
  file: ['file', 'application/octet-stream'],
}

function fileOf(attachment: Json): readonly IncomingFile[] {
  const [name, mime] = usual[textAt(attachment, 'type')] ?? []
  const url = textAt(objectAt(attachment, 'payload'), 'url')
  if (!name || !mime || !url) return []
  return [{ name: textAt(attachment, 'filename') || name, mime, size: numberAt(attachment, 'size'), source: { url } }]
}
