/** What people and programs call directions, outcomes and kinds, in Russian and English. */
import type { Direction, InteractionKind, LegOutcome } from '../../../interactions/index.ts'

type Words<Meaning extends string> = Readonly<Record<Meaning, readonly string[]>>

const directions: Words<Direction> = {
  inbound: ['входящ', 'вх', 'in', 'incoming', 'inbound', 'принят'],
  outbound: ['исходящ', 'исх', 'out', 'outgoing', 'outbound', 'совершен'],
  internal: ['внутрен', 'внутр', 'internal', 'local'],
}

const outcomes: Words<LegOutcome> = {
  answered: [
    'отвечен',
    'ответил',
    'принят',
    'состоял',
    'успешн',
    'разговор',
    'answered',
    'answer',
    'completed',
    'success',
    'connected',
    'talked',
    'yes',
    'да',
    'true',
    '1',
  ],
  no_answer: [
    'без ответа',
    'неотвечен',
    'не отвечен',
    'не ответ',
    'нет ответа',
    'не состоял',
    'неуспешн',
    'не успешн',
    'без разговора',
    'нет разговора',
    'разговора не было',
    'не дозвон',
    'недозвон',
    'пропущен',
    'не принят',
    'непринят',
    'no answer',
    'noanswer',
    'not answered',
    'not connected',
    'not completed',
    'not successful',
    'unsuccessful',
    'unanswered',
    'missed',
    'timeout',
    'no',
    'нет',
    'false',
    '0',
  ],
  busy: ['занят', 'busy'],
  failed: ['ошибк', 'не удал', 'неудач', 'сбой', 'недоступ', 'failed', 'fail', 'error', 'congestion', 'unavailable'],
  cancelled: [
    'сброшен',
    'сброс',
    'отмен',
    'потерян',
    'брошен',
    'cancel',
    'cancelled',
    'canceled',
    'abandoned',
    'lost',
    'hung up',
  ],
  machine: ['автоответ', 'голосовая почта', 'voicemail', 'machine'],
}

const kinds: Words<InteractionKind> = {
  call: ['звонок', 'звонк', 'вызов', 'call', 'phone'],
  chat: ['чат', 'chat'],
  callback: ['обратный звонок', 'callback', 'call back'],
  form: ['заявк', 'форм', 'form', 'lead'],
  email: ['письмо', 'почта', 'email', 'e mail', 'mail'],
  messenger: ['мессенджер', 'whatsapp', 'telegram', 'viber', 'вотсап', 'телеграм', 'messenger'],
}

const negated = /(?:^| )(?:не|без|нет|ни|not|no|never|without) $/

/**
 * Longer words are tried first: «не отвечен» before «отвечен». Russian stems match the beginning of a word. A word after
 * a negation that is no part of it means nothing: «не соединён» must not count as «соединён».
 */
function dictionary<Meaning extends string>(words: Words<Meaning>): (text: string | undefined) => Meaning | undefined {
  const pairs = (Object.entries(words) as [Meaning, readonly string[]][])
    .flatMap(([meaning, list]) => list.map((word) => ({ meaning, word })))
    .sort((a, b) => b.word.length - a.word.length)
  const known = new Map<string, Meaning | undefined>()
  return (text) => {
    if (!text) return undefined
    const seen = known.get(text)
    if (seen !== undefined || known.has(text)) return seen
    const plain = text
      .toLowerCase()
      .replaceAll('ё', 'е')
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
    const found = pairs.find(({ word }) =>
      /^[a-z0-9]{1,4}$|^(?:да|нет|вх|исх)$/.test(word)
        ? plain === word
        : plain === word || plain.startsWith(word) || plain.includes(` ${word}`),
    )
    const turned = found !== undefined && negated.test(plain.slice(0, plain.indexOf(found.word)))
    const meaning = turned ? undefined : found?.meaning
    if (known.size < 10_000) known.set(text, meaning)
    return meaning
  }
}

export const directionWord = dictionary(directions)
export const outcomeWord = dictionary(outcomes)
export const kindWord = dictionary(kinds)

/** Every meaning that a word of a field can have. */
export const meaningsOf: Readonly<Record<string, readonly string[]>> = {
  direction: Object.keys(directions),
  outcome: Object.keys(outcomes),
  kind: Object.keys(kinds),
}
