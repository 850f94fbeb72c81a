/** Every messenger, by the payloads that it documents: shuffled, doubled and cut, signed rightly, wrongly and not at all. */
import { createHmac } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from '../../../platform/database/database.ts'
import { type TestServer, testServer } from '../../../platform/testing/server.ts'
import { dialoguesOf, until } from '../testing.ts'
import { type Cloud, openCloud } from './test-cloud.ts'

let server: TestServer
let cloud: Cloud
beforeAll(async () => {
  server = await testServer({ env: { LIDOSKOP_PRIVATE_HOOKS: '1', LIDOSKOP_URL: 'https://lidoskop.example' } })
  cloud = await openCloud()
})
afterAll(async () => {
  await server.close()
  await cloud.close()
})

const at = (path: string) => `/workspaces/${server.company.slug}${path}`

interface Door {
  readonly id: string
  readonly url: string
  readonly secrets: Readonly<Record<string, string>>
}

const doors: Door[] = []
async function connect(provider: string, secrets: Record<string, string>, settings: object = {}): Promise<Door> {
  const answer = await server.api('admin')(at('/endpoints'), {
    body: { provider, name: provider, secrets, settings: { apiUrl: cloud.url, ...settings } },
  })
  if (!answer.ok) throw new Error(await answer.text())
  const made = (await answer.json()) as { id: string; path: string; secrets: Record<string, string> }
  const door = { id: made.id, url: server.url + made.path, secrets: { ...secrets, ...made.secrets } }
  doors.push(door)
  return door
}

beforeEach(() => {
  cloud.asked.length = 0
  cloud.answer = () => ({ json: {} })
})
afterEach(async () => {
  for (const { id } of doors.splice(0)) await server.api('admin')(at(`/endpoints/${id}`), { method: 'DELETE' })
  for (const table of [
    'interactions',
    'interaction_messages',
    'conversations',
    'conversation_messages',
    'raw_events',
    'outbox_messages',
    'message_files',
    'customers',
    'customer_contacts',
  ]) {
    await server.db.query({
      text: `delete from ${table} where workspace_id = $1`,
      values: [server.company.id],
    } as never)
  }
})

const dialogues = () => dialoguesOf(server, 'messenger')
const states = async () =>
  server.db.query<{ state: string; reason: string | null }>(
    sql`select state, reason from raw_events where workspace_id = ${server.company.id} order by id`,
  )
const settled = () => until(states, (all) => all.length > 0 && all.every(({ state }) => state !== 'waiting'))

const post = (door: Door, body: unknown, headers: Record<string, string> = {}, query = '') =>
  fetch(door.url + query, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

async function answerTo(
  interaction: string | undefined,
  text: string,
  answer: string = crypto.randomUUID(),
): Promise<string> {
  const sent = await server.api('admin')(at(`/interactions/${interaction}/answers`), { body: { answer, text } })
  expect(sent.status).toBe(200)
  return answer
}
const conversation = async (interaction: string | undefined) =>
  (await (await server.api('admin')(at(`/interactions/${interaction}/conversation`))).json()) as {
    messages: {
      text: string
      author: string
      by: string | null
      whole: string | null
      edited: boolean
      files: { name: string; state: string; id: string }[]
      delivery: { state: string; failure: { code: string } | null; readAt: string | null } | null
    }[]
    answer: { possible: boolean }
  }

/** How one messenger speaks. */
interface Speech {
  readonly provider: string
  readonly connect: () => Promise<Door>
  /** The same request signed rightly, wrongly and not. */
  readonly send: (door: Door, body: unknown, sign?: 'wrong' | 'missing') => Promise<Response>
  readonly message: (n: number, text: string) => unknown
  readonly thanks: string
  readonly client: string
}

const start = 1_790_000_000
const speeches: readonly Speech[] = [
  {
    provider: 'telegram',
    connect: () => {
      cloud.answer = ({ path }) =>
        path.endsWith('/getWebhookInfo')
          ? { json: { ok: true, result: { url: '' } } }
          : { json: { ok: true, result: true } }
      return connect('telegram', { botToken: '123456:AA-token' }, { mode: 'webhook' })
    },
    send: (door, body, sign) =>
      post(
        door,
        body,
        sign === 'missing'
          ? {}
          : { 'x-telegram-bot-api-secret-token': sign === 'wrong' ? 'other' : (door.secrets.secret ?? '') },
      ),
    // core.telegram.org/bots/webhooks
    message: (n, text) => ({
      update_id: 10_000 + n,
      message: {
        date: start + n,
        chat: { last_name: 'Test Lastname', id: 1111111, type: 'private', first_name: 'Test', username: 'Test' },
        message_id: 1365 + n,
        from: { last_name: 'Test Lastname', id: 1111111, is_bot: false, first_name: 'Test', username: 'Test' },
        text,
      },
    }),
    thanks: '{}',
    client: 'telegram:1111111',
  },
  {
    provider: 'vk',
    connect: () => connect('vk', { confirmation: 'a1b2c3d4', accessToken: 'vk1.token' }),
    send: (door, body, sign) => {
      const { secret: _, ...rest } = body as { secret?: string }
      return post(
        door,
        sign === 'missing' ? rest : { ...rest, secret: sign === 'wrong' ? 'other' : door.secrets.secret },
      )
    },
    message: (n, text) => ({
      group_id: 214167102,
      type: 'message_new',
      event_id: `da1b15e9f6d0c3c8a0c937e048cdd3e2b43794d${n}`,
      v: '5.199',
      object: {
        message: {
          date: start + n,
          from_id: 612444319,
          id: 0,
          out: 0,
          attachments: [],
          conversation_message_id: 2169 + n,
          fwd_messages: [],
          important: false,
          is_hidden: false,
          peer_id: 612444319,
          random_id: 0,
          text,
        },
        client_info: { button_actions: ['text'], keyboard: true, inline_keyboard: true, carousel: true, lang_id: 0 },
      },
    }),
    thanks: 'ok',
    client: 'vk:612444319',
  },
  {
    provider: 'whatsapp',
    connect: () =>
      connect('whatsapp', { appSecret: 'app-secret', accessToken: 'EAA-token' }, { phoneNumberId: '106540352242922' }),
    send: (door, body, sign) => {
      const text = JSON.stringify(body)
      const key = sign === 'wrong' ? 'other' : (door.secrets.appSecret ?? '')
      const signature = `sha256=${createHmac('sha256', key).update(text).digest('hex')}`
      return post(door, text, sign === 'missing' ? {} : { 'x-hub-signature-256': signature })
    },
    message: (n, text) => ({
      object: 'whatsapp_business_account',
      entry: [
        {
          id: '102290129340398',
          changes: [
            {
              value: {
                messaging_product: 'whatsapp',
                metadata: { display_phone_number: '15550783881', phone_number_id: '106540352242922' },
                contacts: [{ profile: { name: 'Sheena Nelson' }, wa_id: '16505551234' }],
                messages: [
                  {
                    from: '16505551234',
                    id: `wamid.HBgLMTY1MDM4Nzk0MzkVAgASGBQzQTRBNjU5OUFFRTAzODEwMTQ0RgA${n}`,
                    timestamp: String(start + n),
                    type: 'text',
                    text: { body: text },
                  },
                ],
              },
              field: 'messages',
            },
          ],
        },
      ],
    }),
    thanks: '{}',
    client: 'whatsapp:16505551234',
  },
  {
    provider: 'max',
    connect: () => {
      cloud.answer = ({ path }) => (path === '/subscriptions' ? { json: { subscriptions: [] } } : { json: {} })
      return connect('max', { botToken: 'max-token' })
    },
    send: (door, body, sign) =>
      post(
        door,
        body,
        sign === 'missing' ? {} : { 'x-max-bot-api-secret': sign === 'wrong' ? 'other' : (door.secrets.secret ?? '') },
      ),
    message: (n, text) => ({
      update_type: 'message_created',
      timestamp: (start + n) * 1_000,
      user_locale: 'ru',
      message: {
        sender: {
          user_id: 7,
          first_name: 'Анна',
          last_name: null,
          username: null,
          is_bot: false,
          last_activity_time: 1751400000000,
          name: 'Анна',
        },
        recipient: { chat_id: 42, chat_type: 'dialog', user_id: 7 },
        timestamp: (start + n) * 1_000,
        body: { mid: `mid.${n}`, seq: n, text, attachments: null },
      },
    }),
    thanks: '{}',
    client: 'max:7',
  },
  {
    provider: 'avito',
    connect: () => {
      cloud.answer = ({ path }) =>
        path === '/token/'
          ? { json: { access_token: 'avito-token', expires_in: 86_400 } }
          : { json: { chats: [], messages: [] } }
      return connect('avito', { clientId: 'client', clientSecret: 'client-secret' }, { userId: '99' })
    },
    send: (door, body, sign) =>
      post(door, body, {}, sign === 'missing' ? '' : `?secret=${sign === 'wrong' ? 'other' : door.secrets.secret}`),
    message: (n, text) => ({
      id: `evt_${n}`,
      version: 'v3.0.0',
      timestamp: start + n,
      payload: {
        type: 'message',
        value: {
          id: `msg12345678${n}`,
          chat_id: 'u2i-abc',
          user_id: 99,
          author_id: 42,
          created: start + n,
          type: 'text',
          chat_type: 'u2i',
          content: { text },
          item_id: 123,
          published_at: '2026-08-04T13:00:00Z',
        },
      },
    }),
    thanks: '{"ok":true}',
    client: 'avito:42',
  },
]

for (const speech of speeches) {
  const { provider } = speech

  test(`${provider}: three messages shuffled and doubled are one dialogue in order`, async () => {
    const door = await speech.connect()
    const bodies = [1, 2, 3].map((n) => speech.message(n, `слово ${n}`))
    for (const i of [2, 0, 2, 1, 0, 1]) {
      const answer = await speech.send(door, bodies[i])
      expect([answer.status, await answer.text()]).toEqual([200, speech.thanks])
    }
    await settled()
    expect(await dialogues()).toMatchObject([
      {
        direction: 'inbound',
        outcome: 'unanswered',
        messages: [1, 2, 3].map((n) => ({ author: 'client', text: `слово ${n}` })),
      },
    ])
    const contacts = await server.db.query<{ value: string }>(
      sql`select value from customer_contacts where workspace_id = ${server.company.id} and kind = 'messenger'`,
    )
    expect(contacts).toEqual([{ value: speech.client }])
    expect((await states()).every(({ state }) => state === 'applied')).toBe(true)
  })

  test(`${provider}: a signature that is missing or wrong is refused, and nothing of it kept; the right one never is`, async () => {
    const door = await speech.connect()
    expect((await speech.send(door, speech.message(1, 'x'), 'missing')).status).toBe(401)
    expect((await speech.send(door, speech.message(1, 'x'), 'wrong')).status).toBe(401)
    expect(await states()).toEqual([])
    expect((await speech.send(door, speech.message(1, 'x'))).status).toBe(200)
    await settled()
    const kept = await server.db.query<{ body: Buffer; headers: unknown }>(
      sql`select body, headers from raw_events where workspace_id = ${server.company.id}`,
    )
    const text = JSON.stringify(kept.map(({ body, headers }) => [body.toString(), headers]))
    for (const secret of Object.values(door.secrets)) expect(text).not.toContain(secret)
  })

  test(`${provider}: what is cut short or lacks its parts is kept with the reason, and the rest goes on`, async () => {
    const door = await speech.connect()
    const whole = speech.message(1, 'целое') as Record<string, unknown>
    const lacking = Object.keys(whole).filter((name) => !['secret'].includes(name))
    for (const name of lacking) {
      const { [name]: _, ...rest } = whole
      expect((await speech.send(door, rest)).status).toBe(200)
    }
    expect((await speech.send(door, whole)).status).toBe(200)
    await settled()
    const found = await dialogues()
    expect(found.flatMap(({ messages }) => messages.map(({ text }) => text))).toEqual(['целое'])
    expect((await states()).some(({ state, reason }) => state === 'failed' && reason !== null)).toBe(true)
    expect((await states()).filter(({ reason }) => reason === 'record_failed')).toEqual([])
  })
}

test('VK: the address is confirmed with the line of the cabinet', async () => {
  const door = await connect('vk', { confirmation: 'a1b2c3d4', accessToken: 'vk1.token' })
  const answer = await post(door, { type: 'confirmation', group_id: 1 })
  expect([answer.status, await answer.text()]).toEqual([200, 'a1b2c3d4'])
})

test('VK: the older form of a message is read as well; group chats are not', async () => {
  const door = await connect('vk', { confirmation: 'a1b2c3d4', accessToken: 'vk1.token' })
  const { secret } = door.secrets
  await post(door, {
    type: 'message_new',
    object: { id: 155, date: 1533483430, out: 0, user_id: 166109160, read_state: 0, title: '', body: 'ff' },
    group_id: 168097314,
    secret,
  })
  await post(door, {
    type: 'message_new',
    object: { message: { date: 1683278670, from_id: 1, peer_id: 2000000066, conversation_message_id: 1, text: 'Ок' } },
    group_id: 168097314,
    secret,
  })
  await settled()
  expect(await dialogues()).toMatchObject([{ messages: [{ text: 'ff' }] }])
  expect((await states()).map(({ reason }) => reason)).toEqual([null, 'group_chat'])
})

test('WhatsApp: Meta’s own example of a signature; the address answers its challenge only to the right token', async () => {
  expect(createHmac('sha256', 'secret').update('test').digest('hex')).toBe(
    '0329a06b62cd16b33eb6792be8c60b158d89a2ee3a876fce9a881ebb488c0914',
  )
  const door = await connect('whatsapp', { appSecret: 'secret', accessToken: 'EAA' }, { phoneNumberId: '1' })
  const signed = { 'x-hub-signature-256': 'sha256=0329a06b62cd16b33eb6792be8c60b158d89a2ee3a876fce9a881ebb488c0914' }
  expect((await post(door, 'test', signed)).status).toBe(200)
  expect((await post(door, 'tesT', signed)).status).toBe(401)
  const ask = (token: string) =>
    fetch(`${door.url}?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${token}`)
  expect(await (await ask(door.secrets.verifyToken ?? '')).text()).toBe('1158201444')
  expect((await ask('wrong')).status).toBe(403)
})

test('WhatsApp: a message from an advertisement knows it; states of our answer arrive on the card', async () => {
  const door = await connect(
    'whatsapp',
    { appSecret: 'secret', accessToken: 'EAA' },
    { phoneNumberId: '106540352242922' },
  )
  const speech = speeches.find(({ provider }) => provider === 'whatsapp')
  const body = JSON.parse(
    JSON.stringify(speech?.message(1, 'Does it come in another color?')).replace(
      '"type":"text"',
      '"referral":{"source_url":"https://fb.me/x","source_id":"120226305854810726","source_type":"ad","headline":"Окна","ctwa_clid":"Aff"},"type":"text"',
    ),
  )
  await speech?.send(door, body)
  const [dialogue] = await until(dialogues, (all) => all.length === 1)
  const [origin] = await server.db.query(sql`
    select s.name as source, c.name as campaign from interactions i
    join origins s on s.workspace_id = ${server.company.id} and s.id = i.source_id
    join origins c on c.workspace_id = ${server.company.id} and c.id = i.campaign_id
    where i.workspace_id = ${server.company.id} and i.id = ${dialogue?.id}`)
  expect(origin).toEqual({ source: 'Click to WhatsApp', campaign: 'Окна' })
  expect(dialogue).toMatchObject({ party: 'whatsapp:16505551234', name: 'Sheena Nelson' })
  cloud.answer = () => ({ json: { messaging_product: 'whatsapp', contacts: [], messages: [{ id: 'wamid.OUT' }] } })
  await answerTo(dialogue?.id, 'Да, есть')
  await until(dialogues, (all) => all[0]?.messages.length === 2)
  expect(JSON.parse(cloud.asked[0]?.body ?? '')).toMatchObject({ to: '16505551234', text: { body: 'Да, есть' } })
  const status = {
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '1',
        changes: [
          {
            field: 'messages',
            value: {
              statuses: ['read', 'delivered'].map((state) => ({
                id: 'wamid.OUT',
                status: state,
                timestamp: String(start),
                recipient_id: '16505551234',
              })),
            },
          },
        ],
      },
    ],
  }
  await speech?.send(door, status)
  const read = await until(
    () => conversation(dialogue?.id),
    ({ messages }) => messages.at(-1)?.delivery?.readAt !== null,
  )
  expect(read.messages.at(-1)).toMatchObject({ delivery: { state: 'sent' } })
})

test('WhatsApp: an answer after the day of free answers says why it did not go, and is not repeated', async () => {
  const door = await connect('whatsapp', { appSecret: 'secret', accessToken: 'EAA' }, { phoneNumberId: '1' })
  const speech = speeches.find(({ provider }) => provider === 'whatsapp')
  await speech?.send(door, speech.message(1, 'Привет'))
  const [dialogue] = await until(dialogues, (all) => all.length === 1)
  cloud.answer = () => ({ status: 400, json: { error: { code: 131047, message: 'Re-engagement message' } } })
  await answerTo(dialogue?.id, 'Поздно')
  const shown = await until(
    () => conversation(dialogue?.id),
    ({ messages }) => messages.at(-1)?.delivery?.state === 'failed',
  )
  expect(shown.messages.at(-1)?.delivery?.failure?.code).toBe('window_closed')
  expect(cloud.asked).toHaveLength(1)
  expect((await dialogues())[0]?.messages).toHaveLength(1)
})

test('Telegram: a photo, a voice and a document are fetched; an own contact joins the client’s number, another’s does not', async () => {
  const speech = speeches[0]
  const door = await speech?.connect()
  if (!door || !speech) throw new Error('no telegram')
  cloud.answer = ({ path, query }) =>
    path.includes('/getFile')
      ? { json: { ok: true, result: { file_path: `files/${query.get('file_id')}` } } }
      : path.includes('/file/')
        ? { bytes: Buffer.from(`bytes of ${path.split('/').at(-1)}`) }
        : { json: { ok: true, result: {} } }
  const say = (n: number, more: object) => {
    const update = speech.message(n, '') as { message: object }
    return speech.send(door, { ...update, message: { ...update.message, text: undefined, ...more } })
  }
  await say(1, {
    photo: [
      { file_id: 'small', file_unique_id: 's', width: 90, height: 90, file_size: 100 },
      { file_id: 'large', file_unique_id: 'l', width: 900, height: 900, file_size: 1000 },
    ],
    caption: 'Вот фото',
  })
  await say(2, {
    voice: { file_id: 'voice', file_unique_id: 'v', duration: 3, mime_type: 'audio/ogg', file_size: 500 },
  })
  await say(3, {
    document: {
      file_id: 'doc',
      file_unique_id: 'd',
      file_name: '../../смета.pdf',
      mime_type: 'application/pdf',
      file_size: 700,
    },
  })
  await say(4, { contact: { phone_number: '79990000000', first_name: 'Чужой', user_id: 222 } })
  await say(5, { contact: { phone_number: '79161234567', first_name: 'Test', user_id: 1111111 } })
  await settled()
  const [dialogue] = await dialogues()
  const shown = await until(
    () => conversation(dialogue?.id),
    ({ messages }) => messages.flatMap(({ files }) => files).every(({ state }) => state === 'stored'),
  )
  expect(shown.messages.map(({ text, files }) => [text, files.map(({ name }) => name)])).toEqual([
    ['Вот фото', ['photo.jpg']],
    ['voice.ogg', ['voice.ogg']],
    ['../../смета.pdf', ['../../смета.pdf']],
    ['Чужой, 79990000000', []],
    ['Test, 79161234567', []],
  ])
  const [file] = shown.messages[0]?.files ?? []
  const bytes = await server.api('admin')(at(`/message-files/${file?.id}`))
  expect(await bytes.text()).toBe('bytes of large')
  expect(bytes.headers.get('content-disposition')).toContain('attachment')
  expect(bytes.headers.get('content-security-policy')).toContain('sandbox')
  const phones = await server.db.query(
    sql`select value from customer_contacts where workspace_id = ${server.company.id} and kind = 'phone'`,
  )
  expect(phones).toEqual([{ value: '+79161234567' }])
  expect((await server.api('agency')(at(`/message-files/${file?.id}`))).status).toBe(404)
  expect((await server.api('manager')(at(`/message-files/${file?.id}`))).status).toBe(404)
}, 30_000)

test('Telegram: an edited message shows its last wording and keeps the first; groups and others’ updates are left alone', async () => {
  const speech = speeches[0]
  const door = await speech?.connect()
  if (!door || !speech) throw new Error('no telegram')
  const { message } = speech.message(1, 'Нужно 5 окон') as { message: Record<string, unknown> }
  await speech.send(door, { update_id: 1, message })
  await speech.send(door, { update_id: 3, edited_message: { ...message, edit_date: start + 60, text: 'Нужно 6 окон' } })
  await speech.send(door, { update_id: 2, edited_message: { ...message, edit_date: start + 30, text: 'Нужно 4 окна' } })
  await speech.send(door, {
    update_id: 4,
    message: { ...message, message_id: 9, chat: { id: -100123, type: 'supergroup' }, text: 'в группе' },
  })
  await speech.send(door, {
    update_id: 10001,
    callback_query: {
      id: '4382bf',
      from: { id: 1111111, is_bot: false, first_name: 'Ada' },
      chat_instance: '-1',
      data: 'approve:run-17',
    },
  })
  await settled()
  const [dialogue] = await dialogues()
  const { messages } = await conversation(dialogue?.id)
  expect(messages).toMatchObject([{ text: 'Нужно 6 окон', whole: 'Нужно 5 окон', edited: true }])
  expect((await states()).map(({ reason }) => reason)).toEqual([null, null, null, 'group_chat', 'no_matter'])
})

test('Telegram: a link of an advertisement opens the bot: no contact yet, and the source of the first word', async () => {
  const speech = speeches[0]
  const door = await speech?.connect()
  if (!door || !speech) throw new Error('no telegram')
  await speech.send(door, speech.message(1, '/start yandex--windows--rsya'))
  await settled()
  expect(await dialogues()).toEqual([])
  await speech.send(door, speech.message(2, 'Добрый день'))
  const [dialogue] = await until(dialogues, (all) => all.length === 1)
  const [origin] = await server.db.query(sql`
    select s.name as source, c.name as campaign, p.name as placement from interactions i
    join origins s on s.workspace_id = ${server.company.id} and s.id = i.source_id
    join origins c on c.workspace_id = ${server.company.id} and c.id = i.campaign_id
    join origins p on p.workspace_id = ${server.company.id} and p.id = i.placement_id
    where i.workspace_id = ${server.company.id} and i.id = ${dialogue?.id}`)
  expect(origin).toEqual({ source: 'yandex', campaign: 'windows', placement: 'rsya' })
})

test('Telegram without a public address: updates are asked for, each once, and the webhook is taken away first', async () => {
  const pages = [[1, 2], [3]]
  cloud.answer = ({ path, body }) => {
    if (path.endsWith('/deleteWebhook')) return { json: { ok: true, result: true } }
    if (!path.endsWith('/getUpdates')) return { json: { ok: true, result: {} } }
    const { offset = 0 } = JSON.parse(body) as { offset?: number }
    const next = pages.flat().filter((n) => 10_000 + n >= offset)
    const page = offset === 0 ? next.slice(0, 2) : next
    return page.length > 0
      ? { json: { ok: true, result: page.map((n) => speeches[0]?.message(n, `слово ${n}`)) } }
      : 'hang'
  }
  await connect('telegram', { botToken: '123456:AA-token' })
  const [dialogue] = await until(dialogues, (all) => all[0]?.messages.length === 3)
  expect(dialogue?.messages.map(({ text }) => text)).toEqual(['слово 1', 'слово 2', 'слово 3'])
  expect(cloud.asked[0]?.path).toBe('/bot123456:AA-token/deleteWebhook')
})

test('Telegram: an answer goes once; blocked says so; a broken connection leaves it to a person', async () => {
  const speech = speeches[0]
  const door = await speech?.connect()
  if (!door || !speech) throw new Error('no telegram')
  await speech.send(door, speech.message(1, 'Есть кто?'))
  const [dialogue] = await until(dialogues, (all) => all.length === 1)
  const sends = () => cloud.asked.filter(({ path }) => path.endsWith('/sendMessage'))
  cloud.answer = ({ path }) =>
    path.endsWith('/sendMessage')
      ? { json: { ok: true, result: { message_id: 2000, chat: { id: 1111111 }, date: start + 9 } } }
      : { json: { ok: true, result: {} } }
  const id = await answerTo(dialogue?.id, 'Есть!')
  await answerTo(dialogue?.id, 'Есть!', id)
  await until(dialogues, (all) => all[0]?.outcome === 'talked')
  expect(sends()).toHaveLength(1)
  expect((await dialogues())[0]).toMatchObject({
    employee: server.company.people.admin.name,
    messages: [{}, { author: 'employee', text: 'Есть!' }],
  })

  cloud.answer = () => ({
    status: 403,
    json: { ok: false, error_code: 403, description: 'Forbidden: bot was blocked by the user' },
  })
  await answerTo(dialogue?.id, 'Ещё тут?')
  const blocked = await until(
    () => conversation(dialogue?.id),
    ({ messages }) => messages.at(-1)?.delivery?.state === 'failed',
  )
  expect(blocked.messages.at(-1)?.delivery?.failure?.code).toBe('blocked')

  cloud.answer = () => 'drop'
  const doubtful = await answerTo(dialogue?.id, 'Дошло?')
  await until(
    () => conversation(dialogue?.id),
    ({ messages }) => messages.at(-1)?.delivery?.state === 'unsure',
  )
  const before = sends().length
  cloud.answer = () => ({ json: { ok: true, result: { message_id: 2001, chat: { id: 1111111 } } } })
  await new Promise((resume) => setTimeout(resume, 300))
  expect(sends()).toHaveLength(before)
  expect(
    (await server.api('admin')(at(`/interactions/${dialogue?.id}/answers/${doubtful}/again`), { method: 'POST' }))
      .status,
  ).toBe(200)
  await until(
    () => conversation(dialogue?.id),
    ({ messages }) => messages.some(({ text, delivery }) => text === 'Дошло?' && delivery?.state === 'sent'),
  )
  expect(sends()).toHaveLength(before + 1)
})

test('VK: an answer whose connection broke is sent again with the same number, and its echo is no second message', async () => {
  const speech = speeches[1]
  const door = await speech?.connect()
  if (!door || !speech) throw new Error('no vk')
  await speech.send(door, speech.message(1, 'Цена?'))
  const [dialogue] = await until(dialogues, (all) => all.length === 1)
  let count = 0
  cloud.answer = () => {
    count += 1
    return count === 1
      ? 'drop'
      : { json: { response: [{ peer_id: 612444319, message_id: 71, conversation_message_id: 2180 }] } }
  }
  await answerTo(dialogue?.id, '5 000')
  await until(
    () => conversation(dialogue?.id),
    ({ messages }) => messages.at(-1)?.delivery?.failure?.code === 'unreachable',
  )
  await server.db.query(sql`update outbox_messages set attempt_at = now() where workspace_id = ${server.company.id}`)
  await until(dialogues, (all) => all[0]?.outcome === 'talked')
  const numbers = cloud.asked.map(({ body }) => new URLSearchParams(body).get('random_id'))
  expect(numbers).toHaveLength(2)
  expect(new Set(numbers).size).toBe(1)
  await post(door, {
    type: 'message_reply',
    group_id: 214167102,
    event_id: 'e',
    v: '5.199',
    secret: door.secrets.secret,
    object: {
      date: start + 99,
      from_id: -214167102,
      id: 71,
      out: 1,
      conversation_message_id: 2180,
      peer_id: 612444319,
      text: '5 000',
      attachments: [],
    },
  })
  await settled()
  expect((await dialogues())[0]?.messages).toMatchObject([{ text: 'Цена?' }, { author: 'employee', text: '5 000' }])
  expect((await conversation(dialogue?.id)).messages.at(-1)).toMatchObject({ by: server.company.people.admin.name })
}, 30_000)

test('Avito: what the webhook lost is found in the chats, with the client’s name and the advertisement; our own words are ours', async () => {
  cloud.answer = ({ path }) => {
    if (path === '/token/') return { json: { access_token: 'avito-token', expires_in: 86_400 } }
    if (path === '/messenger/v2/accounts/99/chats')
      return {
        json: {
          chats: [
            {
              id: 'u2i-abc',
              updated: start + 20,
              users: [
                { id: 99, name: 'Мы' },
                { id: 42, name: 'Ольга' },
              ],
              context: {
                type: 'item',
                value: { id: 123, title: 'Окно ПВХ', price_string: '5 000 ₽', url: 'https://avito.ru/123' },
              },
            },
          ],
        },
      }
    if (path === '/messenger/v3/accounts/99/chats/u2i-abc/messages/') {
      return {
        json: {
          messages: [
            { id: 'm2', author_id: 99, created: start + 20, type: 'text', content: { text: 'Да' }, direction: 'out' },
            {
              id: 'm1',
              author_id: 42,
              created: start + 10,
              type: 'text',
              content: { text: 'Ещё продаёте?' },
              direction: 'in',
            },
          ],
        },
      }
    }
    return { json: { ok: true } }
  }
  const door = await connect('avito', { clientId: 'client', clientSecret: 'client-secret' }, { userId: '99' })
  const [dialogue] = await until(dialogues, (all) => all[0]?.messages.length === 2)
  expect(dialogue).toMatchObject({
    name: 'Ольга',
    party: 'avito:42',
    subject: 'Окно ПВХ',
    outcome: 'talked',
    messages: [
      { author: 'client', text: 'Ещё продаёте?' },
      { author: 'employee', text: 'Да' },
    ],
  })
  const told = cloud.asked.find(({ path, method }) => method === 'POST' && path === '/messenger/v3/webhook')
  expect(JSON.parse(told?.body ?? '{}')).toEqual({
    url: `https://lidoskop.example${new URL(door.url).pathname}?secret=${encodeURIComponent(door.secrets.secret ?? '')}`,
  })
  expect(told?.headers.authorization).toBe('Bearer avito-token')
})

test('MAX: the bot subscribes by itself, answers with its token in the header, and large ids stay exact', async () => {
  const speech = speeches[3]
  const door = await speech?.connect()
  if (!door || !speech) throw new Error('no max')
  const subscribed = await until(
    () => cloud.asked.find(({ method, path }) => method === 'POST' && path === '/subscriptions'),
    Boolean,
  )
  expect(subscribed?.headers.authorization).toBe('max-token')
  expect(JSON.parse(subscribed?.body ?? '{}')).toMatchObject({
    url: `https://lidoskop.example${new URL(door.url).pathname}`,
    secret: door.secrets.secret,
  })
  const body = JSON.stringify(speech.message(1, 'привет "9007199254740993"')).replace(
    '"chat_id":42',
    '"chat_id":9007199254740993',
  )
  await post(door, body, { 'x-max-bot-api-secret': door.secrets.secret ?? '' })
  const [dialogue] = await until(dialogues, (all) => all.length === 1)
  expect(dialogue?.messages).toMatchObject([{ text: 'привет "9007199254740993"' }])
  cloud.answer = () => ({ json: { message: { body: { mid: 'mid.out' } } } })
  await answerTo(dialogue?.id, 'Здравствуйте')
  await until(dialogues, (all) => all[0]?.outcome === 'talked')
  const sent = cloud.asked.find(({ path }) => path === '/messages')
  expect(sent?.query.get('chat_id')).toBe('9007199254740993')
})
