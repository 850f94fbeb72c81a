/** The story's contacts in the words of the doors that took them: dialogues of the chat, requests, letters, messages. */
import { parsePhone } from '../../kernel/phone.ts'
import { localDay, localHour } from '../../kernel/time.ts'
import type { PastRequest } from '../../modules/callbacks/index.ts'
import type { PastDialogue, PastEmployee } from '../../modules/chat/index.ts'
import { continues } from '../../modules/chat/rules.ts'
import type { PastConversation } from '../../modules/messaging/index.ts'
import { officeHours } from './calendar.ts'
import { createRandom, type Random } from './random.ts'
import type { SiteContact } from './site-contacts.ts'
import { idOf } from './story-id.ts'

/** Who answers on a line; their letters are known by their address. */
export type ByLine = ReadonlyMap<string, PastEmployee & { readonly email: string | null }>

const minuteMs = 60_000

const scores = [
  { score: 5, weight: 62, words: ['Спасибо, всё быстро и понятно!', 'Очень вежливо, приятно общаться', '', '', ''] },
  { score: 4, weight: 20, words: ['Хорошо, но пришлось подождать ответа', '', ''] },
  { score: 3, weight: 8, words: ['Цену так и не назвали', 'Ответили не на тот вопрос'] },
  { score: 2, weight: 4, words: ['Долго отвечали, ушёл к другим'] },
  { score: 1, weight: 6, words: ['Обещали перезвонить и не перезвонили', 'Грубо разговаривали'] },
]

/** How people end a request that no call has ended. */
export const verdicts = [
  { weight: 5, result: 'unreachable', note: 'Три раза без ответа' },
  { weight: 2, result: 'refused', note: 'Уже заказал у других' },
  { weight: 1, result: 'spam', note: null },
  { weight: 1, result: 'talked', note: 'Поговорили с мобильного' },
] as const

export const requestId = ({ observation }: SiteContact): string =>
  idOf((observation.startedAt ?? observation.at).getTime(), `${observation.externalId} callback`)

export function requestOf(contact: SiteContact, company: { readonly country: string }): PastRequest[] {
  const { party, startedAt, at } = contact.observation
  const phone = parsePhone(party?.phone ?? '', company)
  if (!phone.valid) return []
  return [
    {
      ...{ id: requestId(contact), phone: phone.e164, name: party?.name ?? null, createdAt: startedAt ?? at },
      ...{ visitId: contact.visit, visitorKey: contact.visitor, pageUrl: contact.page },
    },
  ]
}

/** `now`: the end of the story; what was said last lately goes on. */
export function dialogueOf(
  { observation, visit, visitor, page }: SiteContact,
  by: ByLine,
  company: { readonly timezone: string; readonly country: string },
  { now, title, seed }: { readonly now: Date; readonly title: string; readonly seed: number },
): PastDialogue {
  const { externalId, startedAt, at, party, outcome, classKey } = observation
  const messages = untilSilence(observation.messages ?? [])
  const random = createRandom(seed).fork(`chat ${externalId}`)
  const began = startedAt ?? at
  const phone = parsePhone(party?.phone ?? '', company)
  const hours = officeHours(localDay(began, company.timezone))
  const hour = localHour(began, company.timezone)
  const lastAt = messages.at(-1)?.at ?? began
  const who = messages.findLast(({ line }) => line)?.line
  const silentMs = now.getTime() - lastAt.getTime()
  const answered = outcome === 'answered' && who !== undefined
  // What nobody answered is put away in the end.
  const [anybody] = by.values()
  const employee = answered ? by.get(who) : anybody
  const over = silentMs > (answered ? 25 : 8 * 60) * minuteMs
  const closedAt = new Date(lastAt.getTime() + random.int(2, 12) * minuteMs)
  return {
    ...{ guest: idOf(began.getTime(), `${externalId} guest`), visitor, visit, page: { url: page, title } },
    client: { ...(party?.name && { name: party.name }), ...(phone.valid && { phone: phone.e164 }) },
    offline: hours === null || hour < hours.opens || hour >= hours.closes,
    messages: messages.map(({ key, at, line, text }) => ({
      ...{ id: idOf(at.getTime(), `${externalId} ${key}`), at, text },
      by: line === undefined ? null : (by.get(line) ?? null),
    })),
    closed: over && employee ? { at: closedAt, by: employee } : null,
    rating: over && answered && employee ? ratingOf(random, closedAt) : null,
    classKey: classKey ?? null,
  }
}

/** Who writes on a Saturday night is answered by telephone on Monday: a day of silence ends a dialogue. */
function untilSilence<Message extends { readonly at: Date }>(messages: readonly Message[]): readonly Message[] {
  const end = messages.findIndex(({ at }, i) => i > 0 && !continues(messages[i - 1]?.at ?? at, at))
  return end < 0 ? messages : messages.slice(0, end)
}

function ratingOf(random: Random, closedAt: Date): PastDialogue['rating'] {
  if (!random.chance(0.5)) return null
  const { score, words } = random.weighted(scores)
  return { at: new Date(closedAt.getTime() + random.int(10, 180) * 1000), score, comment: random.pick(words) }
}

/** A letter's chain or a chat of the bot. */
export function conversationOf(
  { observation }: SiteContact,
  by: ByLine,
  endpoints: { readonly mail: string; readonly telegram: string },
  mailbox: string,
): PastConversation {
  const { externalId, startedAt, at, party, messages = [], subject, classKey, kind } = observation
  const began = (startedAt ?? at).getTime()
  const mail = kind === 'email'
  // Digits of the story alone: the same person has one number in the messenger.
  const account = String(2_000_000_000 + (Number((party?.phone ?? '0').slice(-9)) % 4_000_000_000))
  const domain = mailbox.split('@')[1] ?? mailbox
  const idOfMessage = (key: string, i: number) =>
    mail
      ? `${idOf(began, `${externalId} ${key}`)}@${i % 2 === 0 ? 'example.ru' : domain}`
      : `${10 + i}${externalId.replace(/\D/g, '').slice(-6)}`
  const ids = messages.map(({ key }, i) => idOfMessage(key, i))
  const email = party?.email ?? `client${account.slice(-5)}@example.ru`
  return {
    endpointId: mail ? endpoints.mail : endpoints.telegram,
    provider: mail ? 'mail' : 'telegram',
    chat: mail ? (ids[0] ?? '') : account,
    client: {
      ...(party?.name && { name: party.name }),
      ...(party?.phone && { phone: party.phone }),
      ...(mail ? { email } : { messenger: `telegram:${account}` }),
    },
    subject: mail ? (subject ?? null) : null,
    ourAddress: mail ? mailbox : null,
    messages: messages.map(({ at, line, text }, i) => ({
      ...{ id: ids[i] ?? '', at, text },
      line: line === undefined ? null : (by.get(line)?.email ?? line),
    })),
    classKey: classKey ?? null,
  }
}
