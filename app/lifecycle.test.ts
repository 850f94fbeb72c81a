import { type ChildProcess, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { identify } from '../platform/process/identity.ts'
import { launch, lidoskop, listenTo } from './commands/test-command.ts'

/** One data folder, started, killed and started again: the tests below build on each other. */
let folder: string
let server: ChildProcess
let url: string
let key: string

const env = () => ({ LIDOSKOP_DATA: folder, PORT: '0' })
const postmaster = () => Number(readFileSync(join(folder, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0])
const company = () => fetch(`${url}/api/v1/workspaces/okna`, { headers: { authorization: `Bearer ${key}` } })
const waiting = { timeout: 30_000, interval: 100 }
/** A start may have to build the web app first. */
const patient = { timeout: 110_000, interval: 50 }

async function start(): Promise<string> {
  server = launch(['serve'], env())
  const said = listenTo(server)
  url = await vi.waitFor(() => {
    const [, address] = /Lidoskop is running: (\S+)/.exec(said.stdout) ?? []
    if (!address) throw new Error(said.stdout + said.stderr)
    return address
  }, patient)
  return said.stdout
}

async function kill(signal: NodeJS.Signals): Promise<number | null> {
  server.kill(signal)
  const [code] = (await once(server, 'exit')) as [number | null]
  return code
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lidoskop-life-'))
  chmodSync(folder, 0o711)
  await start()
})
afterAll(async () => {
  if (server.exitCode === null && server.signalCode === null) await kill('SIGTERM')
  rmSync(folder, { recursive: true, force: true })
})

test('commands work beside the running server and leave its database running', async () => {
  const before = postmaster()
  const made = await lidoskop(['company', 'create', 'Окна', '--slug', 'okna'], env())
  expect(made).toMatchObject({ code: 0, stdout: 'okna\n' })
  key = (await lidoskop(['apikey', 'create', '-w', 'okna', '--role', 'admin'], env())).stdout.trim()
  expect(postmaster()).toBe(before)
  expect(await (await company()).json()).toMatchObject({ name: 'Окна' })
})

test('a second start on the same data refuses and names the first', async () => {
  const second = await lidoskop(['serve'], env())
  expect(second.code).toBe(1)
  expect(second.stderr).toContain(`already runs on the data in ${folder}: process ${server.pid}, ${url}`)
  expect((await company()).status).toBe(200)
})

test('when the database is killed, the server starts it again and goes on', async () => {
  const before = postmaster()
  process.kill(before, 'SIGKILL')
  await vi.waitFor(() => expect(postmaster()).not.toBe(before), waiting)
  await vi.waitFor(async () => expect((await company()).status).toBe(200), waiting)
  expect(server.exitCode).toBeNull()
})

test('when the server is killed, the next start goes on with the database that was left', async () => {
  const before = postmaster()
  await kill('SIGKILL')
  expect(identify(before)).not.toBeNull()
  await start()
  expect(postmaster()).toBe(before)
  expect((await company()).status).toBe(200)
})

test('asked to stop, it ends open streams, stops its database, and leaves nothing locked', async () => {
  const stream = await fetch(`${url}/live?workspace=okna`, { headers: { authorization: `Bearer ${key}` } })
  expect(stream.status).toBe(200)
  const database = postmaster()
  expect(await kill('SIGTERM')).toBe(0)
  await stream.text()
  expect(identify(database)).toBeNull()
  expect(existsSync(join(folder, 'server.lock'))).toBe(false)
})

test('commands start the database themselves and stop it after', async () => {
  expect((await lidoskop(['company', 'list'], env())).stdout).toContain('okna')
  expect(existsSync(join(folder, 'postgres/data/postmaster.pid'))).toBe(false)
})

test('a port that is taken is told as such, and nothing stays behind', async () => {
  await start()
  const other = mkdtempSync(join(tmpdir(), 'lidoskop-life-'))
  chmodSync(other, 0o711)
  const refused = await lidoskop(['serve'], { LIDOSKOP_DATA: other, PORT: new URL(url).port })
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('is taken by another program') })
  expect(existsSync(join(other, 'postgres/data/postmaster.pid'))).toBe(false)
  rmSync(other, { recursive: true })
})

test.runIf(process.platform === 'linux')(
  'the secret of a running server is not to be read from its command line',
  () => {
    const { stdout } = spawnSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
    expect(stdout).not.toContain(readFileSync(join(folder, 'postgres/password'), 'utf8'))
  },
)
