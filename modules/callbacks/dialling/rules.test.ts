import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { InteractionRow } from '../../interactions/index.ts'
import type { DialState } from '../rules.ts'
import { nextRound } from '../rules.ts'
import { type Candidate, chooseManager } from './choose.ts'
import { type HeardDial, type HeardLeg, outcomeOf } from './heard.ts'

const candidates = fc.uniqueArray(
  fc.record({
    id: fc.uuid(),
    line: fc.option(fc.constantFrom('101', '102')),
    busy: fc.boolean(),
    tried: fc.boolean(),
    times: fc.nat(3),
    lastAt: fc.option(fc.nat()),
    place: fc.nat(5),
  }),
  { selector: ({ id }) => id, maxLength: 8 },
)

describe('whom the exchange rings', () => {
  test('is somebody with a line, free, and not rung in this round; a round is over when all were', () => {
    fc.assert(
      fc.property(candidates, (all: Candidate[]) => {
        const choice = chooseManager(all)
        const withLine = all.filter(({ line }) => line !== null)
        const left = withLine.filter(({ tried }) => !tried)
        if (choice.kind === 'over') expect([withLine.length > 0, left.length]).toEqual([true, 0])
        if (choice.kind === 'wait') {
          expect(withLine.length === 0 || (left.length > 0 && left.every(({ busy }) => busy))).toBe(true)
        }
        if (choice.kind !== 'ring') return
        const chosen = all.find(({ id }) => id === choice.id)
        expect(chosen).toMatchObject({ busy: false, tried: false, line: choice.line })
        for (const one of left.filter(({ busy }) => !busy)) expect(chosen?.times).toBeLessThanOrEqual(one.times)
      }),
    )
  })

  test('comes from the list in its order, and from those on duty whoever was not rung for longest', () => {
    const one = (id: string, more: Partial<Candidate> = {}): Candidate => ({
      ...{ id, line: '101', busy: false, tried: false, times: 0, lastAt: null, place: 0 },
      ...more,
    })
    expect(chooseManager([one('b', { place: 1 }), one('a')])).toMatchObject({ id: 'a' })
    expect(chooseManager([one('a', { lastAt: 20 }), one('b', { lastAt: 10 })])).toMatchObject({ id: 'b' })
    expect(chooseManager([one('a', { times: 1 }), one('b', { place: 1 })])).toMatchObject({ id: 'b' })
  })

  test('each try of the client has rounds of its own', () => {
    expect([0, 1, 2, 3, 5].map(nextRound)).toEqual([3, 3, 3, 6, 6])
  })
})

describe('what a call of the record says of one of ours', () => {
  const startedAt = new Date('2026-03-10T09:00:00Z')
  const ended = new Date('2026-03-10T09:01:00Z')
  const dial = (state: DialState, more: Partial<HeardDial> = {}): HeardDial => ({
    ...{
      workspaceId: 'w',
      id: 'd',
      requestId: 'r',
      employeeId: 'anna',
      provider: 'megafon',
      callId: 'c1',
      startedAt,
      state,
    },
    ...{ phone: '+79162220001' },
    ...more,
  })
  const call = (more: Partial<InteractionRow>): InteractionRow =>
    ({
      ...{ id: 'i', provider: 'megafon', externalId: 'x', kind: 'call', direction: 'outbound', state: 'finished' },
      ...{ outcome: 'no_answer', partyNumber: '+79162220001', startedAt, endedAt: ended, updatedAt: ended },
      ...more,
    }) as InteractionRow
  const leg = (answered: boolean): HeardLeg => ({ interactionId: 'i', employeeId: 'anna', answered })

  test.each<[string, DialState, Partial<InteractionRow>, HeardLeg[], DialState | null]>([
    ['a talk with the client is the end', 'ringing', { outcome: 'talked' }, [], 'talked'],
    ['and whoever called whom', 'ringing', { outcome: 'talked', direction: 'inbound' }, [], 'talked'],
    ['a colleague who picked up waits for the client', 'ringing', { state: 'ringing' }, [leg(true)], 'client'],
    ['ringing alone says nothing', 'ringing', { state: 'ringing', endedAt: null }, [leg(false)], null],
    ['a client who did not answer was called', 'client', {}, [], 'unanswered'],
    ['where only the client’s call is told, it is the client', 'ringing', {}, [leg(false)], 'unanswered'],
    ['Mango tells the colleague’s leg by itself', 'ringing', { provider: 'mango' }, [leg(false)], 'missed'],
    [
      'our call without the client missed the colleague',
      'ringing',
      { partyNumber: null, externalId: 'c1' },
      [],
      'missed',
    ],
    [
      'so did a call of the colleague alone',
      'ringing',
      { partyNumber: '101', direction: 'internal' },
      [leg(false)],
      'missed',
    ],
    ['another’s call says nothing', 'ringing', { partyNumber: '+79990000000' }, [], null],
    ['an earlier call says nothing', 'client', { endedAt: new Date('2026-03-10T08:59:00Z') }, [], null],
    ['a client who rings us in vain says nothing of ours', 'ringing', { direction: 'inbound' }, [], null],
  ])('%s', (_, state, facts, legs, expected) => {
    expect(outcomeOf(dial(state), call(facts), legs)).toBe(expected)
  })
})
