import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { roles } from '../../kernel/access.ts'
import { localDay, weekday } from '../../kernel/time.ts'
import { actsOf, addWorkingDays, begin, type Dispute, isLive, type Move, moved, outcomeOf } from './rules.ts'

const due = new Date('2026-03-10T09:00:00Z')
const play = (dispute: Dispute, ...moves: Move[]): Dispute =>
  moves.reduce((now, move) => {
    const next = moved(now, move)
    if (typeof next === 'string') throw new Error(next)
    return next
  }, dispute)
const opened = begin('spam', 'lead', due)

describe('a dispute about a class', () => {
  it('is settled once both sides offer the same class, whoever comes to the other', () => {
    expect(play(opened, { kind: 'accept', side: 'sales', classId: 'lead' })).toMatchObject({
      state: 'settled',
      settledClassId: 'lead',
      settlement: 'agreed',
      awaits: null,
    })
    const third = play(
      opened,
      { kind: 'offer', side: 'sales', classId: 'upsell' },
      { kind: 'offer', side: 'marketing', classId: 'upsell' },
    )
    expect(third).toMatchObject({ state: 'settled', settledClassId: 'upsell' })
    expect([outcomeOf(play(opened, { kind: 'accept', side: 'sales', classId: 'lead' })), outcomeOf(third)]).toEqual([
      'marketing',
      'other',
    ])
  })

  it('awaits the side that did not speak last, and the director once it was handed up', () => {
    expect(opened.awaits).toBe('sales')
    expect(play(opened, { kind: 'write', party: 'sales' }).awaits).toBe('marketing')
    expect(play(opened, { kind: 'write', party: 'director' }).awaits).toBe('sales')
    const escalated = play(opened, { kind: 'escalate' })
    expect(escalated.awaits).toBe('director')
    expect(play(escalated, { kind: 'write', party: 'sales' }).awaits).toBe('director')
  })

  it('nobody agrees with an offer that has changed meanwhile', () => {
    const offered = play(opened, { kind: 'offer', side: 'marketing', classId: 'upsell' })
    expect(moved(offered, { kind: 'accept', side: 'sales', classId: 'lead' })).toBe('dispute_moved')
  })

  it('the director decides only what was handed up; both sides may still agree then', () => {
    expect(moved(opened, { kind: 'decide', classId: 'lead' })).toBe('dispute_not_escalated')
    const escalated = play(opened, { kind: 'escalate' })
    expect(play(escalated, { kind: 'decide', classId: 'spam' })).toMatchObject({
      state: 'settled',
      settlement: 'decided',
    })
    expect(play(escalated, { kind: 'accept', side: 'sales', classId: 'lead' }).state).toBe('settled')
  })

  it('what was taken back begins anew with the class that stands then', () => {
    const withdrawn = play(opened, { kind: 'withdraw' })
    const again = play(withdrawn, {
      kind: 'reopen',
      side: 'marketing',
      classId: 'lead',
      current: 'accompanying',
      dueAt: due,
    })
    expect(again).toMatchObject({
      state: 'open',
      salesClassId: 'accompanying',
      marketingClassId: 'lead',
      awaits: 'sales',
    })
    expect(moved(again, { kind: 'reopen', side: 'marketing', classId: 'x', current: 'y', dueAt: due })).toBe(
      'dispute_runs',
    )
  })
})

describe('a class that is given past the dispute', () => {
  const set = (dispute: Dispute, by: 'sales' | 'director', classId: string | null) =>
    play(dispute, { kind: 'class_set', by, classId, dueAt: due })

  it('concedes where sales give what marketing claims, and is an offer where they give a third class or none', () => {
    expect(set(opened, 'sales', 'lead')).toMatchObject({
      state: 'settled',
      settlement: 'conceded',
      settledClassId: 'lead',
    })
    expect(set(opened, 'sales', 'upsell')).toMatchObject({ state: 'open', salesOfferId: 'upsell', awaits: 'marketing' })
    expect(set(opened, 'sales', null)).toMatchObject({ state: 'open', salesOfferId: null, salesClassId: 'spam' })
  })

  it('decides where the director gives it', () => {
    expect(set(opened, 'director', 'upsell')).toMatchObject({ state: 'settled', settlement: 'decided' })
  })

  it('opens a settled dispute again where one side undoes what both agreed on', () => {
    const settled = play(opened, { kind: 'accept', side: 'sales', classId: 'lead' })
    expect(set(settled, 'sales', 'spam')).toMatchObject({
      state: 'open',
      salesClassId: 'spam',
      marketingClassId: 'lead',
      awaits: 'marketing',
    })
    expect(set(settled, 'sales', 'lead')).toBe(settled)
    expect(set(play(opened, { kind: 'withdraw' }), 'sales', 'upsell').state).toBe('withdrawn')
  })
})

test('whatever is done in whatever order: what is over awaits nobody, and only what is settled has a class', () => {
  const classId = fc.constantFrom('spam', 'lead', 'upsell')
  const side = fc.constantFrom('sales' as const, 'marketing' as const)
  const move: fc.Arbitrary<Move> = fc.oneof(
    fc.record({ kind: fc.constant('write' as const), party: side }),
    fc.record({ kind: fc.constantFrom('offer' as const, 'accept' as const), side, classId }),
    fc.record({ kind: fc.constantFrom('escalate' as const, 'withdraw' as const) }),
    fc.record({ kind: fc.constant('decide' as const), classId }),
    fc.record({
      kind: fc.constant('reopen' as const),
      side,
      classId,
      current: fc.option(classId),
      dueAt: fc.constant(due),
    }),
    fc.record({
      kind: fc.constant('class_set' as const),
      by: fc.constantFrom('sales' as const, 'director' as const),
      classId: fc.option(classId),
      dueAt: fc.constant(due),
    }),
  )
  fc.assert(
    fc.property(fc.array(move, { maxLength: 30 }), (moves) => {
      let dispute = opened
      for (const one of moves) {
        const next = moved(dispute, one)
        if (typeof next !== 'string') dispute = next
        expect(isLive(dispute)).toBe(dispute.awaits !== null)
        expect(dispute.state === 'settled').toBe(dispute.settledClassId !== null)
        expect(dispute.state === 'settled').toBe(outcomeOf(dispute) !== null)
        for (const role of roles) {
          // Whoever may agree has something to agree with, and only a running dispute is decided.
          const acts = actsOf(dispute, role)
          if (acts.includes('decide')) expect(dispute.state).toBe('escalated')
          if (!isLive(dispute)) expect(acts.filter((act) => act !== 'reopen')).toEqual([])
        }
      }
    }),
  )
})

describe('working days', () => {
  const at = (text: string) => new Date(text)
  it('leave out Saturday and Sunday, and keep the time of day of the company', () => {
    // Friday, 15:30 in Moscow.
    expect(addWorkingDays(at('2026-03-06T12:30:00Z'), 3, 'Europe/Moscow')).toEqual(at('2026-03-11T12:30:00Z'))
    // Saturday counts from Monday.
    expect(addWorkingDays(at('2026-03-07T12:30:00Z'), 1, 'Europe/Moscow')).toEqual(at('2026-03-10T12:30:00Z'))
    // Across the change of the clock it is the same time on the wall.
    expect(addWorkingDays(at('2026-03-27T12:00:00Z'), 1, 'Europe/Berlin')).toEqual(at('2026-03-30T11:00:00Z'))
  })

  it('always end on a working day, never before so many days', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 800 }), fc.integer({ min: 0, max: 30 }), (hours, days) => {
        const from = new Date(Date.UTC(2026, 0, 1) + hours * 3_600_000)
        const end = addWorkingDays(from, days, 'Asia/Yekaterinburg')
        expect(weekday(localDay(end, 'Asia/Yekaterinburg'))).toBeLessThanOrEqual(5)
        expect(end.getTime() - from.getTime()).toBeGreaterThanOrEqual(days * 86_400_000)
      }),
    )
  })
})
