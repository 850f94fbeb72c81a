import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { sql } from '../database/database.ts'
import { type TestDatabase, testDatabase } from '../testing/index.ts'
import { type Accounts, createAccounts } from './auth.ts'

let db: TestDatabase
let accounts: Accounts
let serial = 0
let email: string
const password = 'correct horse battery'

beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())
beforeEach(async () => {
  serial += 1
  email = `person${serial}@okna.test`
  accounts = createAccounts({
    pool: db.pool,
    secret: 'a secret for tests only, long enough to sign',
    baseUrl: 'http://localhost',
    trustedOrigins: () => [],
  })
  await accounts.create({ name: 'Ольга', email, password, language: 'ru' })
})

const post = (path: string, body: object, options: { cookie?: string; address?: string } = {}) =>
  accounts.handle(
    new Request(`http://localhost/api/auth${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: 'http://localhost',
        ...(options.cookie ? { cookie: options.cookie } : {}),
      },
      body: JSON.stringify(body),
    }),
    options.address,
  )

const signIn = (secret = password, address = '10.0.0.1', who = email) =>
  post('/sign-in/email', { email: who, password: secret }, { address })

const cookieOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')

const session = async () => cookieOf(await signIn())
const personOf = (cookie: string) => accounts.personOf(new Headers({ cookie }))

test('a session says who it is, and no cookie or a forged one says nobody', async () => {
  const cookie = await session()
  expect(await personOf(cookie)).toMatchObject({ name: 'Ольга', email, language: 'ru' })
  expect(await personOf('')).toBeNull()
  expect(await personOf(cookie.replace(/.(?=[^.]*$)/, 'x'))).toBeNull()
})

test('an everyday request asks the database once for its session', async () => {
  const cookie = await session()
  const query = vi.spyOn(db.pool, 'query')
  await personOf(cookie)
  expect(query).toHaveBeenCalledTimes(1)
  query.mockRestore()
})

test('a session in use is renewed once a day, one that has run out is over', async () => {
  const cookie = await session()
  await db.query(sql`
    update auth_sessions set "updatedAt" = now() - interval '2 days', "expiresAt" = now() + interval '1 day'
    where "userId" = (select id from auth_users where email = ${email})`)
  expect(await personOf(cookie)).toMatchObject({ email })
  const [renewed] = await db.query<{ days: number }>(sql`
    select extract(day from s."expiresAt" - now())::int as days from auth_sessions s join auth_users u on u.id = s."userId"
    where u.email = ${email}`)
  expect(renewed?.days).toBeGreaterThanOrEqual(29)
  await db.query(sql`
    update auth_sessions set "expiresAt" = now() - interval '1 second'
    where "userId" = (select id from auth_users where email = ${email})`)
  expect(await personOf(cookie)).toBeNull()
})

test('an address has one account, however it is written', async () => {
  expect(await accounts.create({ name: 'Иная', email: email.toUpperCase(), password, language: 'ru' })).toBeNull()
  expect(await accounts.find(` ${email.toUpperCase()} `)).toMatchObject({ name: 'Ольга' })
  expect((await signIn(password, '10.0.0.1', email.toUpperCase())).status).toBe(200)
})

test('nobody makes themselves an account', async () => {
  const response = await post('/sign-up/email', { name: 'Чужой', email: 'stranger@x.test', password })
  expect(response.status).toBeGreaterThanOrEqual(400)
  expect(await accounts.find('stranger@x.test')).toBeNull()
})

test('the password is kept as a hash and the session cookie is out of reach of scripts and other sites', async () => {
  const response = await signIn()
  expect(response.headers.getSetCookie()[0]).toMatch(/HttpOnly.*SameSite=Lax/i)
  expect(JSON.stringify(await db.query(sql`select * from auth_accounts`))).not.toContain(password)
})

test('a session remembers where it was begun, and not what the client claims', async () => {
  const response = await accounts.handle(
    new Request('http://localhost/api/auth/sign-in/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-lidoskop-address': '6.6.6.6', 'x-forwarded-for': '6.6.6.6' },
      body: JSON.stringify({ email, password }),
    }),
    '203.0.113.5',
  )
  const listed = await accounts.handle(
    new Request('http://localhost/api/auth/list-sessions', { headers: { cookie: cookieOf(response) } }),
  )
  expect(await listed.json()).toMatchObject([{ ipAddress: '203.0.113.5' }])
})

test('changing the password asks for the old one and ends the other sessions at once', async () => {
  const [mine, elsewhere] = [await session(), await session()]
  const newPassword = 'another long password'
  const change = (currentPassword: string) =>
    post('/change-password', { currentPassword, newPassword, revokeOtherSessions: true }, { cookie: mine })
  expect((await change('wrong password')).status).toBe(400)
  const changed = await change(password)
  expect(changed.status).toBe(200)
  expect(await personOf(elsewhere)).toBeNull()
  expect(await personOf(cookieOf(changed))).toMatchObject({ email })
  expect((await signIn(password)).status).toBe(401)
  expect((await signIn(newPassword)).status).toBe(200)
})

test('signing out everywhere ends every other session at once', async () => {
  const [mine, elsewhere] = [await session(), await session()]
  expect((await post('/revoke-other-sessions', {}, { cookie: mine })).status).toBe(200)
  expect(await personOf(elsewhere)).toBeNull()
  expect(await personOf(mine)).toMatchObject({ email })
})

test('a password set by the administrator of the server ends all sessions', async () => {
  const cookie = await session()
  expect(await accounts.setPassword(email, 'set by the command line')).toBe(true)
  expect(await personOf(cookie)).toBeNull()
  expect((await signIn('set by the command line')).status).toBe(200)
  expect(await accounts.setPassword('nobody@x.test', 'whatever it is')).toBe(false)
})

test('a page of another site changes nothing in the name of whoever is signed in here', async () => {
  const response = await accounts.handle(
    new Request('http://localhost/api/auth/change-password', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'https://evil.test', cookie: await session() },
      body: JSON.stringify({ currentPassword: password, newPassword: 'taken over by evil' }),
    }),
  )
  expect(response.status).toBe(403)
})

test('after eight wrong passwords for one person from one address even the right one waits', async () => {
  for (let n = 0; n < 8; n++) expect((await signIn('wrong')).status).toBe(401)
  const refused = await signIn()
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await refused.json()).toMatchObject({ code: 'too_many_attempts', message: expect.stringContaining('15') })
})

test('a form counts wrong passwords as JSON does', async () => {
  const signInByForm = () =>
    accounts.handle(
      new Request('http://localhost/api/auth/sign-in/email', {
        method: 'POST',
        headers: { origin: 'http://localhost' },
        body: new URLSearchParams({ email, password: 'wrong' }),
      }),
      '10.0.0.1',
    )
  for (let n = 0; n < 8; n++) expect((await signInByForm()).status).toBe(401)
  expect((await signInByForm()).status).toBe(429)
  expect((await signIn()).status).toBe(429)
})

test('guesses that come all at once are heard eight times', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => signIn('wrong')))
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(8)
})

test('colleagues behind the same address sign in while one of them is refused', async () => {
  const colleague = `colleague${serial}@okna.test`
  await accounts.create({ name: 'Коллега', email: colleague, password, language: 'ru' })
  for (let n = 0; n < 9; n++) await signIn('wrong')
  expect((await signIn()).status).toBe(429)
  expect((await signIn(password, '10.0.0.1', colleague)).status).toBe(200)
  expect((await signIn(password, '10.0.0.2')).status).toBe(200)
})

test.each([
  ['no JSON', '{'],
  ['a list', '[]'],
  ['nothing', 'null'],
  ['no text as an address', '{"email":{"$ne":1},"password":"x"}'],
  ['a NUL', '{"email":"a\\u0000@x.test","password":"x\\u0000"}'],
  ['half a character', '{"email":"\\ud800@x.test","password":"\\ud800"}'],
  ['a password without end', JSON.stringify({ email: 'a@x.test', password: 'x'.repeat(1_000_000) })],
])('a sign-in that is nonsense is refused: %s', async (_, body) => {
  const response = await accounts.handle(
    new Request('http://localhost/api/auth/sign-in/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    }),
  )
  expect(response.status).toBeGreaterThanOrEqual(400)
  expect(response.status).toBeLessThan(500)
})
