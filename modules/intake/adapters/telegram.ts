/**
 * Telegram Bot API, Updates (https://core.telegram.org/bots/api#update). By webhook they come with the header
 * `X-Telegram-Bot-Api-Secret-Token`; the same Updates come by long poll where the server has no public address.
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

export const telegram: Adapter = {
  provider: 'telegram',
  group: 'messengers',
  accepts: ['application/json'],
  secrets: [
    { name: 'botToken', made: false },
    { name: 'secret', made: true },
  ],
  fields: [{ name: 'mode', kind: 'choice', choices: ['poll', 'webhook'], default: 'poll' }, ...messengerFields],
  trust: ({ header }, secrets) => trustSecret(header('x-telegram-bot-api-secret-token'), secrets.secret),
  keep: ({ topic, contentType, body }) => [{ topic, contentType, body }],
  map: mapTelegram,
}

const kinds = ['message', 'edited_message', 'business_message', 'edited_business_message'] as const

function mapTelegram(event: StoredEvent): Mapped {
  return mapJson(event, (said) => {
    if (said.update_id === undefined) return missingField('update_id')
    const kind = kinds.find((name) => said[name] !== undefined)
    if (!kind)
      return noMatter(
        Object.keys(said)
          .filter((name) => name !== 'update_id')
          .join(', ')
          .slice(0, 200),
      )
    const message = said[kind]
    if (!isObject(message)) return wrongField(kind)
    const { chat } = message
    if (!isObject(chat) || chat.id === undefined) return missingField(`${kind}.chat.id`)
    if (chat.type !== 'private') return groupChat(String(chat.type))
    if (message.message_id === undefined) return missingField(`${kind}.message_id`)
    return isMoment(message.date) ? { kind: 'handed' } : wrongField(`${kind}.date`)
  })
}
