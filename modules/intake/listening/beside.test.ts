import { expect, test } from 'vitest'
import { beside } from './beside.ts'
import type { Listener, Source } from './listener.ts'

const sourceOf = (cursor: unknown, saved: unknown[] = []): Source => ({
  ...{ workspaceId: 'w', endpointId: 'e', secrets: {}, settings: {}, address: null, cursor },
  saveCursor: async (value) => {
    saved.push(value)
  },
  keep: async () => undefined,
  ok: async () => undefined,
  idle: async () => undefined,
})

const forever: Listener = (_, signal) =>
  new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })

test('each way has a cursor of its own, and saving one keeps the other', async () => {
  const seen: unknown[] = []
  const saved: unknown[] = []
  const stopping = new AbortController()
  const counting =
    (next: number): Listener =>
    async (source, signal) => {
      seen.push(source.cursor)
      await source.saveCursor(next)
      if (seen.length === 2) stopping.abort()
      await forever(source, signal)
    }
  const running = beside({ a: counting(1), b: counting(2) })(sourceOf({ a: 7 }, saved), stopping.signal)
  await running.catch(() => undefined)
  expect(seen).toEqual([7, null])
  expect(saved.at(-1)).toEqual({ a: 1, b: 2 })
})

test('where one fails the other ends too, and the failure is told', async () => {
  let ended = false
  const other: Listener = (source, signal) =>
    forever(source, signal).finally(() => {
      ended = true
    })
  const failing: Listener = async () => {
    throw new Error('refused')
  }
  await expect(beside({ other, failing })(sourceOf(null), new AbortController().signal)).rejects.toThrow('refused')
  expect(ended).toBe(true)
})

test('where the first can’t even begin, the others ask nobody', async () => {
  let asked = 0
  const asking: Listener = async () => {
    asked += 1
  }
  const failing: Listener = async () => {
    throw new Error('no address')
  }
  await expect(beside({ failing, asking })(sourceOf(null), new AbortController().signal)).rejects.toThrow('no address')
  expect(asked).toBe(0)
})

test('an abort from outside ends both', async () => {
  const stopping = new AbortController()
  const running = beside({ a: forever, b: forever })(sourceOf(null), stopping.signal)
  stopping.abort()
  await expect(running).rejects.toMatchObject({ name: 'AbortError' })
})
