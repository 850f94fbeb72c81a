import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { identify, isAlive } from './identity.ts'
import { lockHolder, noteLock, tryLock, waitForLock } from './lock.ts'

const folder = mkdtempSync(join(tmpdir(), 'lidoskop-lock-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a lock is taken once, names its holder, and can be taken again after its release', () => {
  const path = join(folder, 'once')
  const first = tryLock(path, 'starting')
  if (first.kind !== 'held') throw new Error('not held')
  noteLock(path, 'http://localhost:1')
  expect(tryLock(path)).toMatchObject({ kind: 'taken', by: { pid: process.pid }, note: 'http://localhost:1' })
  first.lock.release()
  expect(lockHolder(path)).toBeNull()
  expect(tryLock(path).kind).toBe('held')
})

test('the lock of a process that was killed is taken over', async () => {
  const path = join(folder, 'killed')
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  writeFileSync(path, JSON.stringify({ ...identify(child.pid ?? 0), mark: 'x', note: 'y' }))
  expect(tryLock(path)).toMatchObject({ kind: 'taken', by: { pid: child.pid } })
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(tryLock(path).kind).toBe('held')
})

test('a stranger that was given the number of a dead holder does not hold its lock', () => {
  const path = join(folder, 'reused')
  const me = identify(process.pid)
  writeFileSync(path, JSON.stringify({ ...me, started: `${me?.started}-long-ago`, mark: 'x', note: 'y' }))
  expect(lockHolder(path)).toBeNull()
  expect(tryLock(path).kind).toBe('held')
})

test('a file that somebody damaged does not lock anybody out for ever', () => {
  const path = join(folder, 'damaged')
  writeFileSync(path, '{"pid": ')
  expect(tryLock(path).kind).toBe('held')
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ pid: process.pid })
})

test('whoever waits gets the lock when it is released, and of many at once one holds it', async () => {
  const path = join(folder, 'waited')
  let holders = 0
  const visit = async () => {
    const lock = await waitForLock(path, 10_000)
    holders += 1
    expect(holders).toBe(1)
    await new Promise((resolve) => setImmediate(resolve))
    holders -= 1
    lock.release()
  }
  await Promise.all([visit(), visit(), visit()])
  expect(readdirSync(folder).filter((name) => name.startsWith('waited'))).toEqual([])
})

test('a dead process is not alive, whatever has its number', () => {
  const me = identify(process.pid)
  if (!me) throw new Error('not found')
  expect(isAlive(me)).toBe(true)
  expect(isAlive({ ...me, started: 'another time' })).toBe(false)
  expect(identify(4_194_305)).toBeNull()
})
