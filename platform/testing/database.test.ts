import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../database/database.ts'
import { createCompany, type TestDatabase, testDatabase } from './index.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

test('a test database is migrated, empty, and nobody else’s', async () => {
  const company = await createCompany(db)
  const other = await testDatabase()
  try {
    expect(await other.query(sql`select id from workspaces`)).toEqual([])
    expect(await db.query(sql`select id from workspaces`)).toEqual([{ id: company.id }])
  } finally {
    await other.close()
  }
})

test('words of the search are Russian whatever the system speaks', async () => {
  const [row] = await db.query<{ words: string }>(sql`select to_tsvector('russian', 'Пластиковые ОКНА')::text as words`)
  expect(row?.words).toBe("'окн':2 'пластиков':1")
})
