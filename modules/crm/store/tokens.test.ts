import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '../../../kernel/ids.ts'
import { sql } from '../../../platform/database/database.ts'
import { createSecretBox } from '../../../platform/secrets/secret-box.ts'
import { createCompany, type TestCompany, type TestDatabase, testDatabase } from '../../../platform/testing/index.ts'
import { currentToken, type TokenPair } from './tokens.ts'

let db: TestDatabase
let company: TestCompany
let clock: Date
let good: string
let exchanged: string[]
let endpointId: string
const box = createSecretBox(randomBytes(32))
beforeAll(async () => {
  db = await testDatabase()
  company = await createCompany(db)
})
afterAll(() => db.close())
beforeEach(() => {
  clock = new Date('2026-03-02T12:00:00Z')
  good = 'given'
  exchanged = []
  endpointId = newId()
})

/** As amoCRM does: a refresh token works once, whoever uses it twice has lost the connection. */
const exchange = async (refresh: string): Promise<TokenPair> => {
  if (refresh !== good) throw new Error(`${refresh} was used already`)
  exchanged.push(refresh)
  good = `refresh-${exchanged.length}`
  return { access: `access-${exchanged.length}`, refresh: good, expiresAt: new Date(clock.getTime() + 86_400_000) }
}
const token = (given = 'given', stale?: string) =>
  currentToken({ db, box, now: () => clock }, { workspaceId: company.id, endpointId }, given, exchange, stale)

test('many who need a token at the same moment exchange the refresh token once', async () => {
  expect(new Set(await Promise.all(Array.from({ length: 8 }, () => token())))).toEqual(new Set(['access-1']))
  expect(exchanged).toEqual(['given'])
})

test('many who are refused the same token have one new one', async () => {
  await token()
  expect(new Set(await Promise.all([1, 2, 3, 4].map(() => token('given', 'access-1'))))).toEqual(new Set(['access-2']))
})

test('a token is had anew before it runs out, with the refresh token that came with it', async () => {
  await token()
  clock = new Date(clock.getTime() + 86_400_000 - 30_000)
  expect(await token()).toBe('access-2')
  expect(exchanged).toEqual(['given', 'refresh-1'])
})

test('an exchange that fails leaves what was saved', async () => {
  await token()
  const saved = good
  good = 'something else'
  await expect(token('given', 'access-1')).rejects.toThrow('used already')
  good = saved
  expect(await token('given', 'access-1')).toBe('access-2')
})

test('a refresh token that a person enters anew takes the place of what was saved, which lies sealed', async () => {
  await token()
  good = 'entered-anew'
  expect(await token('entered-anew')).toBe('access-2')
  const rows = await db.query(sql`select given, sealed from crm_tokens where workspace_id = ${company.id}`)
  expect(JSON.stringify(rows)).not.toMatch(/access-|refresh-|entered/)
})
