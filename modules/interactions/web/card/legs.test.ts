import { expect, test } from 'vitest'
import type { Leg } from '../api.ts'
import { legLines } from './legs.ts'

const leg = (facts: Partial<Leg>): Leg => ({
  ...{ key: '1', role: 'person', line: '101', employee: null, startedAt: null, answeredAt: null, endedAt: null },
  ...{ outcome: null, talkSeconds: null, reason: null },
  ...facts,
})
const call = { startedAt: '2026-03-10T09:00:00Z', endedAt: '2026-03-10T09:01:40Z', durationSeconds: 100 }
const second = (n: number) => new Date(Date.parse(call.startedAt) + n * 1000).toISOString()

test('who rang in vain and who talked stand on one axis', () => {
  const [vain, talk] = legLines({
    ...call,
    legs: [
      leg({ startedAt: second(0), endedAt: second(20), outcome: 'no_answer' }),
      leg({ startedAt: second(20), answeredAt: second(30), endedAt: second(100) }),
    ],
  })
  expect(vain).toMatchObject({ stretches: [{ kind: 'rung', from: 0, to: 0.2 }], rung: 20, talked: null })
  expect(talk).toMatchObject({
    stretches: [
      { kind: 'rung', from: 0.2, to: 0.3 },
      { kind: 'talked', from: 0.3, to: 1 },
    ],
    rung: 10,
    talked: 70,
  })
})

test('a leg of which hardly anything is known is still drawn within the call', () => {
  for (const { stretches } of legLines({
    ...call,
    endedAt: null,
    durationSeconds: null,
    legs: [leg({}), leg({ answeredAt: second(5) })],
  })) {
    for (const { from, to } of stretches) {
      expect(from).toBeGreaterThanOrEqual(0)
      expect(to).toBeLessThanOrEqual(1)
      expect(from).toBeLessThanOrEqual(to)
    }
  }
})
