import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../../../platform/database/database.ts'
import { type TestServer, testServer } from '../../../platform/testing/index.ts'
import { createFileFolder } from '../files/folder.ts'
import type { ChatMessage } from '../rules.ts'
import { chatSite, siteOrigin, type TestSite, visitorPage } from '../testing.ts'
import { cleanFiles } from './clean.ts'
import { companiesToClean } from './store.ts'

let server: TestServer
let site: TestSite
beforeAll(async () => {
  server = await testServer()
  site = await chatSite(server, { files: true })
})
afterAll(() => server.close())

const api = (path: string, role: 'admin' | 'manager' = 'admin', more: object = {}) =>
  server.api(role)(`/workspaces/${server.company.slug}${path}`, more)
const going = new AbortController().signal
const later = (days: number) => new Date(Date.now() + days * 86_400_000)
const folder = () => createFileFolder(server.app.services.config.dataFolder)
const clean = (now: Date) =>
  cleanFiles({ db: server.app.services.db, now: () => now, folder: folder() }, server.company.id, going)

/** A visitor sends a picture; returns the file and its dialogue. */
async function sendFile(name: string) {
  const page = await visitorPage(server.url, site.key)
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])
  const headers = {
    origin: siteOrigin,
    authorization: `Bearer ${page.token}`,
    'content-type': 'application/octet-stream',
  }
  const address = `${server.url}/site/${site.key}/chat/files`
  const taken = await fetch(`${address}?name=${encodeURIComponent(name)}`, { method: 'POST', headers, body: png })
  const file = (await taken.json()) as { id: string }
  const id = randomUUID()
  page.send({ type: 'message', id, text: 'вот план', file: file.id })
  const { dialogue } = await page.hear(
    (news): news is Extract<typeof news, { type: 'kept' }> => news.type === 'kept' && news.id === id,
  )
  const got = async () => (await fetch(`${address}/${file.id}`, { headers })).status
  const path = join(
    ...[server.app.services.config.dataFolder, 'chat-files', server.company.id, file.id.slice(-2), file.id],
  )
  return { file: file.id, dialogue, got, path, page }
}
const messages = async (dialogue: string): Promise<ChatMessage[]> =>
  ((await (await api(`/chats/${dialogue}`)).json()) as { messages: ChatMessage[] }).messages

test('old files go at night, the dialogue keeps its words and says what was deleted, and the log says how many went', async () => {
  const { file, dialogue, got, path, page } = await sendFile('план.png')
  await clean(later(729))
  expect([await got(), existsSync(path)]).toEqual([200, true])
  expect((await api('/chat-keeping', 'admin', { method: 'PUT', body: { days: 90 } })).status).toBe(200)
  await clean(later(89))
  expect(await got()).toBe(200)

  await clean(later(91))
  expect([await got(), existsSync(path)]).toEqual([404, false])
  const [said] = (await messages(dialogue)).filter(({ author }) => author === 'client')
  expect(said).toMatchObject({ text: 'вот план', file: { id: file, name: 'план.png', deleted: true } })
  const opened = await fetch(`${server.url}/chat/${server.company.slug}/files/${file}`, {
    headers: { authorization: `Bearer ${server.keys.admin}` },
  })
  expect(opened.status).toBe(404)
  expect(await (await api('/chat-keeping')).json()).toMatchObject({ days: 90, lastDeleted: 1 })
  const entries = (await (await api('/audit?limit=10')).json()) as { action: string; after: unknown }[]
  expect(entries.find(({ action }) => action === 'chat.files_deleted')?.after).toMatchObject({ files: 1, days: 90 })
  expect(entries.map(({ action }) => action)).toContain('chat.keeping')
  // The same file can't be sent once more.
  page.send({ type: 'message', id: randomUUID(), text: '', file })
  await page.hear((news): news is Extract<typeof news, { type: 'refused' }> => news.type === 'refused')
})

test('a night that was interrupted after the content had gone is finished by the next one', async () => {
  const { dialogue, file } = await sendFile('обрыв.png')
  await folder().remove(server.company.id, file)
  await clean(later(91))
  const [said] = (await messages(dialogue)).filter(({ author }) => author === 'client')
  expect(said?.file).toMatchObject({ name: 'обрыв.png', deleted: true })
})

test('who keeps for ever loses nothing, and whoever may not manage chats can’t change it', async () => {
  const { got } = await sendFile('навсегда.png')
  await api('/chat-keeping', 'admin', { method: 'PUT', body: { days: null } })
  await clean(later(9_000))
  expect(await got()).toBe(200)
  expect((await api('/chat-keeping', 'manager', { method: 'PUT', body: { days: 90 } })).status).toBe(403)
  expect((await api('/chat-keeping', 'admin', { method: 'PUT', body: { days: 3 } })).status).toBe(422)
})

test('a company is cleaned once a night, by its own clock', async () => {
  await api('/chat-keeping', 'admin', { method: 'PUT', body: { days: 30 } })
  await sendFile('ночь.png')
  const due = async (at: string) =>
    (await companiesToClean(server.db, new Date(at))).some(({ id }) => id === server.company.id)
  await server.db.query(sql`
    update chat_keeping set last_run_at = null where workspace_id = ${server.company.id}`)
  // Moscow is three hours ahead.
  expect(await due('2030-01-01T23:30:00Z')).toBe(false)
  expect(await due('2030-01-02T00:30:00Z')).toBe(true)
  await server.db.query(sql`
    update chat_keeping set last_run_at = '2030-01-02T00:30:00Z' where workspace_id = ${server.company.id}`)
  expect(await due('2030-01-02T20:00:00Z')).toBe(false)
  expect(await due('2030-01-03T00:30:00Z')).toBe(true)
})
