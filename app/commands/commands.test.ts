import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../../platform/database/database.ts'
import { type TestDatabase, testDatabase } from '../../platform/testing/index.ts'
import { addFilter } from './report.ts'
import { lidoskop } from './test-command.ts'

let db: TestDatabase
let folder: string
beforeAll(async () => {
  db = await testDatabase()
  folder = mkdtempSync(join(tmpdir(), 'lidoskop-cli-'))
  const { code, stderr } = await run('company', 'create', 'Окна Сити', '--admin-email', 'boss@okna.test')
  if (code !== 0) throw new Error(stderr)
})
afterAll(async () => {
  await db.close()
  rmSync(folder, { recursive: true })
})

const run = (...parameters: string[]) => lidoskop(parameters, { DATABASE_URL: db.url, LIDOSKOP_DATA: folder })

test('a company comes with classes, its first administrator and a short name', async () => {
  expect((await run('company', 'list')).stdout).toBe('okna-siti\tОкна Сити\tEurope/Moscow\n')
  expect(await db.query(sql`select email, role from employees`)).toEqual([{ email: 'boss@okna.test', role: 'admin' }])
  const [classes] = await db.query<{ count: number }>(sql`select count(*) as count from interaction_classes`)
  expect(classes?.count).toBeGreaterThan(4)
})

test('apikey create prints the key alone', async () => {
  const { code, stdout, stderr } = await run('apikey', 'create', '--workspace', 'okna-siti', '--role', 'director')
  expect(code).toBe(0)
  expect(stdout).toMatch(/^lsk_[\w-]{54}\n$/)
  expect(stderr).toContain('Окна Сити')
  expect(await db.query(sql`select role from api_keys`)).toEqual([{ role: 'director' }])
})

test('a person is added, listed and given a new password', async () => {
  const created = await run(
    'user',
    'create',
    '--email',
    'anna@okna.test',
    '--name',
    'Анна',
    '-w',
    'okna-siti',
    '--role',
    'manager',
  )
  expect(created.stdout).toMatch(/^\S{16}\n$/)
  const people = JSON.parse((await run('user', 'list', '--json')).stdout) as unknown[]
  expect(people).toContainEqual({
    email: 'anna@okna.test',
    name: 'Анна',
    workspace: 'okna-siti',
    role: 'manager',
    active: true,
  })
  const changed = await run('user', 'password', '--email', 'anna@okna.test')
  expect(changed.stdout).toMatch(/^\S{16}\n$/)
  expect(changed.stdout).not.toBe(created.stdout)
  expect(
    await db.query(sql`select actor->>'kind' as kind from audit_log where action = 'employee.password_changed'`),
  ).toEqual([{ kind: 'system' }])
  const nobody = await run('user', 'password', '--email', 'nobody@okna.test')
  expect(nobody).toMatchObject({ code: 1, stdout: '', stderr: 'Nobody signs in as nobody@okna.test.\n' })
})

test('audit verify tells an intact log from one that somebody edited', async () => {
  expect(await run('audit', 'verify')).toMatchObject({ code: 0, stdout: expect.stringContaining('okna-siti: intact') })
  await db.query(sql`update audit_log set actor = '{"kind":"person","id":null,"name":"somebody else"}' where seq = 2`)
  const broken = await run('audit', 'verify', '--json')
  expect(broken.code).toBe(1)
  expect(JSON.parse(broken.stdout)).toMatchObject([
    { workspace: 'okna-siti', intact: false, brokenAt: 2, why: 'changed' },
  ])
})

test('rebuild computes every company’s figures anew', async () => {
  expect(await run('rebuild')).toMatchObject({ code: 0, stderr: expect.stringContaining('okna-siti: rebuilt') })
})

test('doctor finds what is wrong and says what to do', async () => {
  const { code, stdout } = await run('doctor', '--json')
  const findings = JSON.parse(stdout) as { name: string; state: string; fix: string }[]
  const durability = findings.find(({ name }) => name === 'durability')
  // The database of the tests keeps nothing through a power cut.
  expect(durability).toMatchObject({ state: 'problem', fix: expect.stringContaining('Turn all three on') })
  expect(code).toBe(1)
  expect(findings.find(({ name }) => name === 'structure')).toMatchObject({ state: 'ok' })
  expect(findings.find(({ name }) => name === 'search')).toMatchObject({ state: 'ok' })
})

test('doctor says so when the database cannot be reached, and makes none where there is none', async () => {
  const away = await lidoskop(['doctor'], { DATABASE_URL: 'postgresql://x@127.0.0.1:1/x', LIDOSKOP_DATA: folder })
  expect(away).toMatchObject({ code: 1, stdout: expect.stringContaining('Check DATABASE_URL') })
  const none = join(folder, 'none')
  const fresh = await lidoskop(['doctor'], { LIDOSKOP_DATA: none })
  expect(fresh.stdout).toContain('made at the first start')
})

describe('mistakes', () => {
  test('an unknown company is answered with the known ones', async () => {
    expect(await run('apikey', 'create', '-w', 'nope', '--role', 'admin')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'There is no company “nope”. There are: okna-siti.\n',
    })
  })

  test('a wrong role, a wrong setting and an unknown report name what is possible', async () => {
    expect((await run('apikey', 'create', '-w', 'okna-siti', '--role', 'boss')).stderr).toContain('Allowed choices are')
    const setting = await lidoskop(['migrate'], { PORT: 'many', LIDOSKOP_DATA: folder })
    expect(setting).toMatchObject({ code: 1, stderr: expect.stringMatching(/^PORT: /) })
    const report = await run('report', 'weather', '-w', 'okna-siti', '--from', '2026-01-01', '--to', '2026-01-31')
    expect(report).toMatchObject({ code: 1, stderr: expect.stringContaining('There are: ') })
  })
})

test('filters of a report are fields, lists or JSON', () => {
  expect(addFilter('kind=call', {})).toEqual({ kind: 'call' })
  expect(addFilter('kind=chat', { kind: 'call' })).toEqual({ kind: ['call', 'chat'] })
  expect(addFilter('hour=[9,10]', {})).toEqual({ hour: [9, 10] })
  expect(addFilter('{"missed":true}', { kind: 'call' })).toEqual({ kind: 'call', missed: true })
  expect(() => addFilter('nonsense', {})).toThrow('field=value')
})
