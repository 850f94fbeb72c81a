/**
 * Avito Messenger, webhook version 3 (https://developers.avito.ru/api-catalog/messenger). Deliveries carry
 * `x-avito-messenger-signature`, but how it is made is documented nowhere: it is kept and not trusted. What is trusted is a
 * secret in the address, which we make and give to Avito ourselves.
 */
import type { Adapter, Mapped, StoredEvent } from './adapter.ts'
import { isObject } from './body.ts'
import { isMoment, mapJson, messengerFields, missingField, noMatter, trustSecret, wrongField } from './messenger.ts'

const signature = 'x-avito-messenger-signature'

export const avito: Adapter = {
  provider: 'avito',
  group: 'messengers',
  accepts: ['application/json'],
  secrets: [
    { name: 'clientId', made: false },
    { name: 'clientSecret', made: false },
    { name: 'secret', made: true },
  ],
  fields: [{ name: 'userId', kind: 'text', required: true, max: 30 }, ...messengerFields],
  trust: ({ query }, secrets) => trustSecret(query.get('secret'), secrets.secret),
  keep({ topic, contentType, header, body }) {
    const signed = header(signature)
    return [{ topic, contentType, body, ...(signed && { headers: { [signature]: signed.slice(0, 300) } }) }]
  },
  thank: () => Response.json({ ok: true }),
  map: mapAvito,
}

function mapAvito(event: StoredEvent): Mapped {
  return mapJson(event, (said) => {
    if (event.topic === 'polled') return decide(said.message)
    const { payload } = said
    if (!isObject(payload)) return missingField('payload')
    return payload.type === 'message' ? decide(payload.value) : noMatter(String(payload.type))
  })
}

function decide(message: unknown): Mapped {
  if (!isObject(message)) return missingField('payload.value')
  if (message.id === undefined) return missingField('id')
  if (message.chat_type === 'a2u' || message.type === 'system' || message.type === 'deleted')
    return noMatter(String(message.type))
  return isMoment(message.created) ? { kind: 'handed' } : wrongField('created')
}
