import { expect, test, vi } from 'vitest'
import type { LiveEvent } from '../live/live.ts'
import { createLiveStreams } from './live-stream.ts'

function fakeLive() {
  const listeners = new Set<(event: LiveEvent) => void>()
  return {
    listeners,
    tell: (type: string) => listeners.forEach((listener) => void listener({ workspaceId: 'a', type })),
    subscribe(_: string, listener: (event: LiveEvent) => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

const welcome = async () => true

test('a stream tells what changed until the reader goes, and then keeps nothing', async () => {
  const live = fakeLive()
  const streams = createLiveStreams(live)
  const gone = new AbortController()
  const response = streams.open('a', gone.signal, welcome)
  live.tell('interactions')
  gone.abort()
  expect(await response.text()).toBe('retry: 2000\n: connected\n\ndata: {"type":"interactions"}\n\n')
  expect(streams.count()).toBe(0)
  expect(live.listeners.size).toBe(0)
})

test('whoever lost the right is let go at the next heartbeat', async () => {
  const live = fakeLive()
  const streams = createLiveStreams(live, 5)
  let allowed = true
  const response = streams.open('a', new AbortController().signal, async () => allowed)
  allowed = false
  await response.text()
  expect(streams.count()).toBe(0)
})

test('while nobody can be asked about rights, streams stay', async () => {
  const streams = createLiveStreams(fakeLive(), 5)
  const asked = vi.fn(async () => {
    throw new Error('the database is away')
  })
  const response = streams.open('a', new AbortController().signal, asked)
  await expect.poll(() => asked.mock.calls.length).toBeGreaterThan(2)
  expect(streams.count()).toBe(1)
  streams.closeAll()
  expect(await response.text()).toContain(': still here')
})

test('a reader that does not read is let go instead of filling the memory', () => {
  const live = fakeLive()
  const streams = createLiveStreams(live)
  streams.open('a', new AbortController().signal, welcome)
  for (let i = 0; i < 1000; i++) live.tell('interactions')
  expect(streams.count()).toBe(0)
})
