/** What letters become, by the handler that takes them: in any order, twice, from two mailboxes. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '../../../kernel/ids.ts'
import { sql } from '../../../platform/database/database.ts'
import { createCompany, type TestCompany, type TestDatabase, testDatabase } from '../../../platform/testing/index.ts'
import type { Handler } from '../../intake/index.ts'
import { createRecorder } from '../../interactions/index.ts'
import { createFileStore } from '../files.ts'
import { type LetterText, letterText } from '../testing.ts'
import { createMailHandler } from './take-letter.ts'

let db: TestDatabase
let company: TestCompany
let handler: Handler
const folder = mkdtempSync(join(tmpdir(), 'lidoskop-letters-'))
beforeAll(async () => {
  db = await testDatabase()
  handler = createMailHandler(createRecorder([]), createFileStore(folder))
})
afterAll(async () => {
  await db.close()
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  company = await createCompany(db)
})

const start = Date.UTC(2026, 2, 2, 9)
const hour = (n: number) => new Date(start + n * 3_600_000)
const mailbox = newId()
const settings = { address: 'sales@firma.example', host: 'imap.firma.example' }

const take = (letter: LetterText, more: { settings?: object; endpointId?: string } = {}) =>
  takeRaw(letterText(letter), letter.at ?? hour(0), more)

const takeRaw = (raw: string, at: Date, { settings: other = {}, endpointId = mailbox } = {}) =>
  db.transaction((tx) =>
    handler(tx, {
      workspace: { id: company.id, timezone: 'Europe/Moscow', country: 'RU' },
      workspaceId: company.id,
      endpointId,
      settings: { ...settings, ...other },
      now: hour(24 * 300),
      event: {
        topic: 'letter',
        contentType: 'message/rfc822',
        headers: { folder: 'INBOX', arrived: at.toISOString() },
        body: Buffer.from(raw, 'latin1'),
        receivedAt: hour(24 * 300),
      },
    }),
  )

const recorded = () =>
  db.query<{ party: string | null; number: string | null; direction: string; outcome: string; words: string[] }>(sql`
    select i.party_address as party, i.party_number as number, i.direction, i.outcome,
      (select array_agg(m.author || ': ' || m.text order by m.at, m.key) from interaction_messages m
       where m.workspace_id = ${company.id} and m.interaction_id = i.id) as words
    from interactions i where i.workspace_id = ${company.id} order by i.started_at, i.id`)

const anna = 'Anna <anna@client.example>'
const ours = 'sales@firma.example'
const story: readonly LetterText[] = [
  { id: 'a@client', from: anna, subject: 'Windows', at: hour(0), text: 'цена?' },
  {
    id: 'b@ours',
    from: ours,
    to: 'anna@client.example',
    subject: 'Re: Windows',
    references: ['a@client'],
    at: hour(1),
    text: '5 000',
  },
  {
    id: 'c@client',
    from: anna,
    subject: 'Re: Windows',
    references: ['a@client', 'b@ours'],
    at: hour(2),
    text: 'дорого',
  },
  {
    id: 'd@ours',
    from: 'ivan@firma.example',
    to: 'anna@client.example',
    subject: 'Re: Windows',
    references: ['c@client'],
    at: hour(3),
    text: '4 500',
  },
]

const permutations = <Item>(items: readonly Item[]): Item[][] =>
  items.length < 2
    ? [[...items]]
    : items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]))

test('a thread is one interaction in whatever order its letters come, and however often', async () => {
  for (const order of permutations(story)) {
    company = await createCompany(db)
    for (const letter of [...order, ...order.slice(0, 2)]) await take(letter)
    expect([order.map(({ id }) => id).join(), await recorded()]).toEqual([
      order.map(({ id }) => id).join(),
      [
        {
          party: 'anna@client.example',
          number: null,
          direction: 'inbound',
          outcome: 'talked',
          words: ['client: цена?', 'employee: 5 000', 'client: дорого', 'employee: 4 500'],
        },
      ],
    ])
  }
}, 120_000)

test('a letter that both mailboxes of a company have is one message', async () => {
  await take({ id: 'a@client', from: anna, at: hour(0) })
  await take(
    { id: 'a@client', from: anna, at: hour(0) },
    { endpointId: newId(), settings: { address: 'info@firma.example' } },
  )
  expect((await recorded()).map(({ words }) => words.length)).toEqual([1])
})

test('an answer without references joins by its subject and client; another client’s or a new letter does not', async () => {
  await take({ id: 'a@client', from: anna, subject: 'Windows', at: hour(0), text: 'первое' })
  await take({ id: 'b@client', from: anna, subject: 'RE: Windows', at: hour(24 * 20), text: 'второе' })
  await take({ id: 'c@client', from: 'boris@client.example', subject: 'Re: Windows', at: hour(24 * 20), text: 'чужое' })
  await take({ id: 'd@client', from: anna, subject: 'Windows', at: hour(24 * 21), text: 'новое' })
  await take({ id: 'e@client', from: anna, subject: 'Re: Windows', at: hour(24 * 90), text: 'через два месяца' })
  expect((await recorded()).map(({ words }) => words)).toEqual([
    ['client: первое', 'client: второе'],
    ['client: чужое'],
    ['client: новое'],
    ['client: через два месяца'],
  ])
})

test('an old thread is gone on with while the client waits, and begins anew where it was answered', async () => {
  await take({ id: 'a@client', from: anna, at: hour(0), text: 'жду' })
  await take({ id: 'b@client', from: anna, references: ['a@client'], at: hour(24 * 60), text: 'всё жду' })
  await take({
    id: 'c@ours',
    from: ours,
    to: 'anna@client.example',
    references: ['b@client'],
    at: hour(24 * 61),
    text: 'ответ',
  })
  await take({ id: 'd@client', from: anna, references: ['c@ours'], at: hour(24 * 100), text: 'снова я' })
  expect((await recorded()).map(({ words, outcome }) => [outcome, words])).toEqual([
    ['talked', ['client: жду', 'client: всё жду', 'employee: ответ']],
    ['unanswered', ['client: снова я']],
  ])
})

test('what is no client’s word is sent away with its reason, unless its sender always counts or answers a letter of ours', async () => {
  expect(await take({ id: '1@x', headers: ['List-Unsubscribe: <mailto:x@y>'] })).toMatchObject({
    ignored: { code: 'newsletter' },
  })
  expect(await take({ id: '2@x', headers: ['X-Spam-Flag: YES'] })).toMatchObject({
    ignored: { code: 'spam', detail: 'x-spam-flag: YES' },
  })
  expect(await take({ id: '3@x', headers: ['Auto-Submitted: auto-replied'] })).toMatchObject({
    ignored: { code: 'auto_reply' },
  })
  expect(await take({ id: '4@x', from: 'ivan@firma.example' })).toMatchObject({ ignored: { code: 'colleagues' } })
  expect(await take({ id: '5@x', from: 'MAILER-DAEMON@mx.example' })).toMatchObject({ ignored: { code: 'bounce' } })
  expect(await recorded()).toEqual([])
  const counted = { settings: { always: 'lists@shop.example, @tilda.ws' } }
  await take({ id: '6@x', from: 'lists@shop.example', headers: ['List-Id: <x>'] }, counted)
  await take({ id: '7@x', from: 'noreply@tilda.ws', headers: ['Precedence: bulk'] }, counted)
  expect(await recorded()).toHaveLength(2)
  await take({
    id: '8@x',
    from: 'lists@shop.example',
    references: ['6@x'],
    headers: ['Auto-Submitted: auto-replied'],
    text: 'в отпуске',
    at: hour(5),
  })
  expect((await recorded())[0]?.words.at(-1)).toBe('system: в отпуске')
  expect((await recorded())[0]?.outcome).toBe('unanswered')
})

test('two forms of a site with one subject are two clients, by the phone numbers in them', async () => {
  const form = (n: number) => ({
    id: `${n}@site`,
    from: 'noreply@site.example',
    subject: 'New request',
    at: hour(n),
    text: `Имя: Клиент ${n}\nТелефон: 8 916 000-00-0${n}\nE-mail: c${n}@mail.example`,
  })
  await take(form(1))
  await take(form(2))
  expect((await recorded()).map(({ party, number }) => [party, number])).toEqual([
    ['c1@mail.example', '+79160000001'],
    ['c2@mail.example', '+79160000002'],
  ])
})

test('a notice that a letter of ours came back is told in its dialogue and leaves its figures alone', async () => {
  for (const letter of story.slice(0, 2)) await take(letter)
  const notice = [
    'From: MAILER-DAEMON@mx.example',
    'Message-ID: <dsn@mx>',
    `Date: ${hour(2).toUTCString()}`,
    'Content-Type: multipart/report; report-type=delivery-status; boundary=B',
    '',
    '--B',
    'Content-Type: message/delivery-status',
    '',
    'Final-Recipient: rfc822; anna@client.example',
    'Action: failed',
    'Diagnostic-Code: smtp; 550 no such user',
    '--B',
    'Content-Type: message/rfc822',
    '',
    'Message-ID: <b@ours>',
    '',
    'x',
    '--B--',
    '',
  ].join('\r\n')
  expect(await takeRaw(notice, hour(2))).toBeUndefined()
  expect(await takeRaw(notice, hour(2))).toBeUndefined()
  const [dialogue] = await recorded()
  expect(dialogue?.words.slice(2)).toEqual(['system: Письмо не доставлено: anna@client.example: 550 no such user'])
})

test('a letter is dated by its own clock where that can be, else by its arrival', async () => {
  await takeRaw(letterText({ id: '1@x', at: new Date(Date.UTC(2011, 0, 1)) }), hour(5))
  await takeRaw(letterText({ id: '2@x', from: 'b@client.example', at: hour(9) }), hour(10))
  const rows = await db.query<{ at: Date }>(
    sql`select started_at as at from interactions where workspace_id = ${company.id} order by 1`,
  )
  expect(rows.map(({ at }) => at)).toEqual([hour(5), hour(9)])
})
