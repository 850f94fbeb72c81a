import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../../platform/database/database.ts'
import { type TestServer, testServer } from '../../platform/testing/index.ts'
import type { DialogueRow } from './contract.ts'
import type { OperatorNews } from './rules.ts'
import { chatSite, operatorConsole, say, siteOrigin, type TestSite, told, visitorPage } from './testing.ts'

let server: TestServer
let site: TestSite
let base: string
beforeAll(async () => {
  server = await testServer()
  site = await chatSite(server, { contact: 'never' })
  base = `/workspaces/${server.company.slug}/chats`
})
afterAll(() => server?.close())

type News<Type extends string> = Extract<OperatorNews<DialogueRow>, { type: Type }>
const ofDialogue =
  <Type extends 'row' | 'message'>(type: Type, dialogue: string) =>
  (news: OperatorNews<DialogueRow>): news is News<Type> =>
    news.type === type && (news.type === 'row' ? news.row.id : 'dialogue' in news ? news.dialogue : '') === dialogue
const visitor = (since = {}) => visitorPage(server.url, site.key, since)
const ready = async (role: 'manager' | 'head', value: boolean) =>
  expect((await server.api(role)(`${base}/ready`, { method: 'PUT', body: { ready: value } })).status).toBe(200)

describe('a dialogue', () => {
  test('goes both ways, in order, each word once, and is durable before it is acknowledged', async () => {
    const manager = await operatorConsole(server, 'manager')
    const page = await visitor()
    const first = await say(page, 'Здравствуйте')
    const [kept] = await server.db.query<{ text: string }>(
      sql`select text from chat_messages where workspace_id = ${server.company.id} and id = ${first.id}`,
    )
    expect(kept?.text).toBe('Здравствуйте')
    const second = await say(page, 'Сколько стоит окно?')
    expect([first.seq, second.seq]).toEqual([1, 2])
    const row = await manager.hear(ofDialogue('row', first.dialogue))
    expect(row.row).toMatchObject({ state: 'open', employee: null, pageUrl: `${siteOrigin}/windows` })

    const id = randomUUID()
    manager.send({ type: 'message', dialogue: first.dialogue, id, text: 'Добрый день' })
    manager.send({ type: 'message', dialogue: first.dialogue, id, text: 'Добрый день' })
    await manager.hear((news): news is News<'kept'> => news.type === 'kept' && news.id === id)
    await expect
      .poll(() => told(page).map(({ text, event }) => event?.kind ?? text))
      .toEqual(['Здравствуйте', 'Сколько стоит окно?', 'joined', 'Добрый день'])
    await expect
      .poll(() => manager.news.filter((news) => news.type === 'row').at(-1)?.row)
      .toMatchObject({ employee: { id: server.company.people.manager.id }, waitingSince: null, unread: 0 })
    await Promise.all([page.close(), manager.close()])
  })

  test('loses and doubles nothing when the line is cut in the middle', async () => {
    const page = await visitor()
    const first = await say(page, 'раз')
    const lostId = randomUUID()
    // The line is cut before the answer comes: the page can't know whether the words arrived.
    page.send({ type: 'message', id: lostId, text: 'два' })
    await expect
      .poll(() =>
        server.db.query(sql`select 1 from chat_messages where id = ${lostId} and workspace_id = ${server.company.id}`),
      )
      .toHaveLength(1)
    page.cut()
    const manager = server.api('manager')
    const answered = await manager(`${base}/${first.dialogue}/messages`, {
      body: { messageId: randomUUID(), text: 'три' },
    })
    expect(answered.status).toBe(200)

    const again = await visitor({ token: page.token, dialogue: first.dialogue, after: first.seq })
    const repeated = await say(again, 'два', lostId)
    expect(repeated).toMatchObject({ seq: 2, dialogue: first.dialogue })
    await say(again, 'четыре')
    await expect.poll(() => told(again).map(({ seq }) => seq)).toEqual([2, 3, 4, 5])
    expect(told(again).map(({ text }) => text)).toEqual(['два', '', 'три', 'четыре'])
    await again.close()
  })

  test('is told to every open page of the visitor', async () => {
    const one = await visitor()
    const { dialogue } = await say(one, 'с телефона')
    const other = await visitor({ token: one.token })
    await expect.poll(() => told(other).map(({ text }) => text)).toEqual(['с телефона'])
    await say(other, 'с компьютера')
    await expect.poll(() => told(one).map(({ text }) => text)).toEqual(['с телефона', 'с компьютера'])
    expect(dialogue).toBeTruthy()
    await Promise.all([one.close(), other.close()])
  })

  test('carries words longer than a notification, and whatever letters there are', async () => {
    const page = await visitor()
    const manager = await operatorConsole(server, 'manager')
    const long = '<img src=x onerror=alert(1)> Ж🙂'.repeat(120)
    const { dialogue } = await say(page, long)
    await expect.poll(() => told(page).map(({ text }) => text)).toEqual([long])
    const message = await manager.hear(ofDialogue('message', dialogue))
    expect(message.message.text).toBe(long)
    await Promise.all([page.close(), manager.close()])
  })

  test('tells each side that the other is typing, reads and is there', async () => {
    const page = await visitor()
    const manager = await operatorConsole(server, 'manager')
    const { dialogue, seq } = await say(page, 'вопрос')
    await manager.hear(ofDialogue('row', dialogue))
    manager.send({ type: 'typing', dialogue })
    await page.hear((news) => news.type === 'typing')
    page.send({ type: 'typing' })
    await manager.hear((news): news is News<'typing'> => news.type === 'typing' && news.dialogue === dialogue)
    manager.send({ type: 'read', dialogue, seq })
    await page.hear((news): news is typeof news => news.type === 'dialogue' && news.dialogue?.read === seq)
    await page.close()
    await expect
      .poll(() => manager.news.filter(ofDialogue('row', dialogue)).at(-1)?.row.visitor.here, { timeout: 10_000 })
      .toBe(false)
    await manager.close()
  })
})

describe('after a dialogue', () => {
  test('the client rates it once, and the record keeps one interaction with words, client and rating', async () => {
    const page = await visitor()
    const { dialogue } = await say(page, 'Хочу балкон')
    page.send({ type: 'contact', name: 'Анна', phone: '8 916 000-11-22' })
    const manager = server.api('manager')
    await manager(`${base}/${dialogue}/messages`, { body: { messageId: randomUUID(), text: 'Приедем завтра' } })
    page.send({ type: 'rate', score: 5, comment: 'рано' })
    await page.hear((news): news is typeof news => news.type === 'refused' && news.reason === 'over')
    const finished = await manager(`${base}/${dialogue}/finish`, { body: {} })
    const { interactionId } = (await finished.json()) as { interactionId: string }
    await page.hear((news): news is typeof news => news.type === 'dialogue' && news.dialogue?.mayRate === true)
    page.send({ type: 'rate', score: 4, comment: 'быстро' })
    await page.hear(
      (news): news is typeof news =>
        news.type === 'dialogue' && news.dialogue?.state === 'closed' && !news.dialogue.mayRate,
    )
    page.send({ type: 'rate', score: 1, comment: 'ещё раз' })
    await page.hear((news): news is typeof news => news.type === 'refused' && news.reason === 'already_rated')

    const card = async () =>
      (await (await manager(`/workspaces/${server.company.slug}/interactions/${interactionId}`)).json()) as {
        messages: { text: string; author: string }[]
      }
    await expect
      .poll(async () => (await card()).messages.map(({ text }) => text), { timeout: 10_000 })
      .toEqual(['Хочу балкон', 'Приедем завтра', 'Оценка клиента: 4 из 5: быстро'])
    expect(await card()).toMatchObject({
      kind: 'chat',
      state: 'finished',
      outcome: 'talked',
      provider: 'chat',
      externalId: dialogue,
      employee: { id: server.company.people.manager.id },
      party: { number: '+79160001122', name: 'Анна' },
      ourAddress: 'okna.test',
    })
    await page.close()
  })

  test('words within a day go on with it, later ones begin another', async () => {
    const page = await visitor()
    const { dialogue } = await say(page, 'первый вопрос')
    await server.api('manager')(`${base}/${dialogue}/finish`, { body: {} })
    expect((await say(page, 'ещё вопрос')).dialogue).toBe(dialogue)
    await server.db.query(sql`
      update chat_dialogues set last_at = last_at - interval '25 hours' where workspace_id = ${server.company.id} and id = ${dialogue}`)
    const later = await say(page, 'через день')
    expect(later).toMatchObject({ seq: 1 })
    expect(later.dialogue).not.toBe(dialogue)
    const { row } = (await (await server.api('manager')(`${base}/${dialogue}`)).json()) as { row: DialogueRow }
    expect(row).toMatchObject({ state: 'closed', rating: null })
    await page.close()
  })
})

describe('who sees a dialogue', () => {
  test('a manager sees the queue and their own; what goes to a colleague or another department leaves their console', async () => {
    const manager = await operatorConsole(server, 'manager')
    const page = await visitor()
    const { dialogue } = await say(page, 'кому-нибудь')
    await manager.hear(ofDialogue('row', dialogue))
    const moved = await server.api('manager')(`${base}/${dialogue}/assign`, {
      body: { department: server.company.departments.service, note: 'это к сервису' },
    })
    expect(moved.status).toBe(200)
    await manager.hear((news): news is News<'gone'> => news.type === 'gone' && news.dialogue === dialogue)
    expect((await server.api('manager')(`${base}/${dialogue}`)).status).toBe(404)
    expect((await server.api('director')(`${base}/${dialogue}`)).status).toBe(200)
    const refused = randomUUID()
    manager.send({ type: 'message', dialogue, id: refused, text: 'мне нельзя' })
    await manager.hear((news): news is News<'refused'> => news.type === 'refused' && news.id === refused)
    // The note is for colleagues.
    await expect.poll(() => told(page).map(({ event }) => event)).toContainEqual({ kind: 'transferred', by: null })
    await Promise.all([page.close(), manager.close()])
  })

  test('marketing reads along with contacts masked, and says nothing', async () => {
    const page = await visitor()
    const { dialogue } = await say(page, 'звоните 8 916 123-45-67')
    const marketing = await operatorConsole(server, 'marketing')
    const read = (await (await server.api('marketing')(`${base}/${dialogue}`)).json()) as {
      messages: { text: string }[]
    }
    expect(read.messages.map(({ text }) => text)).toEqual(['звоните ***67'])
    const sent = await server.api('marketing')(`${base}/${dialogue}/messages`, {
      body: { messageId: randomUUID(), text: 'я маркетолог' },
    })
    expect(sent.status).toBe(403)
    await Promise.all([page.close(), marketing.close()])
  })
})

test('a page knows whether somebody is there, as people come and go', async () => {
  await ready('manager', true)
  const manager = await operatorConsole(server, 'manager')
  const page = await visitor()
  await page.hear((news): news is typeof news => news.type === 'presence' && news.available)
  await ready('manager', false)
  await page.hear((news): news is typeof news => news.type === 'presence' && !news.available)
  const { dialogue } = await say(page, 'есть кто?')
  const { row } = (await (await server.api('manager')(`${base}/${dialogue}`)).json()) as { row: DialogueRow }
  expect(row.offline).toBe(true)
  await Promise.all([page.close(), manager.close()])
})
