/**
 * MAX, updates of a bot (https://dev.max.ru/docs-api/objects/Update), by webhook with the header `X-Max-Bot-Api-Secret`, or asked for.
 */
import type { Adapter, Mapped, StoredEvent } from './adapter.ts'
import { isObject } from './body.ts'
import {
  groupChat,
  isMoment,
  mapJson,
  messengerFields,
  missingField,
  noMatter,
  trustSecret,
  wrongField,
} from './messenger.ts'

export const max: Adapter = {
  provider: 'max',
  group: 'messengers',
  accepts: ['application/json'],
  secrets: [
    { name: 'botToken', made: false },
    { name: 'secret', made: true },
  ],
  fields: [{ name: 'mode', kind: 'choice', choices: ['webhook', 'poll'], default: 'webhook' }, ...messengerFields],
  trust: ({ header }, secrets) => trustSecret(header('x-max-bot-api-secret'), secrets.secret),
  keep: ({ topic, contentType, body }) => [{ topic, contentType, body }],
  map: mapMax,
}

function mapMax(event: StoredEvent): Mapped {
  return mapJson(event, (said) => {
    const type = said.update_type
    if (typeof type !== 'string') return missingField('update_type')
    if (type === 'bot_started') return isMoment(said.timestamp) ? { kind: 'handed' } : wrongField('timestamp')
    if (type !== 'message_created' && type !== 'message_edited') return noMatter(type)
    const { message } = said
    if (!isObject(message)) return missingField('message')
    const { recipient, body } = message
    if (!isObject(recipient) || recipient.chat_id === undefined || recipient.chat_id === null)
      return missingField('message.recipient.chat_id')
    if (typeof recipient.chat_type === 'string' && recipient.chat_type !== 'dialog')
      return groupChat(recipient.chat_type)
    if (!isObject(body) || typeof body.mid !== 'string') return missingField('message.body.mid')
    return isMoment(type === 'message_created' ? message.timestamp : said.timestamp)
      ? { kind: 'handed' }
      : wrongField('timestamp')
  })
}
