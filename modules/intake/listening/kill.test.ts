import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import net, { type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { newId } from '../../../kernel/ids.ts'
import { sql } from '../../../platform/database/database.ts'
import { openSecretBox } from '../../../platform/secrets/secret-box.ts'
import { createCompany, type TestCompany, type TestDatabase, testDatabase } from '../../../platform/testing/index.ts'
import { sealSecrets } from '../endpoints/secrets.ts'

// Processes start, die and take over from each other: seconds on an idle machine.
vi.setConfig({ testTimeout: 120_000 })

const root = resolve(import.meta.dirname, '../../..')
const folder = mkdtempSync(join(tmpdir(), 'lidoskop-kill-listening-'))
const box = openSecretBox(folder)
let db: TestDatabase
let company: TestCompany
const children: ChildProcess[] = []
beforeAll(async () => {
  db = await testDatabase()
  company = await createCompany(db)
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await db.close()
  rmSync(folder, { recursive: true, force: true })
})

const startProcess = (): ChildProcess => {
  const script = join(import.meta.dirname, 'test-process.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', script, db.url, folder], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  child.on('exit', (code) => code !== null && console.error(`a listening process ended by itself, with ${code}`))
  children.push(child)
  return child
}

/** Sends one line after another, each again until it is acknowledged, to whoever is connected. */
async function openPeer(count: number, onAck: (acknowledged: number, pid: number) => void) {
  let acknowledged = 0
  let connected = 0
  let most = 0
  const readers = new Set<number>()
  const server = net.createServer((socket) => {
    connected += 1
    most = Math.max(most, connected)
    socket.on('close', () => {
      connected -= 1
    })
    socket.on('error', () => socket.destroy())
    let pid = 0
    const send = () => {
      if (acknowledged < count) socket.write(`line-${acknowledged + 1}\n`)
    }
    const lines = createInterface({ input: socket })
    // The reader hears of the socket's errors too.
    lines.on('error', () => lines.close())
    lines.on('line', (said) => {
      const [word, value = ''] = said.split(' ')
      if (word === 'hello') pid = Number(value)
      else if (value === `line-${acknowledged + 1}`) {
        acknowledged += 1
        readers.add(pid)
        onAck(acknowledged, pid)
      }
      send()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    readers,
    most: () => most,
    finished: async () => {
      while (acknowledged < count) await new Promise((resume) => setTimeout(resume, 20))
      server.close()
    },
  }
}

test('a process that is killed in the midst of reading loses nothing and doubles nothing: another reads on', async () => {
  const count = 1_500
  const peer = await openPeer(count, (acknowledged, pid) => {
    if (acknowledged === 300) process.kill(pid, 'SIGKILL')
    // Of the one that took over, every connection to the database is cut.
    if (acknowledged === 800) {
      void db.query(sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`)
    }
  })
  const id = newId()
  await db.query(sql`
    insert into endpoints (workspace_id, id, provider, name, token, secret, settings, created_by, created_at)
    values (${company.id}, ${id}, 'ami', 'АТС', ${id}, ${sealSecrets(box, company.id, id, {})}, ${JSON.stringify({ port: peer.port })}, 'test', now())`)
  startProcess()
  startProcess()
  await peer.finished()
  expect(peer.readers.size).toBe(2)
  expect(peer.most()).toBe(1)
  const rows = await db.query<{ line: string }>(sql`
    select convert_from(body, 'UTF8') as line from raw_events where workspace_id = ${company.id} and endpoint_id = ${id} order by id`)
  expect(rows.map(({ line }) => line)).toEqual(Array.from({ length: count }, (_, i) => `line-${i + 1}`))
})
