import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '../../kernel/ids.ts'
import { type Sql, sql } from '../database/database.ts'
import { type TestDatabase, testDatabase } from '../testing/index.ts'
import { type AuditEntry, appendAudit, listAudit, verifyAudit } from './audit.ts'

let db: TestDatabase
let workspaceId: string
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

const entry = (n: number, more: Partial<AuditEntry> = {}): AuditEntry => ({
  at: new Date(Date.UTC(2026, 0, 1, 10, 0, n, 123)),
  actor: { kind: 'person', id: 'p1', name: 'Ольга' },
  action: 'class.set',
  objectType: 'interaction',
  objectId: `i${n}`,
  before: { class: 'lead' },
  after: { class: 'spam', share: 0.1 + 0.2 },
  ...more,
})

const append = (entries: readonly AuditEntry[]) => db.transaction((tx) => appendAudit(tx, workspaceId, entries))
const tamper = (statement: Sql) => db.query(statement)
const verify = (noted?: { seq: number; hash: string }) => verifyAudit(db, workspaceId, noted)

beforeEach(() => {
  workspaceId = newId()
})

describe('an honest log', () => {
  test('is intact, whether entries came one by one or in a batch', async () => {
    await append([entry(1)])
    await append([entry(2, { reason: 'ошибся' }), entry(3, { before: undefined }), entry(4)])
    const [newest] = await listAudit(db, workspaceId, { limit: 1 })
    expect(await verify()).toEqual({ intact: true, entries: 4, head: newest?.hash })
  })

  test('is intact when nothing was written yet', async () => {
    expect(await verify()).toMatchObject({ intact: true, entries: 0 })
  })

  test('stays intact with what a database can not keep: NUL, half a character, undefined', async () => {
    await append([
      entry(1, {
        after: { name: 'a\u0000b', half: '\ud83d', none: undefined, quote: '\\u0000 \t\n"' },
        reason: 'x\u0000',
      }),
    ])
    expect(await verify()).toMatchObject({ intact: true, entries: 1 })
    const [kept] = await listAudit(db, workspaceId, { limit: 1 })
    expect(kept).toMatchObject({ after: { name: 'ab', half: '\ufffd', quote: '\\u0000 \t\n"' }, reason: 'x' })
  })

  test('stays one chain when many write at once', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, n) => append([entry(n), entry(n + 100)])))
    expect(await verify()).toMatchObject({ intact: true, entries: 24 })
  })

  test('writes nothing when the change that it tells of is rolled back', async () => {
    await append([entry(1)])
    await expect(
      db.transaction(async (tx) => {
        await appendAudit(tx, workspaceId, [entry(2)])
        throw new Error('the change failed')
      }),
    ).rejects.toThrow('the change failed')
    expect(await verify()).toMatchObject({ intact: true, entries: 1 })
  })
})

describe('a log that somebody touched names the first entry that does not fit', () => {
  beforeEach(() => append([1, 2, 3, 4, 5].map((n) => entry(n))))

  test.each([
    ['what happened', sql`action = 'class.kept'`],
    ['who did it', sql`actor = '{"kind":"person","id":"p2","name":"Игорь"}'`],
    ['when', sql`at = at + interval '1 millisecond'`],
    ['the value before', sql`before = '{"class":"upsell"}'`],
    ['the value after', sql`after = null`],
    ['the object', sql`object_id = 'i9'`],
    ['the reason', sql`reason = 'так надо'`],
    ['its hash', sql`hash = repeat('a', 64)`],
  ])('%s of entry 3 was edited', async (_, change) => {
    await tamper(sql`update audit_log set ${change} where workspace_id = ${workspaceId} and seq = 3`)
    expect(await verify()).toEqual({ intact: false, entries: 2, brokenAt: 3, why: 'changed' })
  })

  test('entry 3 was edited and hashed again: the next one no longer continues it', async () => {
    const forged = newId()
    const honest = workspaceId
    workspaceId = forged
    await append([entry(1)])
    const [other] = await listAudit(db, forged, { limit: 1 })
    workspaceId = honest
    await tamper(
      sql`update audit_log set previous_hash = ${other?.hash ?? ''} where workspace_id = ${workspaceId} and seq = 4`,
    )
    expect(await verify()).toEqual({ intact: false, entries: 3, brokenAt: 4, why: 'unlinked' })
  })

  test('entry 2 was removed', async () => {
    await tamper(sql`delete from audit_log where workspace_id = ${workspaceId} and seq = 2`)
    expect(await verify()).toEqual({ intact: false, entries: 1, brokenAt: 2, why: 'missing' })
  })

  test('entry 2 was removed and the later ones moved up', async () => {
    await tamper(sql`delete from audit_log where workspace_id = ${workspaceId} and seq = 2`)
    await tamper(sql`update audit_log set seq = seq + 100 where workspace_id = ${workspaceId} and seq > 2`)
    await tamper(sql`update audit_log set seq = seq - 101 where workspace_id = ${workspaceId} and seq > 100`)
    expect(await verify()).toEqual({ intact: false, entries: 1, brokenAt: 2, why: 'unlinked' })
  })

  test('entries 2 and 3 were swapped', async () => {
    await tamper(sql`update audit_log set seq = 99 where workspace_id = ${workspaceId} and seq = 2`)
    await tamper(sql`update audit_log set seq = 2 where workspace_id = ${workspaceId} and seq = 3`)
    await tamper(sql`update audit_log set seq = 3 where workspace_id = ${workspaceId} and seq = 99`)
    expect(await verify()).toEqual({ intact: false, entries: 1, brokenAt: 2, why: 'unlinked' })
  })

  test('the newest entries were cut off', async () => {
    await tamper(sql`delete from audit_log where workspace_id = ${workspaceId} and seq > 3`)
    expect(await verify()).toEqual({ intact: false, entries: 3, brokenAt: 4, why: 'truncated' })
  })

  test('all entries were removed', async () => {
    await tamper(sql`delete from audit_log where workspace_id = ${workspaceId}`)
    expect(await verify()).toEqual({ intact: false, entries: 0, brokenAt: 1, why: 'truncated' })
  })

  test.each([
    ['its hash', sql`update audit_heads set hash = repeat('b', 64)`],
    ['its number', sql`update audit_heads set seq = 4`],
    ['the whole of it', sql`delete from audit_heads`],
  ])('the head was rewritten: %s', async (_, change) => {
    await tamper(sql`${change} where workspace_id = ${workspaceId}`)
    expect(await verify()).toEqual({ intact: false, entries: 4, brokenAt: 5, why: 'head' })
  })

  test('the tail was cut off and the head fitted to it: only a hash noted elsewhere shows it', async () => {
    const [newest, before] = await listAudit(db, workspaceId, { limit: 2 })
    const noted = { seq: 5, hash: newest?.hash ?? '' }
    expect(await verify(noted)).toMatchObject({ intact: true })
    await tamper(sql`delete from audit_log where workspace_id = ${workspaceId} and seq = 5`)
    await tamper(sql`update audit_heads set seq = 4, hash = ${before?.hash ?? ''} where workspace_id = ${workspaceId}`)
    expect(await verify()).toMatchObject({ intact: true, entries: 4 })
    expect(await verify(noted)).toEqual({ intact: false, entries: 4, brokenAt: 5, why: 'truncated' })
    await append([entry(6)])
    expect(await verify(noted)).toEqual({ intact: false, entries: 4, brokenAt: 5, why: 'rewritten' })
  })

  test('entries of another company do not belong to this chain', async () => {
    const other = newId()
    await tamper(sql`update audit_log set workspace_id = ${other} where workspace_id = ${workspaceId}`)
    await tamper(sql`update audit_heads set workspace_id = ${other} where workspace_id = ${workspaceId}`)
    workspaceId = other
    expect(await verify()).toEqual({ intact: false, entries: 0, brokenAt: 1, why: 'changed' })
  })
})

test('the log is read newest first, page by page, for one kind of thing or one thing', async () => {
  await append([entry(1), entry(2, { objectType: 'key', objectId: 'k1' }), entry(3), entry(4, { objectId: 'i1' })])
  const seqs = async (options: Omit<Parameters<typeof listAudit>[2], 'limit'>) =>
    (await listAudit(db, workspaceId, { limit: 2, ...options })).map((row) => row.seq)
  expect(await seqs({})).toEqual([4, 3])
  expect(await seqs({ beforeSeq: 3 })).toEqual([2, 1])
  expect(await seqs({ objectType: 'key' })).toEqual([2])
  expect(await seqs({ objectType: 'interaction', objectId: 'i1' })).toEqual([4, 1])
})
