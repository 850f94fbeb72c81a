import { afterAll, beforeAll, expect, it } from 'vitest'
import { createCompany, type TestCompany, type TestDatabase, testDatabase } from '../../platform/testing/index.ts'
import { createRecorder, type Observation } from '../interactions/index.ts'
import { callNumbers, sealedThrough } from './figures/numbers.ts'
import { sealWhatIsOver } from './jobs.ts'

const recorder = createRecorder([callNumbers])
let db: TestDatabase
let company: TestCompany

beforeAll(async () => {
  db = await testDatabase()
  company = await createCompany(db, { timezone: 'Asia/Kamchatka' })
})
afterAll(() => db.close())

const call = (externalId: string, startedAt: string): Observation => ({
  provider: 'generic',
  externalId,
  kind: 'call',
  at: new Date(startedAt),
  startedAt: new Date(startedAt),
  direction: 'outbound',
  line: company.people.manager.line,
  party: { phone: '+79161234567' },
})

const tell = (observation: Observation, now: string) =>
  db.transaction((tx) => recorder.record(tx, { workspace: company, observations: [observation], now: new Date(now) }))

const sealAt = (now: string) => sealWhatIsOver({ db, now: () => new Date(now) })

it('days are sealed up to the company’s own yesterday, and not while old calls are still coming in', async () => {
  // 13:00 UTC on the 10th is one o’clock at night on the 11th in Kamchatka.
  await tell(call('1', '2026-03-01T00:00:00Z'), '2026-03-10T13:00:00Z')
  await sealAt('2026-03-10T13:00:10Z')
  expect(await sealedThrough(db, company.id)).toBe('1970-01-01')
  await sealAt('2026-03-10T13:01:00Z')
  expect(await sealedThrough(db, company.id)).toBe('2026-03-10')
})

it('a call of a sealed day breaks the seal from there on, and a call of today does not', async () => {
  await tell(call('2', '2026-03-10T13:30:00Z'), '2026-03-10T13:30:00Z')
  expect(await sealedThrough(db, company.id)).toBe('2026-03-10')
  await tell(call('3', '2026-03-05T00:00:00Z'), '2026-03-10T14:00:00Z')
  expect(await sealedThrough(db, company.id)).toBe('2026-03-04')
  await sealAt('2026-03-10T14:01:00Z')
  expect(await sealedThrough(db, company.id)).toBe('2026-03-10')
})
