import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fold, sameTold, type Told } from './fold.ts'
import { admit } from './record/admit.ts'
import { verdict } from './rules.ts'
import { observation, retelling } from './testing/arbitrary.ts'

const tell = (facts: readonly Parameters<typeof fold>[1][]) =>
  facts.map((fact, i) => admit({ ...fact, externalId: '1' }, 'RU', i)).reduce<Told | null>(fold, null)

test('facts of one interaction come to the same in any order and however often they are told', () => {
  fc.assert(
    fc.property(retelling, ({ facts, again }) => {
      expect(tell(again)).toEqual(tell(facts))
    }),
    { numRuns: 500 },
  )
})

test('the verdict depends on what was told alone, not on the order', () => {
  fc.assert(
    fc.property(retelling, ({ facts, again }) => {
      const [a, b] = [tell(facts), tell(again)]
      if (!a || !b) throw new Error('nothing was told')
      expect(verdict(b)).toEqual(verdict(a))
    }),
    { numRuns: 500 },
  )
})

test('telling a fact a second time is recognised as no news, telling another one is', () => {
  fc.assert(
    fc.property(fc.array(observation, { minLength: 1, maxLength: 6 }), (facts) => {
      const once = tell(facts)
      const twice = tell([...facts, ...facts])
      if (!once || !twice) throw new Error('nothing was told')
      expect(sameTold(once, twice)).toBe(true)
    }),
  )
  const fact = { provider: 'p', externalId: '1', kind: 'call', at: new Date('2026-01-01T10:00:00Z') } as const
  const [before, after] = [tell([fact]), tell([fact, { ...fact, recordingUrl: 'https://records.example/1.mp3' }])]
  expect(before && after && sameTold(before, after)).toBe(false)
})
