/**
 * WhatsApp Cloud API (https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks). The address is checked by
 * a GET that wants its challenge back; events are signed with `X-Hub-Signature-256`: HMAC-SHA256 of the body with the app's
 * secret. Each change of a request is kept by itself.
 */
import { createHmac } from 'node:crypto'
import { sameText } from '../../../platform/secrets/signature.ts'
import type { Adapter, Mapped, StoredEvent } from './adapter.ts'
import { isObject, parseJson, textOf } from './body.ts'
import { mapJson, messengerFields, missingField, noMatter } from './messenger.ts'

export const whatsapp: Adapter = {
  provider: 'whatsapp',
  group: 'messengers',
  accepts: ['application/json'],
  secrets: [
    { name: 'appSecret', made: false },
    { name: 'accessToken', made: false },
    { name: 'verifyToken', made: true },
  ],
  fields: [{ name: 'phoneNumberId', kind: 'text', required: true, max: 50 }, ...messengerFields],
  greet({ method, query }, secrets) {
    if (method !== 'GET') return null
    const right =
      query.get('hub.mode') === 'subscribe' && sameText(query.get('hub.verify_token') ?? '', secrets.verifyToken ?? '')
    return right && secrets.verifyToken
      ? new Response(query.get('hub.challenge') ?? '', {
          headers: { 'content-type': 'text/plain', 'x-content-type-options': 'nosniff' },
        })
      : new Response(null, { status: 403 })
  },
  trust({ header, body }, secrets) {
    const given = header('x-hub-signature-256')
    if (!given) return 'missing'
    const expected = `sha256=${createHmac('sha256', secrets.appSecret ?? '')
      .update(body)
      .digest('hex')}`
    return secrets.appSecret && sameText(given.trim().toLowerCase(), expected) ? 'right' : 'wrong'
  },
  keep({ topic, contentType, body }) {
    const said = parseJson(textOf(body))
    const changes = isObject(said) ? changesIn(said) : []
    if (changes.length === 0) return [{ topic, contentType, body }]
    return changes.map((change) => ({ topic: change.field, contentType, body: Buffer.from(JSON.stringify(change)) }))
  },
  map: mapWhatsapp,
}

function changesIn(said: Readonly<Record<string, unknown>>): { field: string; value: unknown }[] {
  if (said.object !== 'whatsapp_business_account' || !Array.isArray(said.entry)) return []
  return said.entry
    .filter(isObject)
    .flatMap(({ changes }) =>
      Array.isArray(changes)
        ? changes.filter(isObject).map(({ field, value }) => ({ field: String(field ?? ''), value }))
        : [],
    )
}

function mapWhatsapp(event: StoredEvent): Mapped {
  return mapJson(event, ({ field, value }) => {
    if (field === undefined) return missingField('entry.changes.field')
    if (field !== 'messages' && field !== 'smb_message_echoes') return noMatter(String(field))
    return isObject(value) ? { kind: 'handed' } : missingField('value')
  })
}
