import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sql } from '../../../platform/database/database.ts'
import { type TestServer, testServer } from '../../../platform/testing/server.ts'
import { dialoguesOf, letterText, until } from '../testing.ts'
import {
  dovecotPath,
  dovecotServer,
  hoodiecrowServer,
  type MailServer,
  mailPassword,
  mailUser,
  smtpServer,
  type TestSmtp,
} from './test-servers.ts'

let server: TestServer
let smtp: TestSmtp
beforeAll(async () => {
  server = await testServer({ env: { LIDOSKOP_PRIVATE_HOOKS: '1' } })
  smtp = await smtpServer()
})
afterAll(async () => {
  await server.close()
  await smtp.close()
})

const at = (path: string) => `/workspaces/${server.company.slug}${path}`
const admin = () => server.api('admin')

async function connect(port: number, settings: object = {}, password = mailPassword): Promise<string> {
  const answer = await admin()(at('/endpoints'), {
    body: {
      provider: 'imap',
      name: 'Почта',
      secrets: { password },
      settings: {
        address: mailUser,
        host: '127.0.0.1',
        port,
        security: 'none',
        smtpHost: '127.0.0.1',
        smtpPort: smtp.port,
        smtpSecurity: 'none',
        ...settings,
      },
    },
  })
  if (!answer.ok) throw new Error(await answer.text())
  return ((await answer.json()) as { id: string }).id
}

const texts = async () => (await dialoguesOf(server)).map(({ messages }) => messages.map(({ text }) => text))
const hours = (n: number) => new Date(Date.now() - n * 3_600_000)

const kinds = [
  { name: 'hoodiecrow', open: hoodiecrowServer, skip: false },
  { name: 'dovecot', open: dovecotServer, skip: dovecotPath === null },
]

for (const { name, open, skip } of kinds) {
  describe.skipIf(skip)(`a mailbox on ${name}${skip ? ' (not installed here)' : ''}`, () => {
    let mail: MailServer
    let endpoint: string
    beforeEach(async () => {
      mail = await open()
      smtp.received.length = 0
      smtp.answer = () => null
    })
    afterEach(async () => {
      if (endpoint) await admin()(at(`/endpoints/${endpoint}`), { method: 'DELETE' })
      await mail.close()
      for (const table of [
        'interactions',
        'interaction_messages',
        'conversations',
        'conversation_messages',
        'mail_references',
        'raw_events',
        'outbox_messages',
        'message_files',
      ]) {
        await server.db.query({
          text: `delete from ${table} where workspace_id = $1`,
          values: [server.company.id],
        } as never)
      }
    })

    test('letters that lie there are read, then each new one as it comes; an answer written elsewhere counts', async () => {
      await mail.deliver(letterText({ id: 'a@client', at: hours(3), text: 'Сколько стоит окно?' }), 'INBOX', hours(3))
      await mail.deliver(
        letterText({ id: 'old@client', from: 'old@client.example', at: hours(24 * 40) }),
        'INBOX',
        hours(24 * 40),
      )
      endpoint = await connect(mail.port)
      await until(texts, (all) => all.length === 1)
      await mail.deliver(
        letterText({ id: 'b@client', from: 'Борис <boris@client.example>', subject: 'Дверь', text: 'Нужна дверь' }),
      )
      await until(texts, (all) => all.length === 2)
      await mail.deliver(
        letterText({
          id: 'c@ours',
          from: mailUser,
          to: 'anna@client.example',
          references: ['a@client'],
          subject: 'Re: Окна',
          text: '5 000 рублей',
        }),
        'Sent',
      )
      // The folder of sent letters is looked at once a minute: a letter in the inbox makes it sooner.
      await mail.deliver(
        letterText({ id: 'd@client', references: ['a@client', 'c@ours'], subject: 'Re: Окна', text: 'Беру' }),
      )
      await until(texts, (all) => all[0]?.length === 3)
      expect(await dialoguesOf(server)).toMatchObject([
        {
          kind: 'email',
          direction: 'inbound',
          outcome: 'talked',
          party: 'anna@client.example',
          subject: 'Окна',
          messages: [
            { author: 'client', text: 'Сколько стоит окно?' },
            { author: 'employee', text: '5 000 рублей' },
            { author: 'client', text: 'Беру' },
          ],
        },
        { party: 'boris@client.example', name: 'Борис', outcome: 'unanswered' },
      ])
      expect(await mail.letters('INBOX')).toHaveLength(4)
    })

    test('what comes while the wire is cut is read afterwards, once', async () => {
      await mail.deliver(letterText({ id: '1@client', text: 'первое', at: hours(2) }))
      endpoint = await connect(mail.port)
      await until(texts, (all) => all.flat().length === 1)
      mail.cut(true)
      for (const n of [2, 3, 4]) {
        await mail.deliver(
          letterText({ id: `${n}@client`, references: ['1@client'], text: `слово ${n}`, at: hours(1 - n / 10) }),
        )
      }
      await until(
        async () => (await (await admin()(at('/endpoints'))).json()) as { listening?: { state: string } | null }[],
        (all) => JSON.stringify(all).includes('failing'),
      )
      mail.mend()
      await until(texts, (all) => all.flat().length === 4)
      mail.cut()
      await mail.deliver(letterText({ id: '5@client', references: ['1@client'], text: 'слово 5' }))
      await until(texts, (all) => all.flat().length === 5)
      expect(await texts()).toEqual([['первое', 'слово 2', 'слово 3', 'слово 4', 'слово 5']])
    }, 60_000)

    test('a server that renumbers its letters neither loses nor doubles one', async () => {
      for (const n of [1, 2, 3])
        await mail.deliver(
          letterText({
            id: `${n}@client`,
            text: `слово ${n}`,
            at: hours(4 - n),
            ...(n > 1 && { references: ['1@client'] }),
          }),
        )
      endpoint = await connect(mail.port)
      await until(texts, (all) => all.flat().length === 3)
      await mail.renumber()
      await mail.deliver(letterText({ id: '4@client', references: ['1@client'], text: 'слово 4' }))
      await until(texts, (all) => all.flat().length === 4)
      expect(await texts()).toEqual([['слово 1', 'слово 2', 'слово 3', 'слово 4']])
      const events = await server.db.query(sql`select state from raw_events where workspace_id = ${server.company.id}`)
      expect(events).toHaveLength(4)
    }, 60_000)

    test('an answer from the card reaches the client in the thread, in the name of whoever wrote it, and lies among the sent', async () => {
      await mail.deliver(letterText({ id: 'ask@client', text: 'Есть ли доставка?', subject: 'Доставка' }))
      endpoint = await connect(mail.port)
      const [dialogue] = await until(
        () => dialoguesOf(server),
        (all) => all.length === 1,
      )
      const body = { answer: crypto.randomUUID(), text: 'Есть, завтра.' }
      const send = () => admin()(at(`/interactions/${dialogue?.id}/answers`), { body })
      expect((await send()).status).toBe(200)
      expect((await send()).status).toBe(200)
      await until(
        () => smtp.received.length,
        (count) => count === 1,
      )
      const [letter] = smtp.received
      expect(letter).toMatchObject({ from: mailUser, to: ['anna@client.example'] })
      expect(letter?.raw).toContain('In-Reply-To: <ask@client>')
      expect(letter?.raw).toContain(`Message-ID: <${body.answer}@firma.example>`)
      const [after] = await until(
        () => dialoguesOf(server),
        (all) => all[0]?.messages.length === 2,
      )
      expect(after).toMatchObject({
        outcome: 'talked',
        employee: server.company.people.admin.name,
        messages: [{ author: 'client' }, { author: 'employee', text: 'Есть, завтра.' }],
      })
      await until(
        () => mail.letters('Sent'),
        (sent) => sent.length === 1,
      )
      await mail.deliver(
        letterText({
          id: 'more@client',
          references: ['ask@client', `${body.answer}@firma.example`],
          subject: 'Re: Доставка',
          text: 'Спасибо',
        }),
      )
      await until(texts, (all) => all[0]?.length === 3)
      expect(await texts()).toEqual([['Есть ли доставка?', 'Есть, завтра.', 'Спасибо']])
      expect(smtp.received).toHaveLength(1)
    }, 60_000)
  })
}

test('a wrong password is shown as such, without the password', async () => {
  const mail = await hoodiecrowServer()
  const id = await connect(mail.port, {}, 'wrong-password-9')
  const shown = await until(
    async () => JSON.stringify(await (await admin()(at('/endpoints'))).json()),
    (text) => text.includes('credentials'),
  )
  expect(shown).not.toContain('wrong-password-9')
  await admin()(at(`/endpoints/${id}`), { method: 'DELETE' })
  await mail.close()
})
