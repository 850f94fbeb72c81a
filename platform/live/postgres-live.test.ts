import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../database/database.ts'
import { type TestDatabase, testDatabase } from '../testing/index.ts'
import { liveChannel } from './live.ts'
import { createLive } from './postgres-live.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

const notify = (payload: string) => db.query(sql`select pg_notify(${liveChannel}, ${payload})`)

test('an event reaches the listeners of its company only, until they leave', async () => {
  const live = createLive(db)
  const stop = await live.start()
  const heard: string[] = []
  const leave = live.subscribe('a', (event) => heard.push(`first ${event.type}`))
  live.subscribe('b', (event) => heard.push(`other ${event.type}`))
  await notify('not even JSON')
  await notify(JSON.stringify({ workspaceId: 'a', type: 'interactions' }))
  await notify(JSON.stringify({ workspaceId: 'b', type: 'imports' }))
  await expect.poll(() => heard).toEqual(['first interactions', 'other imports'])
  leave()
  await notify(JSON.stringify({ workspaceId: 'a', type: 'interactions' }))
  await notify(JSON.stringify({ workspaceId: 'b', type: 'again' }))
  await expect.poll(() => heard).toEqual(['first interactions', 'other imports', 'other again'])
  await stop()
})

test('after the connection broke, everyone is told to look again, and events arrive as before', async () => {
  const live = createLive(db)
  const stop = await live.start()
  const heard: string[] = []
  live.subscribe('a', (event) => heard.push(event.type))
  await db.query(sql`select pg_terminate_backend(pid) from pg_stat_activity
    where pid <> pg_backend_pid() and datname = current_database()`)
  await expect.poll(() => heard).toEqual(['*'])
  await notify(JSON.stringify({ workspaceId: 'a', type: 'interactions' }))
  await expect.poll(() => heard).toEqual(['*', 'interactions'])
  await stop()
})
