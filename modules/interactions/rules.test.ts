import { describe, expect, test } from 'vitest'
import { fold, type Told } from './fold.ts'
import type { LegObservation, Observation } from './observation.ts'
import { isMissed, needsClass, verdict } from './rules.ts'

const start = Date.parse('2026-03-10T09:00:00Z')
const at = (second: number) => new Date(start + second * 1000)

/** A call whose facts are all told at once. */
function told(facts: Partial<Observation>): Told {
  return fold(null, { provider: 'test', externalId: '1', kind: 'call', at: at(0), startedAt: at(0), ...facts })
}
const leg = (key: string, line: string, facts: Partial<LegObservation>): LegObservation => ({ key, line, ...facts })

describe('one call through a menu, a queue, two who did not answer, and a transfer', () => {
  const verdictOfAll = verdict(
    told({
      direction: 'inbound',
      finished: true,
      legs: [
        leg('1', 'ivr', { role: 'menu', startedAt: at(0), answeredAt: at(0), endedAt: at(15) }),
        leg('2', 'queue', { role: 'queue', startedAt: at(15), answeredAt: at(15), endedAt: at(200) }),
        leg('3', '101', { startedAt: at(15), endedAt: at(35), outcome: 'no_answer' }),
        leg('4', '102', { startedAt: at(35), endedAt: at(40), outcome: 'busy' }),
        leg('5', '103', { startedAt: at(40), answeredAt: at(50), endedAt: at(80), outcome: 'answered' }),
        leg('6', '104', { startedAt: at(80), answeredAt: at(85), endedAt: at(200), outcome: 'answered' }),
      ],
    }),
  )
  test('is a talk, by whoever talked longest', () => {
    expect(verdictOfAll).toMatchObject({ outcome: 'talked', state: 'finished', line: '104' })
  })
  test('the client waited until a person answered, not until the menu or the queue did', () => {
    expect(verdictOfAll).toMatchObject({ waitSeconds: 50, answeredAt: at(50) })
  })
  test('the talk is the sum of both persons’ talks, and the whole lasts to the last end', () => {
    expect(verdictOfAll).toMatchObject({ talkSeconds: 30 + 115, durationSeconds: 200, endedAt: at(200) })
  })
})

describe('what the client lived through where nobody talked', () => {
  const outcome = (facts: Partial<Observation>) =>
    verdict(told({ direction: 'inbound', endedAt: at(30), ...facts })).outcome

  test('who hangs up while waiting gave up', () => {
    const legs = [leg('1', '101', { startedAt: at(0), endedAt: at(30), outcome: 'cancelled' })]
    expect(outcome({ legs })).toBe('gave_up')
  })
  test('everybody busy is busy, one who let it ring makes it unanswered', () => {
    const busy = leg('1', '101', { outcome: 'busy' })
    expect(outcome({ legs: [busy] })).toBe('busy')
    expect(outcome({ legs: [busy, leg('2', '102', { outcome: 'no_answer' })] })).toBe('unanswered')
  })
  test('a voice mail is a machine, although it answered', () => {
    const legs = [
      leg('1', '101', { outcome: 'no_answer' }),
      leg('2', 'voicemail', { role: 'machine', answeredAt: at(20), outcome: 'answered' }),
    ]
    expect(outcome({ legs })).toBe('machine')
  })
  test('a queue that took the call and gave it to nobody did not answer it', () => {
    const legs = [leg('1', 'queue', { role: 'queue', answeredAt: at(1), endedAt: at(30) })]
    expect(outcome({ legs, answeredAt: at(1) })).toBe('unanswered')
  })
  test('the provider’s own verdict on the whole stands where no person talked', () => {
    expect(outcome({ outcome: 'failed' })).toBe('failed')
    expect(outcome({ outcome: 'no_answer' })).toBe('unanswered')
  })
})

describe('while a call goes on', () => {
  test('it rings, then it is talked, and has no outcome before it ends', () => {
    expect(verdict(told({}))).toMatchObject({ state: 'ringing', outcome: null, talkSeconds: null })
    const answered = told({ legs: [leg('1', '101', { startedAt: at(0), answeredAt: at(5) })] })
    expect(verdict(answered)).toMatchObject({ state: 'talking', outcome: null, waitSeconds: 5 })
  })
})

describe('a dialogue', () => {
  const message = (key: string, author: 'client' | 'employee' | 'bot', second: number, line?: string) => ({
    ...{ key, author, at: at(second), text: '…' },
    ...(line ? { line } : {}),
  })
  test('is a talk when a person wrote, not when a bot did', () => {
    const asked = message('1', 'client', 0)
    const bot = told({ kind: 'chat', finished: true, messages: [asked, message('2', 'bot', 5)] })
    expect(verdict(bot).outcome).toBe('unanswered')
    const person = told({ kind: 'chat', finished: true, messages: [asked, message('2', 'employee', 5, '101')] })
    expect(verdict(person)).toMatchObject({ outcome: 'talked', line: '101' })
  })
  test('belongs to whoever answered first, whatever the order in which messages arrive', () => {
    const messages = [message('1', 'employee', 60, '102'), message('2', 'employee', 30, '101')]
    expect(verdict(told({ kind: 'chat', messages })).line).toBe('101')
  })
})

test('only an inbound contact can be missed, and not before it is over', () => {
  expect(isMissed('inbound', 'gave_up')).toBe(true)
  expect(isMissed('inbound', 'talked')).toBe(false)
  expect(isMissed('inbound', null)).toBe(false)
  expect(isMissed('outbound', 'unanswered')).toBe(false)
})

test('a class is waited for where there was something to hear or read', () => {
  const talk: Parameters<typeof needsClass>[0] = {
    classId: null,
    direction: 'inbound',
    state: 'finished',
    kind: 'call',
    outcome: 'talked',
    isTest: false,
  }
  expect(needsClass(talk)).toBe(true)
  expect(needsClass({ ...talk, outcome: 'gave_up' })).toBe(false)
  expect(needsClass({ ...talk, kind: 'form', outcome: 'unanswered' })).toBe(true)
  expect(needsClass({ ...talk, classId: 'x' })).toBe(false)
  expect(needsClass({ ...talk, isTest: true })).toBe(false)
  expect(needsClass({ ...talk, direction: 'outbound' })).toBe(false)
  expect(needsClass({ ...talk, state: 'talking', outcome: null })).toBe(false)
})
