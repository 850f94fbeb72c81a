/** Answers on their way: nothing is lost, nothing goes twice unknown, and whoever wrote it sees what became of it. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from '../../../platform/database/database.ts'
import { type TestServer, testServer } from '../../../platform/testing/server.ts'
import { createFileStore } from '../files.ts'
import { createMailHandler } from '../mail/take-letter.ts'
import { mailPassword, mailUser, smtpServer, type TestSmtp } from '../mail/test-servers.ts'
import { dialoguesOf, letterText, until } from '../testing.ts'

let server: TestServer
let smtp: TestSmtp
let endpointId: string
let interaction: string
beforeAll(async () => {
  server = await testServer({ env: { LIDOSKOP_PRIVATE_HOOKS: '1' } })
  smtp = await smtpServer()
  endpointId = await connect(mailPassword)
})
afterAll(async () => {
  await server.close()
  await smtp.close()
})

const at = (path: string) => `/workspaces/${server.company.slug}${path}`
const admin = () => server.api('admin')

// Nobody reads this mailbox: letters are given to their handler, so that only the sending is on trial.
async function connect(password: string): Promise<string> {
  const settings = {
    address: mailUser,
    ...{ host: '127.0.0.1', port: 1, security: 'none' },
    ...{ smtpHost: '127.0.0.1', smtpPort: smtp.port, smtpSecurity: 'none' },
  }
  const body = { provider: 'imap', name: 'Почта', secrets: { password }, settings }
  const answer = await admin()(at('/endpoints'), { body })
  return ((await answer.json()) as { id: string }).id
}

let count = 0
async function receive(endpoint = endpointId): Promise<string> {
  count += 1
  const { db, app, company } = server
  const handler = createMailHandler(app.recorder, createFileStore(app.services.config.dataFolder))
  const body = Buffer.from(letterText({ id: `${count}@client`, from: `c${count}@client.example`, at: new Date() }))
  const event = { topic: 'letter', contentType: 'message/rfc822', headers: {}, body, receivedAt: new Date() }
  const workspace = { id: company.id, timezone: 'Europe/Moscow', country: 'RU' }
  await db.transaction((tx) =>
    handler(tx, {
      workspace,
      workspaceId: company.id,
      endpointId: endpoint,
      settings: { address: mailUser },
      now: new Date(),
      event,
    }),
  )
  const dialogues = await dialoguesOf(server)
  return dialogues.find(({ party }) => party === `c${count}@client.example`)?.id ?? ''
}

beforeEach(async () => {
  smtp.received.length = 0
  smtp.answer = () => null
  interaction = await receive()
})

const write = async (text: string, to = interaction, answer: string = crypto.randomUUID()) => {
  expect((await admin()(at(`/interactions/${to}/answers`), { body: { answer, text } })).status).toBe(200)
  return answer
}
interface Delivery {
  readonly state: string
  readonly failure: { readonly code: string; readonly detail: string | null } | null
}
const deliveries = async (of = interaction) => {
  const shown = (await (await admin()(at(`/interactions/${of}/conversation`))).json()) as {
    messages: { text: string; delivery: Delivery | null }[]
  }
  return shown.messages.flatMap(({ text, delivery }) => (delivery ? [{ text, ...delivery }] : []))
}
/** What waits for its next attempt waits no longer. */
const hurry = () =>
  server.db.query(sql`
    update outbox_messages set attempt_at = now() - interval '1 second', leased_until = null
    where workspace_id = ${server.company.id} and state in ('waiting', 'sending')`)
const ids = () => smtp.received.map(({ raw }) => /^Message-ID: (\S+)/im.exec(raw)?.[1])

test('a server that is busy is tried again, and the letter goes once', async () => {
  let tries = 0
  smtp.answer = () => {
    tries += 1
    return tries === 1 ? { code: 451, text: 'Try again later' } : null
  }
  await write('Добрый день')
  const [waiting] = await until(deliveries, ([first]) => first?.failure !== null && first?.state === 'waiting')
  expect(waiting?.failure).toMatchObject({ code: 'refused', detail: expect.stringContaining('451') })
  await hurry()
  await until(deliveries, ([first]) => first?.state === 'sent')
  expect(smtp.received).toHaveLength(1)
}, 30_000)

test('a refusal for good is told with the server’s words, tried once, and can be taken back', async () => {
  smtp.answer = () => ({ code: 550, text: 'No such user here' })
  // As a screen does: it asks again when it is told to, and not otherwise.
  let shown: Awaited<ReturnType<typeof deliveries>> = []
  const leave = server.app.services.live.subscribe(server.company.id, async ({ type }) => {
    if (type === 'messaging') shown = await deliveries()
  })
  const answer = await write('Добрый день')
  const [failed] = await until(
    async () => shown,
    ([first]) => first?.state === 'failed',
  )
  leave()
  expect(failed?.failure).toMatchObject({ code: 'refused', detail: expect.stringContaining('No such user here') })
  await hurry()
  expect((await dialoguesOf(server)).find(({ id }) => id === interaction)?.messages).toHaveLength(1)
  expect((await admin()(at(`/interactions/${interaction}/answers/${answer}`), { method: 'DELETE' })).status).toBe(200)
  expect(await deliveries()).toEqual([])
})

test('where the server’s answer was lost the same letter is sent again: one Message-ID, one message in the record', async () => {
  let tries = 0
  smtp.answer = () => {
    tries += 1
    return tries === 1 ? 'drop' : null
  }
  await write('Дошло ли?')
  await until(deliveries, ([first]) => first?.failure !== null)
  await hurry()
  await until(deliveries, ([first]) => first?.state === 'sent')
  expect(ids()).toHaveLength(2)
  expect(new Set(ids()).size).toBe(1)
  expect((await dialoguesOf(server)).find(({ id }) => id === interaction)?.messages).toHaveLength(2)
}, 30_000)

test('a process that ended in the middle of sending leaves the letter to the next one', async () => {
  smtp.answer = () => ({ code: 451, text: 'later' })
  await write('Прерванное')
  await until(deliveries, ([first]) => first?.state === 'waiting' && first.failure !== null)
  smtp.answer = () => null
  await server.db.query(sql`
    update outbox_messages set state = 'sending', leased_until = now() - interval '1 minute', attempt_at = now()
    where workspace_id = ${server.company.id} and interaction_id = ${interaction}`)
  await until(deliveries, ([first]) => first?.state === 'sent')
  expect(smtp.received).toHaveLength(1)
}, 30_000)

test('answers of one dialogue keep their order: the second waits for the first', async () => {
  let busy = true
  smtp.answer = () => (busy ? { code: 451, text: 'later' } : null)
  // Identities are the writers' own and tell nothing of the order.
  await write('первый', interaction, 'ffffffff-ffff-4fff-bfff-ffffffffffff')
  await write('второй', interaction, '00000000-0000-4000-8000-000000000001')
  await until(deliveries, (all) => all.length === 2 && all[0]?.failure !== null)
  expect((await deliveries())[1]).toMatchObject({ state: 'waiting', failure: null })
  busy = false
  await hurry()
  await until(deliveries, (all) => all.every(({ state }) => state === 'sent'))
  const words = (await dialoguesOf(server)).find(({ id }) => id === interaction)?.messages.map(({ text }) => text)
  expect(words?.slice(1)).toEqual(['первый', 'второй'])
  expect(smtp.received).toHaveLength(2)
}, 30_000)

test('a refused password says so, and the answer goes when it is mended', async () => {
  const wrong = await connect('wrong-password-7')
  const other = await receive(wrong)
  await write('Подождёт', other)
  const [waiting] = await until(
    () => deliveries(other),
    ([first]) => first?.failure !== null,
  )
  expect(waiting).toMatchObject({ state: 'waiting', failure: { code: 'credentials' } })
  expect(JSON.stringify(waiting)).not.toContain('wrong-password-7')
  await admin()(at(`/endpoints/${wrong}`), { method: 'PATCH', body: { secrets: { password: mailPassword } } })
  await hurry()
  await until(
    () => deliveries(other),
    ([first]) => first?.state === 'sent',
  )
  expect(smtp.received).toHaveLength(1)
}, 30_000)

test('each answer is in the change log, without its words', async () => {
  await write('Секретное предложение')
  await until(deliveries, ([first]) => first?.state === 'sent')
  const log = await server.db.query<{ action: string; after: unknown }>(sql`
    select action, after from audit_log where workspace_id = ${server.company.id} and object_id = ${interaction}`)
  expect(log).toMatchObject([{ action: 'message.sent', after: { channel: 'mail', characters: 21, files: 0 } }])
  expect(JSON.stringify(log)).not.toContain('Секретное')
})

test('a file of another dialogue, one too many bytes and an empty answer are refused', async () => {
  const bring = (to: string, bytes: Buffer) =>
    fetch(`${server.url}/api/v1${at(`/interactions/${to}/files?name=${encodeURIComponent('смета.txt')}`)}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${server.keys.admin}`, 'content-type': 'text/html' },
      body: new Uint8Array(bytes),
    })
  const other = await receive()
  const { id } = (await (await bring(other, Buffer.from('<script>'))).json()) as { id: string }
  const send = (files: string[]) =>
    admin()(at(`/interactions/${interaction}/answers`), { body: { answer: crypto.randomUUID(), text: '', files } })
  expect((await send([id])).status).toBe(404)
  expect((await send([])).status).toBe(422)
  expect((await bring(interaction, Buffer.alloc(10_000_001))).status).toBe(422)
  expect((await bring(crypto.randomUUID(), Buffer.from('x'))).status).toBe(404)
  const given = await admin()(at(`/message-files/${id}?show`))
  expect([given.headers.get('content-type'), given.headers.get('content-disposition')?.slice(0, 10)]).toEqual([
    'application/octet-stream',
    'attachment',
  ])
  expect(smtp.received).toHaveLength(0)
})
