/**
 * WhatsApp Business Platform, Cloud API
 * (https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages). One request may carry
 * messages and states of several numbers. A free answer is possible within 24 hours of the client's last message; later only
 * templates are, which are not sent from here.
 *
 * Meta's services are restricted in Russia: where they can't be reached, another address may be set.
 */
import type { OriginObservation } from '../../interactions/index.ts'
import { type Channel, type Incoming, type IncomingFile, SendFailure } from './channel.ts'
import { baseOf, fetchBytes, get, jsonBody, post, statusFailure } from './http.ts'
import { isJson, type Json, listAt, momentAt, numberAt, objectAt, parseEvent, textAt } from './json.ts'

const graph = 'https://graph.facebook.com/v23.0'
const media = ['image', 'audio', 'video', 'document', 'sticker'] as const

export const whatsapp: Channel = {
  provider: 'whatsapp',
  repeatable: false,
  limits: { text: 4_000, files: false },
  reopenDays: 7,
  // The door keeps each change of a request by itself (modules/intake/adapters/whatsapp.ts).
  read({ body }) {
    const change = parseEvent(body)
    const value = objectAt(change, 'value')
    const names = new Map(
      listAt(value, 'contacts').map((one) => [textAt(one, 'wa_id'), textAt(objectAt(one, 'profile'), 'name')]),
    )
    return [
      ...listAt(value, 'messages').flatMap((message) => readMessage(message, 'client', textAt(message, 'from'), names)),
      // What the company writes in the WhatsApp Business application beside the API.
      ...listAt(value, 'message_echoes').flatMap((message) =>
        readMessage(message, 'employee', textAt(message, 'to'), names),
      ),
      ...listAt(value, 'statuses').flatMap(readStatus),
    ]
  },
  async send(connection, outgoing, ask) {
    const { settings, secrets } = connection
    const url = `${baseOf(settings, graph)}/${String(settings.phoneNumberId ?? '')}/messages`
    const body = {
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: outgoing.answerTo.to,
      type: 'text',
      text: { body: outgoing.text, preview_url: false },
    }
    const { status, json } = await post(
      ask,
      url,
      jsonBody(body, { authorization: `Bearer ${secrets.accessToken ?? ''}` }),
    )
    const [sent] = listAt(json, 'messages')
    if (status === 200 && sent) return { messageId: textAt(sent, 'id') }
    throw whatsappFailure(objectAt(json, 'error'), status)
  },
  async fetchFile(connection, source, ask) {
    const headers = { authorization: `Bearer ${connection.secrets.accessToken ?? ''}` }
    const { status, json } = await get(
      ask,
      `${baseOf(connection.settings, graph)}/${encodeURIComponent(String(source.mediaId))}`,
      { headers },
    )
    if (status >= 500 || status === 429) throw new Error(`status ${status}`)
    const url = textAt(json, 'url')
    return url ? fetchBytes(ask, url, headers) : null
  },
}

/** Codes: https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes */
function whatsappFailure(error: Json, status: number): SendFailure {
  const code = numberAt(error, 'code') ?? 0
  const said = [code || '', textAt(error, 'message')].filter(Boolean).join(' ')
  if (code === 131047) return new SendFailure({ kind: 'never' }, 'window_closed', said)
  if (code === 131026 || code === 131030) return new SendFailure({ kind: 'never' }, 'blocked', said)
  if ([4, 80007, 130429, 131048, 131056].includes(code))
    return new SendFailure({ kind: 'again', afterMs: 60_000 }, 'rate_limited', said)
  if (code === 190 || (code === 0 && status === 401))
    return new SendFailure({ kind: 'again', afterMs: 300_000 }, 'credentials', said)
  return statusFailure(status, said)
}

function readMessage(
  message: Json,
  author: 'client' | 'employee',
  client: string,
  names: ReadonlyMap<string, string>,
): readonly Incoming[] {
  const files = media.flatMap((type) => fileOf(message, type))
  const text = textOf(message)
  if (!client || (!text && files.length === 0)) return []
  const origin = originOf(message)
  const name = names.get(client)
  return [
    {
      kind: 'message',
      chat: client,
      id: textAt(message, 'id'),
      at: momentAt(message, 'timestamp'),
      author,
      text,
      // The identity of WhatsApp is the number itself.
      client: { phone: `+${client}`, messenger: `whatsapp:${client}`, ...(name && { name }) },
      answerTo: { to: client },
      ...(origin && { origin }),
      files,
    },
  ]
}

function textOf(message: Json): string {
  const type = textAt(message, 'type')
  switch (type) {
    case 'text':
      return textAt(objectAt(message, 'text'), 'body')
    case 'button':
      return textAt(objectAt(message, 'button'), 'text')
    case 'interactive': {
      const said = objectAt(message, 'interactive')
      return textAt(objectAt(said, 'button_reply'), 'title') || textAt(objectAt(said, 'list_reply'), 'title')
    }
    case 'location': {
      const place = objectAt(message, 'location')
      return `📍 ${[textAt(place, 'name'), `${textAt(place, 'latitude')}, ${textAt(place, 'longitude')}`].filter(Boolean).join(': ')}`
    }
    case 'contacts':
      return listAt(message, 'contacts')
        .map((one) =>
          [
            textAt(objectAt(one, 'name'), 'formatted_name'),
            ...listAt(one, 'phones').map((phone) => textAt(phone, 'phone')),
          ]
            .filter(Boolean)
            .join(', '),
        )
        .join('; ')
    case 'unsupported':
      return '[сообщение не поддерживается WhatsApp API]'
    default:
      return isJson(message[type]) ? textAt(objectAt(message, type), 'caption') : ''
  }
}

function fileOf(message: Json, type: (typeof media)[number]): readonly IncomingFile[] {
  const part = objectAt(message, type)
  const mediaId = textAt(part, 'id')
  if (!mediaId) return []
  const mime = textAt(part, 'mime_type').split(';')[0] || 'application/octet-stream'
  return [
    {
      name: textAt(part, 'filename') || `${type}.${mime.split('/')[1] ?? 'bin'}`,
      mime,
      size: null,
      source: { mediaId },
    },
  ]
}

/** An advertisement that opens WhatsApp names itself in the first message. */
function originOf(message: Json): OriginObservation | undefined {
  const referral = objectAt(message, 'referral')
  const id = textAt(referral, 'source_id')
  const headline = textAt(referral, 'headline')
  if (!id && !headline) return undefined
  return { source: 'Click to WhatsApp', campaign: headline || id, ...(headline && id && { placement: id }) }
}

function readStatus(status: Json): readonly Incoming[] {
  const state = textAt(status, 'status')
  if (state !== 'delivered' && state !== 'read' && state !== 'failed') return []
  const [error] = listAt(status, 'errors')
  const detail = error ? [textAt(error, 'code'), textAt(error, 'title')].filter(Boolean).join(' ') : ''
  return [
    {
      kind: 'receipt',
      chat: textAt(status, 'recipient_id') || null,
      id: textAt(status, 'id'),
      at: momentAt(status, 'timestamp'),
      state,
      ...(detail && { detail }),
    },
  ]
}
