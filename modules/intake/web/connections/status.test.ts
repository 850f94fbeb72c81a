import { expect, test } from 'vitest'
import type { Endpoint } from '../api.ts'
import { isGoneTo, statusOf } from './status.ts'

const fares = (facts: Partial<Endpoint>) => ({
  active: true,
  lastEventAt: null,
  listening: null,
  refused: [],
  ...facts,
})
const listening = (facts: Partial<NonNullable<Endpoint['listening']>>) => ({
  ...{
    state: 'ok' as const,
    since: '2026-03-02T10:00:00.000Z',
    lastOkAt: null,
    failure: null,
    failures: 0,
    retryAt: null,
  },
  ...facts,
})
const refused = (lastAt: string, reason: 'signature_wrong' | 'paused' = 'signature_wrong') => [
  { reason, count: 3, lastAt },
]

test('a connection that the provider calls waits for its first event, then works', () => {
  expect(statusOf(fares({}), false).kind).toBe('waiting')
  expect(statusOf(fares({ lastEventAt: '2026-03-02T10:00:00.000Z' }), false).kind).toBe('working')
})

test('requests turned away are trouble until an event gets through again', () => {
  const before = { lastEventAt: '2026-03-02T10:00:00.000Z' }
  expect(statusOf(fares({ refused: refused('2026-03-02T11:00:00.000Z') }), false).kind).toBe('refusing')
  expect(statusOf(fares({ ...before, refused: refused('2026-03-02T11:00:00.000Z') }), false)).toEqual({
    kind: 'refusing',
    since: '2026-03-02T11:00:00.000Z',
  })
  expect(statusOf(fares({ ...before, refused: refused('2026-03-02T09:00:00.000Z') }), false).kind).toBe('working')
  expect(statusOf(fares({ refused: refused('2026-03-02T11:00:00.000Z', 'paused') }), false).kind).toBe('waiting')
})

test('a connection that we go to says whether we get through', () => {
  const failure = { code: 'credentials' as const, detail: null }
  expect(statusOf(fares({}), true).kind).toBe('connecting')
  expect(statusOf(fares({ listening: listening({}) }), true).kind).toBe('working')
  expect(statusOf(fares({ listening: listening({ state: 'connecting', failure }) }), true).kind).toBe('failing')
  expect(statusOf(fares({ listening: listening({ state: 'failing', failure }) }), true)).toEqual({
    kind: 'failing',
    since: '2026-03-02T10:00:00.000Z',
    retryAt: null,
  })
})

test('where the provider’s events come while our own questions fail, it is not said to be dead', () => {
  const failing = listening({ state: 'failing', failure: { code: 'credentials', detail: null } })
  const before = fares({ listening: failing, lastEventAt: '2026-03-02T09:59:00.000Z' })
  const since = fares({ listening: failing, lastEventAt: '2026-03-02T10:01:00.000Z' })
  expect([statusOf(before, true).kind, statusOf(since, true).kind]).toEqual(['failing', 'half'])
})

test('a connection that could be gone to, with a key that it was not given, is one that the provider calls', () => {
  const off = { listening: listening({ state: 'off' }) }
  expect(statusOf(fares(off), true).kind).toBe('waiting')
  expect(statusOf(fares({ ...off, lastEventAt: '2026-03-02T10:00:00.000Z' }), true).kind).toBe('working')
  expect(isGoneTo(off, true)).toBe(false)
})

test('what is switched off is neither working nor in trouble', () => {
  const failure = { code: 'credentials' as const, detail: null }
  expect(statusOf(fares({ active: false, listening: listening({ failure }) }), true).kind).toBe('paused')
})
