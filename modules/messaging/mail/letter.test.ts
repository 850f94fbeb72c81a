import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { letterText } from '../testing.ts'
import { contactsInForm, ourAddresses, wayOf } from './direction.ts'
import { readLetter } from './letter.ts'
import { readBounce, sortLetter } from './sort.ts'
import { answerSubject, plainSubject, saysAnswer } from './subject.ts'

const word = (text: string, charset: string) => `=?${charset}?B?${iconv.encode(text, charset).toString('base64')}?=`

test.each(['windows-1251', 'koi8-r', 'utf-8', 'iso-8859-5'])(
  '%s is read in headers and body, coded and plain',
  async (charset) => {
    const bytes = (text: string) => iconv.encode(text, charset)
    const coded = Buffer.concat([
      Buffer.from(
        `From: ${word('Анна Петрова', charset)} <Anna@Client.RU>\r\nTo: sales@firma.ru\r\nSubject: ${word('Остекление балкона', charset)}\r\n` +
          `Message-ID: <1@client>\r\nContent-Type: text/plain; charset=${charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n`,
      ),
      bytes('Здравствуйте, нужна цена'),
    ])
    expect(await readLetter(coded)).toMatchObject({
      from: { address: 'anna@client.ru', name: 'Анна Петрова' },
      subject: 'Остекление балкона',
      text: 'Здравствуйте, нужна цена',
    })
  },
)

test.each(['windows-1251', 'koi8-r'])('headers in plain %s, as old programs write them, are read', async (charset) => {
  const raw = Buffer.concat([
    Buffer.from('From: a@client.ru\r\nSubject: '),
    iconv.encode('Окна и двери', charset),
    Buffer.from(`\r\nMessage-ID: <1@client>\r\nContent-Type: text/plain; charset=${charset}\r\n\r\n`),
    iconv.encode('Цена?', charset),
  ])
  expect(await readLetter(raw)).toMatchObject({ subject: 'Окна и двери', text: 'Цена?' })
})

test('of several parts the text is shown and files are named; pictures of a signature are no files', async () => {
  const raw = [
    'From: a@client.ru',
    'Message-ID: <1@client>',
    'Content-Type: multipart/mixed; boundary=M',
    '',
    '--M',
    'Content-Type: multipart/related; boundary=R',
    '',
    '--R',
    'Content-Type: text/html; charset=utf-8',
    '',
    '<p>Смета во вложении</p><img src="cid:logo">',
    '--R',
    'Content-Type: image/png; name=logo.png',
    'Content-ID: <logo>',
    'Content-Transfer-Encoding: base64',
    '',
    'iVBORw0KGgo=',
    '--R--',
    '--M',
    "Content-Type: application/pdf; name*=utf-8''%D1%81%D0%BC%D0%B5%D1%82%D0%B0.pdf",
    'Content-Disposition: attachment',
    'Content-Transfer-Encoding: base64',
    '',
    'JVBERi0=',
    '--M--',
    '',
  ].join('\r\n')
  const letter = await readLetter(Buffer.from(raw))
  expect(letter.text).toBe('Смета во вложении')
  expect(letter.files.map(({ name, mime, content }) => [name, mime, content.toString()])).toEqual([
    ['смета.pdf', 'application/pdf', '%PDF-'],
  ])
})

test('a letter cut anywhere is read as far as it goes, and rubbish does not throw', async () => {
  const whole = Buffer.from(letterText({ id: '1@client', text: 'Здравствуйте, нужны окна' }))
  for (let end = 0; end < whole.length; end += 17) await readLetter(whole.subarray(0, end))
  await readLetter(Buffer.from([0, 255, 254, 13, 10, 13, 10, 0]))
})

const read = (headers: readonly string[], more: object = {}) =>
  readLetter(Buffer.from(letterText({ id: '1@client', headers, ...more })))

test.each([
  ['auto_reply', ['Auto-Submitted: auto-replied']],
  ['auto_reply', ['X-Autoreply: yes']],
  ['auto_reply', ['Precedence: auto_reply']],
  ['newsletter', ['List-Unsubscribe: <mailto:off@list>']],
  ['newsletter', ['List-Id: <news.list>']],
  ['newsletter', ['Precedence: bulk']],
  ['spam', ['X-Spam-Flag: YES']],
  ['spam', ['X-Spam-Status: Yes, score=9']],
  ['spam', ['X-Yandex-Spam: 4']],
  ['spam', ['X-MS-Exchange-Organization-SCL: 6']],
  ['bounce', ['X-Failed-Recipients: x@y.ru']],
  [
    'letter',
    ['Auto-Submitted: no', 'X-Spam-Status: No, score=1', 'X-Yandex-Spam: 1', 'X-MS-Exchange-Organization-SCL: -1'],
  ],
  ['letter', ['Auto-Submitted: auto-generated']],
])('it is a %s by %j', async (kind, headers) => {
  const sorted = sortLetter(await read(headers))
  expect(sorted.kind).toBe(kind)
  expect(sorted.because === null).toBe(kind === 'letter')
})

test('an automatic reply is known by its subject where headers say nothing', async () => {
  expect(sortLetter(await read([], { subject: 'Автоответ: Окна' })).kind).toBe('auto_reply')
  expect(sortLetter(await read([], { subject: 'Окна с автоматическим ответом' })).kind).toBe('letter')
})

test('a notice of a letter that did not arrive names the letter, the address and the reason (RFC 3464)', async () => {
  const raw = [
    'From: MAILER-DAEMON@mx.ru',
    'Message-ID: <dsn@mx>',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=B',
    '',
    '--B',
    'Content-Type: text/plain',
    '',
    'Undelivered',
    '--B',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.ru',
    '',
    'Final-Recipient: rfc822; anna@client.ru',
    'Action: failed',
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 No such',
    '  user here',
    '--B',
    'Content-Type: message/rfc822',
    '',
    'Message-ID: <ours@firma.ru>',
    'Subject: Re: q',
    '',
    'body',
    '--B--',
    '',
  ].join('\r\n')
  const letter = await readLetter(Buffer.from(raw))
  expect(sortLetter(letter).kind).toBe('bounce')
  expect(readBounce(letter)).toEqual({
    messageId: 'ours@firma.ru',
    recipient: 'anna@client.ru',
    action: 'failed',
    reason: '550 5.1.1 No such user here',
  })
})

const box = (address: string) => ({ address, name: null })
const way = (
  from: string,
  to: string,
  more: { replyTo?: string; cc?: string; ours?: string[]; mailbox?: string } = {},
) => {
  const ours = ourAddresses(more.mailbox ?? 'sales@firma.ru', more.ours ?? [])
  const list = (text: string | undefined) => (text ? text.split(',').map(box) : [])
  const found = wayOf({ from: box(from), to: list(to), cc: list(more.cc), replyTo: list(more.replyTo) }, ours)
  return found.kind === 'internal' ? 'internal' : `${found.kind} ${found.client.address}`
}

test('who wrote to whom follows from the addresses that are ours', () => {
  expect(way('anna@client.ru', 'sales@firma.ru')).toBe('inbound anna@client.ru')
  expect(way('sales@firma.ru', 'anna@client.ru')).toBe('outbound anna@client.ru')
  expect(way('ivan@firma.ru', 'anna@client.ru', { cc: 'sales@firma.ru' })).toBe('outbound anna@client.ru')
  expect(way('ivan@firma.ru', 'sales@firma.ru')).toBe('internal')
  expect(way('other@mail.ru', 'firma@mail.ru', { mailbox: 'firma@mail.ru' })).toBe('inbound other@mail.ru')
  expect(way('boss@firma.com', 'sales@firma.ru', { ours: ['@firma.com'] })).toBe('internal')
})

test('the form of a site writes for a client: its own address is nobody’s', () => {
  expect(way('noreply@tilda.ws', 'sales@firma.ru', { replyTo: 'anna@client.ru' })).toBe('inbound anna@client.ru')
  expect(way('site@firma.ru', 'sales@firma.ru', { replyTo: 'anna@client.ru' })).toBe('inbound anna@client.ru')
  expect(contactsInForm('Новая заявка\nИмя: Анна\n Телефон : 8 916 123-45-67\nE-mail: anna@client.ru\nПочта')).toEqual({
    phone: '8 916 123-45-67',
    email: 'anna@client.ru',
    name: 'Анна',
  })
  expect(contactsInForm('Просто текст без полей')).toEqual({})
})

test('subjects are compared without what programs put before them', () => {
  for (const subject of ['Re: Окна', 'RE[2]: Fwd: Окна', 'Ответ: Re: Окна', 'Окна'])
    expect(plainSubject(subject)).toBe('Окна')
  expect(['Re: a', 'Ответ: a', 'a', 'Fwd: a', 'Report'].map(saysAnswer)).toEqual([true, true, false, false, false])
  expect(answerSubject('Окна')).toBe('Re: Окна')
  expect(answerSubject('RE: Окна')).toBe('RE: Окна')
})
