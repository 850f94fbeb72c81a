import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newId } from '../../kernel/ids.ts'
import { fold, type Told } from './fold.ts'
import type { Observation } from './observation.ts'
import { admit } from './record/admit.ts'
import { deriveRow } from './record/derive.ts'
import { noOrigin } from './record/directory.ts'
import { observation } from './testing/arbitrary.ts'
import { onlyLeg, recallTold } from './told.ts'

const now = new Date('2026-03-11T00:00:00Z')

const rowOf = (told: Told) =>
  deriveRow(told, {
    workspace: { id: newId(), timezone: 'Europe/Moscow', country: 'RU' },
    directory: { employeeByLine: new Map(), departmentByLine: new Map(), classByKey: new Map() },
    way: { ...noOrigin, originCertain: null, originBasis: null, originConfidence: null, visitId: null },
    customerId: null,
    before: null,
    id: newId(),
    importId: null,
    now,
  })

const tell = (...facts: Observation[]): Told => {
  const told = facts.map((fact, i) => admit({ ...fact, externalId: '1' }, 'RU', i)).reduce<Told | null>(fold, null)
  if (!told) throw new Error('nothing was told')
  return told
}

test('everything that was told can be read back from the row and what is kept beside it', () => {
  fc.assert(
    fc.property(fc.array(observation, { minLength: 1, maxLength: 8 }), (facts) => {
      const told = tell(...facts)
      const row = rowOf(told)
      const stored = row.told && JSON.parse(JSON.stringify(row.told))
      const legs = onlyLeg(told, row) ? [] : told.legs
      expect(recallTold({ ...row, told: stored }, legs, told.messages)).toEqual(told)
    }),
    { numRuns: 500 },
  )
})

test('the usual line of a call file needs nothing kept beside its row', () => {
  const at = new Date('2026-03-10T08:05:00Z')
  const told = tell({
    provider: 'csv',
    externalId: '1',
    kind: 'call',
    at,
    direction: 'inbound',
    startedAt: new Date('2026-03-10T08:00:00Z'),
    answeredAt: new Date('2026-03-10T08:00:10Z'),
    endedAt: at,
    finished: true,
    party: { phone: '89161234567' },
    line: '101',
    talkSeconds: 290,
    durationSeconds: 300,
    outcome: 'answered',
  })
  expect(rowOf(told).told).toBeNull()
})
