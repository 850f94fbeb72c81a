/** Real processes, of which one dies in the middle: nothing comes twice. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type House, openHouse } from './test-house.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })
const patience = { timeout: 90_000, interval: 50 }
const root = resolve(import.meta.dirname, '../..')

let house: House
const children: ChildProcess[] = []
beforeAll(async () => {
  house = await openHouse()
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await house?.close()
})

function startProcess(moment: Date): ChildProcess {
  const script = join(import.meta.dirname, 'test-process.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', script, house.db.url, moment.toISOString()], {
    cwd: root,
    env: { ...process.env, ...house.env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  children.push(child)
  return child
}
const asked = (part: string) => house.cloud.asked.filter(({ path }) => path.includes(part)).length

test('of two processes each message leaves by one; killed while the receivers think, chats wait for a person and the webhook comes under its id', async () => {
  for (const kind of ['slack', 'telegram', 'webhook'] as const) {
    await house.rule({ channelId: await house.channel(kind) })
  }
  await house.announce({})
  await house.pass()
  house.cloud.answer = () => 'hang'
  const both = [startProcess(house.clock), startProcess(house.clock)]
  await expect.poll(() => house.cloud.asked.length, patience).toBe(3)
  for (const child of both) {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  expect([asked('/services/'), asked('/bot'), asked('/own')]).toEqual([1, 1, 1])
  // As long as the lease lasts nobody takes them up; then what could come twice is left to a person.
  house.cloud.answer = () => ({ json: { ok: true, result: {} } })
  await house.sendDue()
  expect(house.cloud.asked).toHaveLength(3)
  const afterwards = new Date(house.clock.getTime() + 180_000)
  await once(startProcess(afterwards), 'exit')
  expect([asked('/services/'), asked('/bot'), asked('/own')]).toEqual([1, 1, 2])
  const [first, second] = house.cloud.asked.filter(({ path }) => path === '/own')
  expect(second?.headers['x-lidoskop-delivery']).toBe(first?.headers['x-lidoskop-delivery'])
  expect(Object.fromEntries((await house.log()).map(({ channel, state }) => [channel, state]))).toEqual({
    ...{ slack: 'unsure', telegram: 'unsure', webhook: 'sent' },
  })
})
