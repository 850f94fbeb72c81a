import { expect, test } from 'vitest'
import { type Chapter, type Conversation, chapterOf, observationOf, type Said } from './conversation.ts'
import { outcomeOf } from './rules.ts'

const at = (hours: number) => new Date(Date.UTC(2026, 2, 2) + hours * 3_600_000)
const conversation: Conversation = {
  id: '1',
  endpointId: 'e',
  provider: 'mail',
  thread: 't',
  client: { email: 'anna@client.ru', name: 'Анна' },
  subject: 'Окна',
  answerTo: { to: 'anna@client.ru' },
  ourAddress: 'sales@firma.ru',
  origin: null,
  line: 'duty@firma.ru',
  isTest: false,
  firstAt: at(0),
  lastAt: at(0),
  lastBy: 'client',
}
const said = (hours: number, author: Said['author'], line: string | null = null): Said => ({
  key: `${hours}`,
  at: at(hours),
  author,
  line,
  text: 'слово',
  editedAt: null,
})

test('a client who waits has an inbound dialogue that nobody answered, of whoever is on duty', () => {
  expect(observationOf(conversation, [said(0, 'client'), said(5, 'client')])).toMatchObject({
    direction: 'inbound',
    outcome: 'no_answer',
    startedAt: at(0),
    endedAt: at(5),
    line: 'duty@firma.ru',
  })
})

test('the first answer counts, not a robot’s, and whoever gave it answers for the dialogue', () => {
  const told = observationOf(conversation, [
    said(0, 'client'),
    said(1, 'bot'),
    said(2, 'system'),
    said(3, 'employee', 'ivan@firma.ru'),
    said(9, 'employee', 'olga@firma.ru'),
  ])
  expect(told).toMatchObject({ answeredAt: at(3), outcome: 'answered', line: 'ivan@firma.ru', endedAt: at(9) })
})

test('a dialogue that we began is outbound, and answered when the client answers', () => {
  expect(observationOf(conversation, [said(0, 'employee')])).toMatchObject({
    direction: 'outbound',
    outcome: 'no_answer',
  })
  expect(observationOf(conversation, [said(0, 'employee'), said(4, 'client')])).toMatchObject({
    direction: 'outbound',
    outcome: 'answered',
    answeredAt: at(4),
  })
})

const chapter = (id: string, from: number, to: number, lastBy: Chapter['lastBy']): Chapter => ({
  id,
  firstAt: at(from * 24),
  lastAt: at(to * 24),
  lastBy,
})
const goesTo = (chapters: Chapter[], day: number, side: 'client' | 'us' | null) =>
  chapterOf(chapters, { at: at(day * 24), side }, 30)?.id ?? 'new'

test('only a finished dialogue of long ago is not gone on with', () => {
  const answered = [chapter('a', 0, 2, 'us')]
  const waiting = [chapter('a', 0, 2, 'client')]
  expect(goesTo([], 1, 'client')).toBe('new')
  expect(goesTo(answered, 32, 'client')).toBe('a')
  expect(goesTo(answered, 33, 'client')).toBe('new')
  expect(goesTo(waiting, 200, 'client')).toBe('a')
  expect(goesTo(answered, 200, 'us')).toBe('a')
  expect(goesTo(answered, 200, null)).toBe('a')
})

test('a late message goes to the dialogue of its own time', () => {
  const two = [chapter('a', 0, 2, 'us'), chapter('b', 50, 51, 'us')]
  expect(goesTo(two, 1, 'client')).toBe('a')
  expect(goesTo(two, 52, 'client')).toBe('b')
  expect(goesTo(two, -1, 'client')).toBe('a')
})

test('an answer is repeated where nothing had left or the other side knows it again; else a person decides', () => {
  const message = { attempts: 1, createdAt: at(0), repeatable: false }
  expect(outcomeOf({ kind: 'again' }, message, at(1))).toEqual({
    state: 'waiting',
    at: new Date(at(1).getTime() + 10_000),
  })
  expect(outcomeOf({ kind: 'unsure' }, message, at(1))).toEqual({ state: 'unsure' })
  expect(outcomeOf({ kind: 'unsure' }, { ...message, repeatable: true }, at(1))).toMatchObject({ state: 'waiting' })
  expect(outcomeOf({ kind: 'never' }, message, at(1))).toEqual({ state: 'failed' })
  expect(outcomeOf({ kind: 'again' }, message, at(25))).toEqual({ state: 'failed' })
  expect(outcomeOf({ kind: 'again', afterMs: 600_000 }, message, at(1))).toMatchObject({
    at: new Date(at(1).getTime() + 600_000),
  })
})
