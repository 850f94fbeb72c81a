import { expect, test } from 'vitest'
import { giveUpAfter, verdictOf } from './rules.ts'

const now = new Date('2026-03-02T12:00:00Z')
const after = (ms: number) => new Date(now.getTime() + ms)
const judge = (status: number, attempts: number, failingSince: Date | null = null) =>
  verdictOf({ status }, { attempts, failingSince, now })

test('any 2xx is delivered', () => {
  expect(judge(204, 1)).toEqual({ kind: 'delivered' })
})

test('an error is tried again after pauses that grow from seconds to hours', () => {
  expect(judge(500, 1)).toEqual({ kind: 'again', at: after(5_000) })
  expect(judge(302, 2)).toEqual({ kind: 'again', at: after(30_000) })
  expect(judge(503, 14)).toEqual({ kind: 'again', at: after(8 * 3_600_000) })
  expect(verdictOf({ error: 'ECONNREFUSED' }, { attempts: 6, failingSince: null, now })).toEqual({
    kind: 'again',
    at: after(3_600_000),
  })
  expect(judge(500, 15)).toEqual({ kind: 'failed' })
})

test('a receiver that refuses this very message is asked three times; one that is busy is not taken for that', () => {
  expect(judge(400, 2)).toMatchObject({ kind: 'again' })
  expect(judge(400, 3)).toEqual({ kind: 'failed' })
  expect(judge(429, 3)).toMatchObject({ kind: 'again' })
})

test('a subscription is switched off when its receiver is gone for good, or took nothing for three days', () => {
  expect(judge(410, 1)).toEqual({ kind: 'stop', reason: 'gone' })
  expect(judge(500, 4, after(-giveUpAfter))).toEqual({ kind: 'stop', reason: 'failing' })
  expect(judge(500, 4, after(-giveUpAfter + 1))).toMatchObject({ kind: 'again' })
})
