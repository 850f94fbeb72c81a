import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../../kernel/ids.ts'
import { sql } from '../../../platform/database/database.ts'
import { createCompany, type TestCompany, type TestDatabase, testDatabase } from '../../../platform/testing/index.ts'
import { createRecorder } from '../../interactions/index.ts'
import type { Adapter } from '../adapters/adapter.ts'
import { adapters } from '../adapters/index.ts'
import { applyWaiting } from './apply.ts'
import type { Handler } from './handler.ts'
import { createKeeper } from './keep.ts'

let db: TestDatabase
let company: TestCompany
let endpointId: string
beforeAll(async () => {
  db = await testDatabase()
  company = await createCompany(db)
  endpointId = newId()
  await db.query(sql`
    insert into endpoints (workspace_id, id, provider, name, token, secret, settings, created_by, created_at)
    values (${company.id}, ${endpointId}, 'mango', 'Ящик', 'token', '', '{"folder":"INBOX"}', 'test', now())`)
  await db.query(sql`create table letters (text text primary key)`)
  // Any provider will do: what counts is that its adapter hands events on instead of reading them.
  const handing: Adapter = {
    provider: 'mango',
    group: 'mail',
    accepts: [],
    secrets: [],
    fields: [],
    trust: () => 'wrong',
    keep: () => [],
    map: (event) => ({ kind: 'handed', subject: event.body.toString() }),
  }
  ;(adapters as Map<string, Adapter>).set('mango', handing)
})
afterAll(() => db.close())

const now = () => new Date('2026-03-02T12:00:00Z')

async function keep(...texts: readonly string[]): Promise<void> {
  const keeper = createKeeper(db, () => undefined)
  await Promise.all(
    texts.map((text) =>
      keeper.keep({
        ...{ workspaceId: company.id, endpointId, provider: 'mango' as const, receivedAt: now() },
        kept: { topic: '', contentType: 'text/plain', body: Buffer.from(text) },
      }),
    ),
  )
}

const apply = (handler?: Handler) =>
  applyWaiting(
    {
      db,
      recorder: createRecorder([]),
      workspaceId: company.id,
      now,
      ...(handler && { handlers: { mango: handler } }),
    },
    100,
  )

const events = async (prefix: string) => {
  const rows = await db.query<{ text: string; state: string; subject: string | null; detail: string | null }>(sql`
    select convert_from(body, 'UTF8') as text, state, subject, detail from raw_events
    where workspace_id = ${company.id} and starts_with(convert_from(body, 'UTF8'), ${prefix}) order by text`)
  return rows.map(({ text, state, subject, detail }) => [text, state, subject, detail])
}

const letters: Handler = async (tx, { event }) => {
  const text = event.body.toString()
  await tx.query(sql`insert into letters (text) values (${text}) on conflict do nothing`)
  if (text.includes('broken')) throw new Error('this letter can’t be read')
}

test('an event of a higher module is taken in the transaction that settles it', async () => {
  await keep('good-1', 'good-2')
  const handed: unknown[] = []
  await apply(async (tx, event) => {
    handed.push([event.workspaceId, event.workspace.id, event.endpointId, event.settings, event.now])
    await letters(tx, event)
  })
  expect(handed[0]).toEqual([company.id, company.id, endpointId, { folder: 'INBOX' }, now()])
  expect(await events('good')).toEqual([
    ['good-1', 'applied', 'good-1', null],
    ['good-2', 'applied', 'good-2', null],
  ])
  expect(await db.query(sql`select text from letters where starts_with(text, 'good') order by text`)).toHaveLength(2)
})

test('one that its module refuses stays behind with the reason and leaves nothing; the others are taken', async () => {
  await keep('a-1', 'a-2 broken', 'a-3')
  await apply(letters)
  expect((await events('a-')).map(([, state, , detail]) => [state, detail])).toEqual([
    ['applied', null],
    ['failed', 'this letter can’t be read'],
    ['applied', null],
  ])
  const rows = await db.query<{ text: string }>(
    sql`select text from letters where starts_with(text, 'a-') order by text`,
  )
  expect(rows.map(({ text }) => text)).toEqual(['a-1', 'a-3'])
})

test('an event that nobody takes is kept with the reason', async () => {
  await keep('nobody')
  await apply()
  expect((await events('nobody')).map(([, state, , detail]) => [state, detail])).toEqual([
    ['failed', 'nobody takes events of mango'],
  ])
})
