/** A mail server delivers a letter, a person reads it on its card and answers from there: the letter goes out, once. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cloud, openCloud } from '../modules/messaging/channels/test-cloud.ts'
import {
  dovecotPath,
  dovecotServer,
  hoodiecrowServer,
  type MailServer,
  mailPassword,
  mailUser,
  smtpServer,
  type TestSmtp,
} from '../modules/messaging/mail/test-servers.ts'
import { dialoguesOf, letterText, until } from '../modules/messaging/testing.ts'
import { openBrowser, type TestBrowser } from '../platform/testing/browser.ts'
import { type TestServer, testServer } from '../platform/testing/index.ts'

let server: TestServer
let browser: TestBrowser
let mail: MailServer
let smtp: TestSmtp
let cloud: Cloud
beforeAll(async () => {
  server = await testServer({ web: true, env: { LIDOSKOP_PRIVATE_HOOKS: '1' } })
  browser = await openBrowser()
  smtp = await smtpServer()
  mail = await (dovecotPath ? dovecotServer() : hoodiecrowServer())
  cloud = await openCloud()
  await connect(
    'imap',
    { password: mailPassword },
    {
      address: mailUser,
      host: '127.0.0.1',
      port: mail.port,
      security: 'none',
      smtpHost: '127.0.0.1',
      smtpPort: smtp.port,
      smtpSecurity: 'none',
    },
  )
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await mail?.close()
  await smtp?.close()
  await cloud?.close()
})

async function connect(provider: string, secrets: object, settings: object): Promise<void> {
  const answer = await server.api('admin')(`/workspaces/${server.company.slug}/endpoints`, {
    body: { provider, name: provider, secrets, settings },
  })
  if (!answer.ok) throw new Error(await answer.text())
}

const cardOf = async (kind: 'email' | 'messenger'): Promise<string> => {
  const [dialogue] = await until(
    () => dialoguesOf(server, kind),
    (all) => all.length === 1,
  )
  return `${server.url}/w/${server.company.slug}/interactions/${dialogue?.id}`
}

test('a letter is read without its history, answered with a file, and what the client writes next appears by itself', async () => {
  await mail.deliver(
    letterText({
      id: 'first@client',
      subject: 'Остекление балкона',
      text: 'Здравствуйте! Сколько стоит остеклить балкон 3 метра?\n\nС уважением,\nАнна\n\n02.03.2026, 10:15, "Отдел продаж" <sales@firma.example>:\n> Старое письмо',
    }),
  )
  const page = await browser.page({ url: server.url, visitor: server.logins.admin, look: { language: 'ru' } })
  await page.goto(await cardOf('email'))
  const letters = page.getByRole('region', { name: 'Переписка' })
  await letters.getByText('Сколько стоит остеклить балкон 3 метра?').waitFor()
  expect(await letters.getByText('Старое письмо').count()).toBe(0)
  await letters.getByRole('button', { name: 'Показать целиком' }).click()
  await letters.getByText('Старое письмо').waitFor()
  await letters.getByLabel('Ответ клиенту').fill('Добрый день! От 45 000 рублей, смета во вложении.')
  await letters.locator('input[type=file]').setInputFiles({
    name: 'смета.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('балкон 45 000'),
  })
  await letters.getByText('смета.txt').waitFor()
  await letters.getByLabel('Ответ клиенту').press('Control+Enter')
  await letters.getByText('отправлено').waitFor()
  expect(smtp.received).toHaveLength(1)
  const [sent] = smtp.received
  expect(sent?.raw).toContain('In-Reply-To: <first@client>')
  expect(sent?.raw).toContain(Buffer.from('балкон 45 000').toString('base64'))
  expect(await letters.getByLabel('Ответ клиенту').inputValue()).toBe('')
  await mail.deliver(
    letterText({
      id: 'next@client',
      references: ['first@client'],
      subject: 'Re: Остекление балкона',
      text: 'Подходит, жду замерщика',
    }),
  )
  await letters.getByText('Подходит, жду замерщика').waitFor()
  expect(await letters.getByText('Сколько стоит остеклить балкон 3 метра?').count()).toBe(1)
  expect((await dialoguesOf(server))[0]?.messages).toHaveLength(3)
  await page.context().close()
})

test('a message that the messenger refuses says why in red, and can be sent again', async () => {
  const update = {
    update_id: 1,
    message: {
      message_id: 7,
      date: Math.floor(Date.now() / 1000),
      chat: { id: 11, type: 'private', first_name: 'Борис' },
      from: { id: 11, is_bot: false, first_name: 'Борис' },
      text: 'Вы сегодня <b>работаете</b>?',
    },
  }
  let given = false
  cloud.answer = ({ path }) => {
    if (path.endsWith('/sendMessage'))
      return { status: 403, json: { ok: false, description: 'Forbidden: bot was blocked by the user' } }
    if (!path.endsWith('/getUpdates')) return { json: { ok: true, result: {} } }
    if (given) return 'hang'
    given = true
    return { json: { ok: true, result: [update] } }
  }
  await connect('telegram', { botToken: '1:token' }, { apiUrl: cloud.url })
  const page = await browser.page({
    url: server.url,
    visitor: server.logins.admin,
    look: { language: 'en', device: 'phone' },
  })
  await page.goto(await cardOf('messenger'))
  const messages = page.getByRole('region', { name: 'Messages' })
  // Markup of a client is text, and never runs.
  await messages.getByText('Вы сегодня <b>работаете</b>?').waitFor()
  await messages.getByLabel('Answer to the client').fill('Да, до восьми')
  await messages.getByRole('button', { name: 'Send', exact: true }).click()
  await messages.getByText('Not sent: the client does not allow messages').waitFor()
  cloud.answer = ({ path }) =>
    path.endsWith('/sendMessage') ? { json: { ok: true, result: { message_id: 8, chat: { id: 11 } } } } : 'hang'
  await messages.getByRole('button', { name: 'Send again' }).click()
  await messages.getByText('sent', { exact: false }).waitFor()
  await until(
    () => dialoguesOf(server, 'messenger'),
    (all) => all[0]?.messages.length === 2,
  )
  await page.context().close()
})

test('whoever may not answer reads without a box to write in; another manager sees nothing', async () => {
  const card = await cardOf('email')
  const marketing = await browser.page({ url: server.url, visitor: server.logins.marketing, look: { language: 'ru' } })
  await marketing.goto(card)
  await marketing.getByText('Подходит, жду замерщика').waitFor()
  expect(await marketing.getByLabel('Ответ клиенту').count()).toBe(0)
  await marketing.context().close()
  const id = card.split('/').at(-1)
  const path = `/workspaces/${server.company.slug}/interactions/${id}`
  expect((await server.api('manager')(`${path}/conversation`)).status).toBe(404)
  const answer = { answer: crypto.randomUUID(), text: 'чужое' }
  expect((await server.api('manager')(`${path}/answers`, { body: answer })).status).toBe(404)
  expect((await server.api('marketing')(`${path}/answers`, { body: answer })).status).toBe(403)
  expect(smtp.received).toHaveLength(1)
})
