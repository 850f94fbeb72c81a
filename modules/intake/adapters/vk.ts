/**
 * VK, Callback API of a community (https://dev.vk.com/ru/api/callback/getting-started): `{ type, group_id, event_id, object, secret }`. VK
 * wants the plain text `ok`, and once, for `confirmation`, the line that its cabinet shows. The secret is a field of the body and is
 * taken out before the body is kept.
 */
import type { Adapter, Delivery, Mapped, StoredEvent } from './adapter.ts'
import { isObject, parseJson, textOf } from './body.ts'
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

/** From here on ids are those of chats of several people. */
const firstGroupChat = 2_000_000_000

export const vk: Adapter = {
  provider: 'vk',
  group: 'messengers',
  accepts: ['application/json'],
  secrets: [
    { name: 'confirmation', made: false },
    { name: 'accessToken', made: false },
    { name: 'secret', made: true },
  ],
  fields: messengerFields,
  greet(delivery, secrets) {
    const said = saidIn(delivery)
    return said?.type === 'confirmation' ? new Response(secrets.confirmation ?? '') : null
  },
  trust(delivery, secrets) {
    const given = saidIn(delivery)?.secret
    return trustSecret(typeof given === 'string' ? given : null, secrets.secret)
  },
  keep(delivery) {
    const { topic, contentType } = delivery
    const { secret: _, ...said } = saidIn(delivery) ?? {}
    return [{ topic, contentType, body: Buffer.from(JSON.stringify(said)) }]
  },
  thank: () => new Response('ok'),
  map: mapVk,
}

function saidIn({ body }: Pick<Delivery, 'body'>): Readonly<Record<string, unknown>> | null {
  const said = parseJson(textOf(body))
  return isObject(said) ? said : null
}

const kinds = ['message_new', 'message_reply', 'message_edit']

function mapVk(event: StoredEvent): Mapped {
  return mapJson(event, (said) => {
    const { type, object } = said
    if (typeof type !== 'string') return missingField('type')
    if (!kinds.includes(type)) return noMatter(type)
    if (!isObject(object)) return missingField('object')
    const message = isObject(object.message) ? object.message : object
    const peer = message.peer_id ?? message.user_id ?? message.from_id
    if (peer === undefined) return missingField('object.message.peer_id')
    if (Number(peer) >= firstGroupChat) return groupChat(String(peer))
    return isMoment(message.date) ? { kind: 'handed' } : wrongField('object.message.date')
  })
}
