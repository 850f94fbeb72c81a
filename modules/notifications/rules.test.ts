import { describe, expect, test } from 'vitest'
import { roles } from '../../kernel/access.ts'
import { afterQuiet, concerns, departureOf, fits, mayHear, outcomeOf, type Place, workOrder } from './rules.ts'

const at = (text: string) => new Date(text)
const night = { from: 22 * 60, to: 8 * 60 }

describe('quiet hours', () => {
  test('across midnight hold from the evening to the morning of the reader’s own clock', () => {
    // 23:30 in Moscow is 20:30 UTC; in Vladivostok it is half past six in the morning.
    expect(afterQuiet(at('2026-03-02T20:30:00Z'), night, 'Europe/Moscow')).toEqual(at('2026-03-03T05:00:00Z'))
    expect(afterQuiet(at('2026-03-02T20:30:00Z'), night, 'Asia/Vladivostok')).toEqual(at('2026-03-02T22:00:00Z'))
    expect(afterQuiet(at('2026-03-03T04:59:00Z'), night, 'Europe/Moscow')).toEqual(at('2026-03-03T05:00:00Z'))
    expect(afterQuiet(at('2026-03-03T05:00:00Z'), night, 'Europe/Moscow')).toEqual(at('2026-03-03T05:00:00Z'))
    expect(afterQuiet(at('2026-03-03T12:00:00Z'), night, 'Europe/Moscow')).toEqual(at('2026-03-03T12:00:00Z'))
  })

  test('within one day, and none where the bounds are equal', () => {
    const lunch = { from: 13 * 60, to: 14 * 60 }
    expect(afterQuiet(at('2026-03-02T10:15:00Z'), lunch, 'Europe/Moscow')).toEqual(at('2026-03-02T11:00:00Z'))
    expect(afterQuiet(at('2026-03-02T11:00:00Z'), lunch, 'Europe/Moscow')).toEqual(at('2026-03-02T11:00:00Z'))
    expect(afterQuiet(at('2026-03-02T10:15:00Z'), { from: 600, to: 600 }, 'Europe/Moscow')).toEqual(
      at('2026-03-02T10:15:00Z'),
    )
  })

  test('end by the wall clock in the night in which the clocks are changed', () => {
    // Berlin, 29 March 2026: 02:00 becomes 03:00, so eight in the morning is 06:00 UTC and not 07:00.
    expect(afterQuiet(at('2026-03-28T22:30:00Z'), night, 'Europe/Berlin')).toEqual(at('2026-03-29T06:00:00Z'))
  })
})

describe('paces', () => {
  const zone = 'Asia/Yekaterinburg'
  const now = at('2026-03-02T06:20:00Z')
  test('what is told at once leaves alone; by the hour and by the day it leaves together with others', () => {
    expect(departureOf('immediate', { quiet: null, zone }, now)).toEqual({ at: now, together: false })
    expect(departureOf('hourly', { quiet: null, zone }, now)).toEqual({
      at: at('2026-03-02T07:00:00Z'),
      together: true,
    })
    // 11:20 there: the next nine o’clock is tomorrow’s.
    expect(departureOf('daily', { quiet: null, zone }, now)).toEqual({ at: at('2026-03-03T04:00:00Z'), together: true })
    expect(departureOf('never', { quiet: null, zone }, now)).toBeNull()
  })
  test('what happens in the quiet hours leaves together at their end, a daily letter not before it either', () => {
    const late = at('2026-03-02T18:00:00Z')
    expect(departureOf('immediate', { quiet: night, zone }, late)).toEqual({
      at: at('2026-03-03T03:00:00Z'),
      together: true,
    })
    expect(departureOf('daily', { quiet: { from: 1200, to: 660 }, zone }, late)?.at).toEqual(at('2026-03-03T06:00:00Z'))
  })
})

describe('nobody is told of what they may not see', () => {
  const place: Place = { employeeId: 'anna', departmentId: 'windows', sourceId: null }
  const kind = { requires: 'interactions.read' } as const
  const hears = (role: (typeof roles)[number], id: string, departmentId: string | null) =>
    mayHear({ id, role, departmentId }, kind, place)
  test('a manager hears of their own talks, a head of the department’s, an auditor of none', () => {
    expect(hears('manager', 'anna', 'windows')).toBe(true)
    expect(hears('manager', 'boris', 'windows')).toBe(false)
    expect(hears('head', 'vera', 'windows')).toBe(true)
    expect(hears('head', 'vera', 'service')).toBe(false)
    expect(hears('head', 'vera', null)).toBe(true)
    expect(hears('director', 'gleb', null)).toBe(true)
    expect(hears('auditor', 'dina', null)).toBe(false)
  })
  test('without the permission of its kind nobody hears of it, and of a talk that is gone nobody at all', () => {
    const who = roles.filter((role) =>
      mayHear({ id: 'x', role, departmentId: null }, { requires: 'hooks.manage' }, 'none'),
    )
    expect(who).toEqual(['admin'])
    expect(roles.filter((role) => mayHear({ id: 'x', role, departmentId: null }, kind, 'gone'))).toEqual([])
  })
  test('a notice for the heads of one department is not for those of another', () => {
    const to = { roles: ['head'], departmentId: 'windows' } as const
    expect(concerns(to, { id: 'a', role: 'head', departmentId: 'windows' })).toBe(true)
    expect(concerns(to, { id: 'b', role: 'head', departmentId: 'service' })).toBe(false)
    expect(concerns(to, { id: 'c', role: 'head', departmentId: null })).toBe(true)
    expect(concerns(to, { id: 'd', role: 'manager', departmentId: 'windows' })).toBe(false)
    expect(concerns({ employees: ['d'] }, { id: 'd', role: 'manager', departmentId: null })).toBe(true)
  })
})

test('a rule speaks of kinds, a department, a source and a number, all of them at once', () => {
  const rule = {
    types: ['rating.given'],
    departmentId: 'windows',
    sourceId: 's',
    threshold: { fact: 'score', is: 'at_most', value: 2 },
  } as const
  const place = { employeeId: null, departmentId: 'windows', sourceId: 's' }
  const notice = { type: 'rating.given', facts: { score: 2 }, to: {} }
  expect(fits(rule, notice, place)).toBe(true)
  expect(fits(rule, { ...notice, facts: { score: 3 } }, place)).toBe(false)
  expect(fits(rule, { ...notice, facts: {} }, place)).toBe(false)
  expect(fits(rule, { ...notice, type: 'rating.low' }, place)).toBe(false)
  expect(fits(rule, notice, { ...place, sourceId: 'other' })).toBe(false)
  expect(fits(rule, notice, null)).toBe(false)
  expect(fits({ types: [], departmentId: null, sourceId: null, threshold: null }, notice, null)).toBe(true)
})

test('attempts become rarer and end after a day; what a receiver asks for is waited for', () => {
  const now = at('2026-03-02T12:00:00Z')
  const about = { attempts: 1, dueAt: now, repeatable: false }
  expect(outcomeOf({ kind: 'again' }, about, now)).toEqual({ state: 'waiting', at: at('2026-03-02T12:00:05Z') })
  expect(outcomeOf({ kind: 'again', afterMs: 30_000 }, about, now)).toEqual({
    state: 'waiting',
    at: at('2026-03-02T12:00:30Z'),
  })
  expect(outcomeOf({ kind: 'again' }, { ...about, attempts: 9 }, now)).toMatchObject({ at: at('2026-03-02T14:00:00Z') })
  expect(outcomeOf({ kind: 'again' }, { ...about, attempts: 9 }, at('2026-03-03T11:00:00Z'))).toEqual({
    state: 'failed',
  })
  expect(outcomeOf({ kind: 'unsure' }, about, now)).toEqual({ state: 'unsure' })
  expect(outcomeOf({ kind: 'unsure' }, { ...about, repeatable: true }, now)).toMatchObject({ state: 'waiting' })
})

test('work is in the order of its urgency: the longest overdue, then what waits longest', () => {
  const now = at('2026-03-02T12:00:00Z')
  const item = (id: string, since: string, dueAt: string | null) => ({
    ...{ type: 't', id, interactionId: null, facts: {}, path: '' },
    since: at(since),
    dueAt: dueAt === null ? null : at(dueAt),
  })
  const items = [
    item('later', '2026-03-02T11:00:00Z', '2026-03-02T13:00:00Z'),
    item('old', '2026-03-01T11:00:00Z', null),
    item('overdue', '2026-03-02T10:00:00Z', '2026-03-02T11:00:00Z'),
    item('longer overdue', '2026-03-02T10:30:00Z', '2026-03-02T10:45:00Z'),
  ]
  expect(items.sort(workOrder(now)).map(({ id }) => id)).toEqual(['longer overdue', 'overdue', 'old', 'later'])
})
