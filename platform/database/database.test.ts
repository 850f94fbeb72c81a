import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../testing/index.ts'
import { sql } from './database.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
  await db.query(sql`create table kept (n int primary key)`)
})
afterAll(() => db.close())

const kept = async () => (await db.query<{ n: number }>(sql`select n from kept order by n`)).map(({ n }) => n)

test('a transaction keeps all of it or, after an error, nothing', async () => {
  await db.transaction((tx) => tx.query(sql`insert into kept values (1)`))
  const work = db.transaction(async (tx) => {
    await tx.query(sql`insert into kept values (2)`)
    throw new Error('on second thoughts')
  })
  await expect(work).rejects.toThrow('on second thoughts')
  expect(await kept()).toEqual([1])
})

test('a transaction that failed in silence is never taken for one that was kept', async () => {
  const work = db.transaction(async (tx) => {
    await tx.query(sql`insert into kept values (3)`)
    await tx.query(sql`insert into kept values (3)`).catch(() => undefined)
  })
  await expect(work).rejects.toThrow('rolled back')
  expect(await kept()).not.toContain(3)
})
