/** The whole server: what is announced reaches people by itself, and the doors hold. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../kernel/ids.ts'
import { sql } from '../../platform/database/database.ts'
import { announce } from '../../platform/notices/announce.ts'
import type { Notice } from '../../platform/notices/notice.ts'
import { type TestServer, testServer } from '../../platform/testing/index.ts'
import { type Cloud, openCloud } from '../messaging/channels/test-cloud.ts'
import { mailPassword, mailUser, smtpServer, type TestSmtp } from '../messaging/mail/test-servers.ts'
import { remindAll } from './reminders.ts'

let server: TestServer
let smtp: TestSmtp
let cloud: Cloud
beforeAll(async () => {
  ;[smtp, cloud] = await Promise.all([smtpServer(), openCloud()])
  server = await testServer({
    env: {
      LIDOSKOP_PRIVATE_HOOKS: '1',
      LIDOSKOP_SMTP_URL: `smtp://${encodeURIComponent(mailUser)}:${mailPassword}@127.0.0.1:${smtp.port}`,
    },
  })
})
afterAll(async () => {
  await server?.close()
  await Promise.all([smtp?.close(), cloud?.close()])
})

const patience = { timeout: 30_000, interval: 50 }
const at = (path: string) => `/workspaces/${server.company.slug}/${path}`
const tell = (notice: Partial<Notice>) =>
  server.db.transaction((tx) =>
    announce(
      tx,
      {
        ...{ workspaceId: server.company.id, type: 'channel.stopped', interactionId: null },
        ...{ to: { roles: ['admin'] }, facts: { name: 'Чат продаж', answer: 'gone' } },
        ...{ path: 'settings/notifications', key: newId() },
        ...notice,
      },
      new Date(),
    ),
  )
const json = async <Answer>(answer: Promise<Response>): Promise<Answer> => (await answer).json() as Promise<Answer>
const letters = (role: 'admin' | 'manager') =>
  smtp.received.filter(({ to }) => to.includes(server.logins[role].email)).map(({ raw }) => raw)
const linkIn = (letter: string): string =>
  /List-Unsubscribe:\s+<https?:\/\/[^/]+(\/unsubscribe\/[^>]+)>/.exec(letter)?.[1] ?? ''

interface Bell {
  readonly items: { readonly id: string; readonly text: { ru: { title: string }; en: { title: string } } }[]
}

test('what is announced rings and is written by itself; what was read stays read; nobody else hears of it', async () => {
  await tell({})
  const admin = server.api('admin')
  const unread = async (role: 'admin' | 'manager') =>
    (await json<{ unread: number }>(server.api(role)(at('notifications/unread')))).unread
  await expect.poll(() => unread('admin'), patience).toBe(1)
  await expect.poll(() => letters('admin').length, patience).toBe(1)
  expect(await unread('manager')).toBe(0)
  const { items } = await json<Bell>(admin(at('notifications')))
  expect(items[0]?.text).toMatchObject({
    ru: { title: 'Уведомления больше не доходят: Чат продаж' },
    en: { title: 'Notifications don’t get through any more: Чат продаж' },
  })
  expect(await json(admin(at('notifications/read'), { body: { ids: [items[0]?.id] } }))).toEqual({ unread: 0 })
  // Somebody else's bell is not theirs to read.
  await tell({})
  await expect.poll(() => unread('admin'), patience).toBe(1)
  await server.api('manager')(at('notifications/read'), { body: {} })
  expect(await unread('admin')).toBe(1)
})

test('a letter is ended by its link without signing in: reading the page changes nothing, one click does, and the log has it', async () => {
  await tell({})
  await expect.poll(() => letters('admin').length, patience).toBeGreaterThan(2)
  const link = linkIn(letters('admin')[0] ?? '')
  const page = await fetch(server.url + link)
  expect(page.status).toBe(200)
  expect(await page.text()).toContain('Письма «Канал уведомлений отключился»')
  const paces = async () => (await json<{ paces: object }>(server.api('admin')(at('notification-preferences')))).paces
  expect(await paces()).toEqual({})
  const click = () =>
    fetch(server.url + link, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    })
  expect([(await click()).status, (await click()).status]).toEqual([200, 200])
  expect(await paces()).toEqual({ 'channel.stopped': 'never' })
  const logged = await server.db.query(sql`
    select 1 from audit_log where workspace_id = ${server.company.id} and action = 'notifications.unsubscribed'`)
  expect(logged).toHaveLength(1)
  const before = letters('admin').length
  await tell({ key: 'silent' })
  await expect
    .poll(async () => (await json<Bell>(server.api('admin')(at('notifications')))).items.length, patience)
    .toBe(4)
  expect(letters('admin')).toHaveLength(before)
})

test('a link that was guessed, cut or made for somebody else opens nothing', async () => {
  const link = linkIn(letters('admin')[0] ?? '')
  const { manager, admin } = server.company.people
  for (const forged of [link.slice(0, -1), link.replace(admin.id, manager.id), '/unsubscribe/x', '/unsubscribe/~~~']) {
    for (const method of ['GET', 'POST']) {
      expect([forged, (await fetch(server.url + forged, { method })).status]).toEqual([forged, 404])
    }
  }
})

test('work waits where it is due, in order, with its words; whose it is not sees nothing of it', async () => {
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)
  const talk = (externalId: string, minutes: number) =>
    server.db.transaction((tx) =>
      server.app.recorder.record(tx, {
        workspace: server.company,
        observations: [
          {
            ...{
              provider: 'generic',
              externalId,
              kind: 'call',
              direction: 'inbound',
              finished: true,
              outcome: 'answered',
            },
            ...{ at: minutesAgo(minutes), startedAt: minutesAgo(minutes + 2), endedAt: minutesAgo(minutes) },
            ...{ party: { phone: '+79161234567' } },
            legs: [
              {
                ...{ key: 'a', line: server.company.people.manager.line, outcome: 'answered' },
                ...{
                  startedAt: minutesAgo(minutes + 2),
                  answeredAt: minutesAgo(minutes + 1),
                  endedAt: minutesAgo(minutes),
                },
              },
            ],
          },
        ],
        now: new Date(),
      }),
    )
  await talk('fresh', 5)
  await talk('late', 90)
  await server.db.query(sql`
    insert into callback_requests (workspace_id, id, site_id, phone, name, state, created_at, promised_from, promised_until, try_at, language)
    values (${server.company.id}, ${newId()}, ${newId()}, '+79160001122', 'Ольга', 'waiting', ${minutesAgo(60)}, ${minutesAgo(60)},
      ${minutesAgo(59.5)}, ${minutesAgo(60)}, 'ru')`)
  const work = await json<{
    items: { type: string; overdue: boolean; text: { ru: { title: string }; en: { title: string } } }[]
    overdue: number
  }>(server.api('manager')(at('work')))
  expect(work.items.map(({ text, overdue }) => [text.ru.title, overdue])).toEqual([
    ['Поставить класс: звонок, +7 916 123-45-67', true],
    ['Перезвонить: Ольга, +7 916 000-11-22', true],
    ['Поставить класс: звонок, +7 916 123-45-67', false],
  ])
  expect(work.items[1]?.text.en.title).toBe('Call back: Ольга, +7 916 000-11-22')
  expect(work.overdue).toBe(2)
  for (const role of ['marketing', 'auditor', 'agency'] as const) {
    expect(await json(server.api(role)(at('work')))).toEqual({ items: [], overdue: 0 })
  }
})

test('in the morning of each person’s clock they are reminded once of what is overdue', async () => {
  const { manager } = server.company.people
  const item = (type: string) => ({ type, id: '1', interactionId: null, facts: {}, path: 'work' })
  const name = (text: string) => ({ name: text, title: () => text })
  const source = {
    ...{ type: 'test', words: { ru: name('Дело'), en: name('Thing') } },
    list: async (_db: unknown, member: { employeeId: string | null }, now: Date) =>
      member.employeeId === manager.id
        ? [{ ...item('test'), since: new Date(now.getTime() - 60_000), dueAt: now }]
        : [],
  }
  const remindersAt = async (moment: string) => {
    await Promise.all([1, 2].map(() => remindAll(server.db, [source], new Date(moment))))
    const [row] = await server.db.query<{ count: number }>(sql`
      select count(*) as count from notices where workspace_id = ${server.company.id} and type = 'work.waiting' and key like ${`%${moment.slice(0, 10)}`}`)
    return row?.count
  }
  // Moscow: 08:59, 09:00, 11:59, and the next day past noon.
  expect(await remindersAt('2030-03-04T05:59:00Z')).toBe(0)
  expect(await remindersAt('2030-03-04T06:00:00Z')).toBe(1)
  expect(await remindersAt('2030-03-04T08:59:00Z')).toBe(1)
  expect(await remindersAt('2030-03-05T09:00:00Z')).toBe(0)
})

test('channels keep their secrets, tell what a test came to, find chats of a bot, and the log of changes has no secret either', async () => {
  const admin = server.api('admin')
  cloud.answer = ({ path }) =>
    path === '/bot42:secret-token/getUpdates'
      ? {
          // https://core.telegram.org/bots/api#getting-updates
          json: {
            ok: true,
            result: [
              { update_id: 1, message: { message_id: 5, chat: { id: -1001, title: 'Продажи', type: 'supergroup' } } },
              { update_id: 2, my_chat_member: { chat: { id: 7, first_name: 'Анна', type: 'private' } } },
            ],
          },
        }
      : { json: { ok: true, result: {} } }
  const telegram = { token: '42:secret-token', apiUrl: cloud.url }
  expect(await json(admin(at('telegram-chats'), { body: telegram }))).toEqual({
    chats: [
      { id: '-1001', name: 'Продажи' },
      { id: '7', name: 'Анна' },
    ],
    answer: null,
  })
  const missing = await admin(at('notification-channels'), { body: { kind: 'telegram', name: 'Чат', ...telegram } })
  expect([missing.status, await missing.json()]).toMatchObject([422, { data: { field: 'chat' } }])
  const { id } = await json<{ id: string }>(
    admin(at('notification-channels'), { body: { kind: 'telegram', name: 'Чат', chat: '-1001', ...telegram } }),
  )
  expect(await json(admin(at(`notification-channels/${id}/test`), { method: 'POST' }))).toEqual({
    ...{ sent: true, status: 200, answer: 'ok' },
  })
  const made = await json<{ key: string }>(
    admin(at('notification-channels'), { body: { kind: 'webhook', name: 'Свой', url: `${cloud.url}/own` } }),
  )
  expect(made.key).toMatch(/^lsw_/)
  const listed = await (await admin(at('notification-channels'))).text()
  const log = await server.db.query(sql`
    select action, before, after from audit_log where workspace_id = ${server.company.id} and object_type = 'notifications'`)
  expect(log).toHaveLength(2)
  for (const text of [listed, JSON.stringify(log)]) {
    expect(text).not.toContain('secret-token')
    expect(text).not.toContain(made.key)
  }
  expect((await admin(at(`notification-channels/${id}`), { method: 'DELETE' })).status).toBe(200)
})

test('a rule names only what is the company’s own', async () => {
  const admin = server.api('admin')
  const elsewhere = await server.addCompany()
  const rule = { name: 'Правило', roles: ['director'] }
  for (const foreign of [
    { employees: [elsewhere.company.people.manager.id] },
    { departmentId: elsewhere.company.departments.windows },
    { channelId: newId() },
    { sourceId: newId() },
  ]) {
    const field = Object.keys(foreign)[0]
    const answer = await admin(at('notification-rules'), { body: { ...rule, ...foreign } })
    expect([answer.status, await answer.json()]).toMatchObject([404, { data: { field } }])
  }
  const { id } = await json<{ id: string }>(admin(at('notification-rules'), { body: rule }))
  expect(
    (await admin(at(`notification-rules/${id}`), { method: 'PUT', body: { ...rule, pace: 'daily' } })).status,
  ).toBe(200)
  expect((await admin(at(`notification-rules/${id}`), { method: 'DELETE' })).status).toBe(200)
})
