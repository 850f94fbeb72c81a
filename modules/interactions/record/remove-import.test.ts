import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../../kernel/ids.ts'
import { listAudit } from '../../../platform/audit/audit.ts'
import { sql } from '../../../platform/database/database.ts'
import { createCompany, type TestCompany, type TestDatabase, testDatabase } from '../../../platform/testing/index.ts'
import type { Observation } from '../observation.ts'
import { createRecorder } from './recorder.ts'

let db: TestDatabase
let company: TestCompany
const now = new Date('2026-03-10T12:00:00Z')
const recorder = createRecorder([])
beforeAll(async () => {
  db = await testDatabase()
  company = await createCompany(db)
})
afterAll(() => db.close())

const call = (externalId: string, facts: Partial<Observation> = {}): Observation => ({
  ...{ provider: 'test', externalId, kind: 'call', at: now, finished: true, line: '101' },
  ...facts,
})
const tell = (observations: Observation[], importId?: string) =>
  db.transaction((tx) =>
    recorder.record(tx, { workspace: company, observations, now, ...(importId ? { importId } : {}) }),
  )
const undo = (importId: string) =>
  db.transaction((tx) => recorder.removeImport(tx, { workspace: company, importId, now }))
const present = async () =>
  (
    await db.query<{ name: string }>(
      sql`select external_id as name from interactions where workspace_id = ${company.id} order by 1`,
    )
  ).map((row) => row.name)

test('undoing an import takes what it made, with legs, and leaves what others told of', async () => {
  const importId = newId()
  await tell([call('before')])
  const legs = [
    { key: '1', line: '101' },
    { key: '2', line: '102' },
  ]
  await tell(
    [call('before', { subject: 'из файла' }), call('alone', { legs }), call('shared'), call('classed')],
    importId,
  )
  await tell([call('shared', { recordingUrl: 'https://records.example/1.mp3' })])
  await db.query(sql`
    update interactions set class_id = ${company.classes.lead}, class_set_at = ${now}, class_set_by = ${company.people.head.id}
    where workspace_id = ${company.id} and external_id = 'classed'`)

  expect(await undo(importId)).toEqual({ removed: 2, classified: 1 })
  expect(await present()).toEqual(['before', 'shared'])
  expect(await db.query(sql`select 1 from interaction_legs where workspace_id = ${company.id}`)).toEqual([])
  const [entry] = await listAudit(db, company.id, { limit: 1 })
  expect(entry).toMatchObject({
    action: 'import.removed',
    objectId: importId,
    before: { interactions: 2, classifiedByPerson: 1 },
  })
})

test('a recording that comes later, or before everything else, finds its call', async () => {
  const url = 'https://records.example/2.mp3'
  await tell([{ provider: 'test', externalId: 'late', kind: 'call', at: now, recordingUrl: url }])
  await tell([call('late', { party: { phone: '+79160000001' }, outcome: 'answered', talkSeconds: 5 })])
  const [row] = await db.query(sql`
    select recording_url as url, outcome, talk_seconds as talk, party_number as number from interactions
    where workspace_id = ${company.id} and external_id = 'late'`)
  expect(row).toEqual({ url, outcome: 'talked', talk: 5, number: '+79160000001' })
})

test('a single leg that stands for the whole has no row of its own until a second one comes', async () => {
  const legCount = async () =>
    (await db.query(sql`select 1 from interaction_legs where workspace_id = ${company.id}`)).length
  await tell([call('legs', { outcome: 'answered', legs: [{ key: '1', line: '101', outcome: 'answered' }] })])
  expect(await legCount()).toBe(0)
  await tell([call('legs', { legs: [{ key: '2', line: '102', outcome: 'no_answer' }] })])
  expect(await legCount()).toBe(2)
})
