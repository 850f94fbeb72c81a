import { defineTexts } from '../../../platform/web/index.ts'
import type { Item } from './api.ts'

/** Words that every screen of the record shares. */
export const recordTexts = defineTexts({
  call: { ru: 'Звонок', en: 'Call' },
  chat: { ru: 'Чат', en: 'Chat' },
  callback: { ru: 'Обратный звонок', en: 'Callback' },
  form: { ru: 'Заявка', en: 'Form' },
  email: { ru: 'Письмо', en: 'E-mail' },
  messenger: { ru: 'Мессенджер', en: 'Messenger' },
  inbound_he: { ru: 'входящий', en: 'inbound' },
  inbound_she: { ru: 'входящая', en: 'inbound' },
  inbound_it: { ru: 'входящее', en: 'inbound' },
  outbound_he: { ru: 'исходящий', en: 'outbound' },
  outbound_she: { ru: 'исходящая', en: 'outbound' },
  outbound_it: { ru: 'исходящее', en: 'outbound' },
  internal_he: { ru: 'внутренний', en: 'internal' },
  internal_she: { ru: 'внутренняя', en: 'internal' },
  internal_it: { ru: 'внутреннее', en: 'internal' },
  ringing: { ru: 'звонит', en: 'ringing' },
  talking: { ru: 'разговор', en: 'talking' },
  awaits_call: { ru: 'ждёт звонка', en: 'waits for a call' },
  awaits_answer: { ru: 'ждёт ответа', en: 'waits for an answer' },
  writing: { ru: 'переписка идёт', en: 'writing now' },
  finished: { ru: 'закончено', en: 'finished' },
  talked: { ru: 'поговорили', en: 'talked' },
  gave_up: { ru: 'не дождался', en: 'gave up' },
  unanswered: { ru: 'не ответили', en: 'not answered' },
  replied: { ru: 'ответили', en: 'answered' },
  busy: { ru: 'занято', en: 'busy' },
  failed: { ru: 'сбой связи', en: 'failed' },
  machine: { ru: 'автоответчик', en: 'machine' },
  lead: { ru: 'Лиды', en: 'Leads' },
  upsell: { ru: 'Допродажи', en: 'Upsell' },
  accompanying: { ru: 'Сопутствующие', en: 'Accompanying' },
  destructive: { ru: 'Мусор', en: 'Junk' },
  waiting: { ru: 'не перезвонили', en: 'not called back' },
  called_back: { ru: 'перезвонили {time}', en: 'called back {time}' },
  client_came: { ru: 'обратился снова {time}', en: 'came again {time}' },
  hidden: { ru: 'номер скрыт', en: 'hidden number' },
  unknown: { ru: 'без номера', en: 'no number' },
  colleague: { ru: 'коллега', en: 'colleague' },
  none: { ru: 'Без класса', en: 'No class' },
  nobody: { ru: 'никто', en: 'nobody' },
  test: { ru: 'тест', en: 'test' },
  recording: { ru: 'есть запись', en: 'has a recording' },
  uncertain: { ru: 'источник предположительный', en: 'the source is a guess' },
  mobile: { ru: 'мобильный', en: 'mobile' },
  landline: { ru: 'городской', en: 'landline' },
  toll_free: { ru: 'бесплатный', en: 'toll-free' },
  other: { ru: 'прочий', en: 'other' },
  extension: { ru: 'внутренний', en: 'internal' },
})

/** What goes on at this moment, in the words of its channel: who writes does not ring. */
export function goingOn({ kind, state }: Pick<Item, 'kind' | 'state'>) {
  if (kind === 'call' || state === 'finished') return state
  if (kind === 'callback') return state === 'ringing' ? 'awaits_call' : state
  return state === 'ringing' ? 'awaits_answer' : 'writing'
}

/** What a client waits for whom nobody has reached yet: whoever wrote, for a word and not for a call. */
export const waitingFor = (kind: Item['kind']) =>
  kind === 'chat' || kind === 'email' || kind === 'messenger' ? 'awaits_answer' : 'waiting'

const genders = { call: 'he', chat: 'he', callback: 'he', messenger: 'he', form: 'she', email: 'it' } as const

/** The key of the direction's word, in the gender of what it is said of. */
export const directionOf = ({ kind, direction }: Pick<Item, 'kind' | 'direction'>) =>
  `${direction}_${genders[kind]}` as const
