/**
 * VK communities, Callback API (https://dev.vk.com/ru/api/community-events/json-schema) and `messages.send`
 * (https://dev.vk.com/ru/method/messages.send). Both forms of `message_new` are read: before version 5.103 the object was the
 * message itself, with `body` and `user_id`.
 *
 * A client's name is not part of the event. `random_id` makes VK take a message once, by its description for an hour.
 */
import { type Channel, type Incoming, type IncomingFile, SendFailure } from './channel.ts'
import { baseOf, fetchBytes, post } from './http.ts'
import { isJson, type Json, listAt, momentAt, numberAt, numberOf, objectAt, parseEvent, textAt } from './json.ts'
import { originOfMark } from './origin.ts'

const api = 'https://api.vk.com'
const version = '5.199'
/** From here on ids are those of chats of several people. */
export const firstGroupChat = 2_000_000_000

export const vk: Channel = {
  provider: 'vk',
  repeatable: true,
  limits: { text: 4_000, files: false },
  reopenDays: 7,
  read({ body }) {
    const event = parseEvent(body)
    const told = objectAt(event, 'object')
    const message = isJson(told.message) ? told.message : told
    switch (textAt(event, 'type')) {
      case 'message_new':
        return readMessage(message, 'client')
      case 'message_reply':
        return readMessage(message, 'employee')
      case 'message_edit':
        return readEdited(message)
      default:
        return []
    }
  },
  async send(connection, outgoing, ask) {
    const fields = new URLSearchParams({
      peer_ids: String(outgoing.answerTo.peer ?? ''),
      message: outgoing.text,
      random_id: String(numberOf(outgoing.id)),
      access_token: connection.secrets.accessToken ?? '',
      v: version,
    })
    const { status, json } = await post(ask, `${baseOf(connection.settings, api)}/method/messages.send`, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: fields.toString(),
    })
    const sent = listAt(json, 'response')[0]
    const error = sent && isJson(sent.error) ? sent.error : objectAt(json, 'error')
    if (status !== 200 || Object.keys(error).length > 0 || !sent) throw vkFailure(error, status)
    const number = textAt(sent, 'conversation_message_id')
    return { messageId: number ? idOf(textAt(sent, 'peer_id'), number) : `m${textAt(sent, 'message_id')}` }
  },
  fetchFile: (_connection, source, ask) => fetchBytes(ask, String(source.url)),
}

const idOf = (peer: string, number: string): string => `${peer}:${number.padStart(10, '0')}`

/** Codes: https://dev.vk.com/ru/reference/errors and those of messages.send. */
function vkFailure(error: Json, status: number): SendFailure {
  const code = numberAt(error, 'error_code') ?? numberAt(error, 'code') ?? 0
  const said = `${code} ${textAt(error, 'error_msg') || textAt(error, 'description')}`.trim()
  if (code === 6 || code === 9) return new SendFailure({ kind: 'again', afterMs: 5_000 }, 'rate_limited', said)
  if (code === 5 || code === 27 || code === 15)
    return new SendFailure({ kind: 'again', afterMs: 300_000 }, 'credentials', said)
  if (code === 7 || code === 901 || code === 902 || code === 900)
    return new SendFailure({ kind: 'never' }, 'blocked', said)
  if (code === 1 || code === 10 || status >= 500) return new SendFailure({ kind: 'unsure' }, 'unreachable', said)
  if (code === 914) return new SendFailure({ kind: 'never' }, 'too_large', said)
  return new SendFailure({ kind: 'never' }, 'refused', said)
}

function peerOf(message: Json): string {
  return textAt(message, 'peer_id') || textAt(message, 'user_id') || textAt(message, 'from_id')
}

function messageId(message: Json, peer: string): string {
  const number = textAt(message, 'conversation_message_id')
  return number ? idOf(peer, number) : `m${textAt(message, 'id')}`
}

function readMessage(message: Json, author: 'client' | 'employee'): readonly Incoming[] {
  const peer = peerOf(message)
  if (!peer || Number(peer) >= firstGroupChat) return []
  const files = listAt(message, 'attachments').flatMap(fileOf)
  const text =
    textAt(message, 'text') ||
    textAt(message, 'body') ||
    listAt(message, 'attachments').map(wordOf).filter(Boolean).join(' ')
  if (!text && files.length === 0) return []
  const mark = textAt(message, 'ref')
  const source = textAt(message, 'ref_source')
  const origin = mark || source ? originOfMark([source, mark].filter(Boolean).join('--'), 'ВКонтакте') : undefined
  return [
    {
      kind: 'message',
      chat: peer,
      id: messageId(message, peer),
      at: momentAt(message, 'date'),
      // The community itself writes as well (answers of its administrators are events of another type).
      author: numberAt(message, 'out') === 1 ? 'employee' : author,
      text,
      client: { messenger: `vk:${peer}` },
      answerTo: { peer },
      ...(origin && { origin }),
      files,
    },
  ]
}

function readEdited(message: Json): readonly Incoming[] {
  const peer = peerOf(message)
  if (!peer || Number(peer) >= firstGroupChat) return []
  const at = momentAt(message, message.update_time === undefined ? 'date' : 'update_time')
  return [{ kind: 'edited', chat: peer, id: messageId(message, peer), at, text: textAt(message, 'text') }]
}

/** What an attachment without a file is called in the text. */
function wordOf(attachment: Json): string {
  const type = textAt(attachment, 'type')
  const part = objectAt(attachment, type)
  if (type === 'sticker') return '🙂'
  if (type === 'link') return textAt(part, 'url')
  if (type === 'market') return textAt(part, 'title')
  return type === 'wall' || type === 'video' ? `[${type}]` : ''
}

function fileOf(attachment: Json): readonly IncomingFile[] {
  const type = textAt(attachment, 'type')
  const part = objectAt(attachment, type)
  if (type === 'photo') {
    const largest = [...listAt(part, 'sizes')]
      .sort((a, b) => (numberAt(a, 'width') ?? 0) - (numberAt(b, 'width') ?? 0))
      .at(-1)
    const url = largest ? textAt(largest, 'url') : ''
    return url ? [{ name: 'photo.jpg', mime: 'image/jpeg', size: null, source: { url } }] : []
  }
  if (type === 'doc' && textAt(part, 'url')) {
    return [
      {
        name: textAt(part, 'title') || 'file',
        mime: 'application/octet-stream',
        size: numberAt(part, 'size'),
        source: { url: textAt(part, 'url') },
      },
    ]
  }
  if (type === 'audio_message' && textAt(part, 'link_mp3')) {
    return [{ name: 'voice.mp3', mime: 'audio/mpeg', size: null, source: { url: textAt(part, 'link_mp3') } }]
  }
  return []
}
