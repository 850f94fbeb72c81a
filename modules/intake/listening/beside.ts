import { isObject } from '../adapters/body.ts'
import type { Listener } from './listener.ts'

/**
 * Several ways to hear one connection, each with a cursor of its own under its name. Where one ends or fails all of them end, and the first
 * failure is the connection's; where the first way can't even begin nothing is asked by the others.
 */
export const beside =
  (ways: Readonly<Record<string, Listener>>): Listener =>
  async (source, signal) => {
    const cursors: Record<string, unknown> = isObject(source.cursor) ? { ...source.cursor } : {}
    const over = new AbortController()
    const running = Object.entries(ways).map(async ([name, listen], place) => {
      if (place > 0) await new Promise(setImmediate)
      if (over.signal.aborted) return
      const saveCursor = async (cursor: unknown): Promise<void> => {
        cursors[name] = cursor
        await source.saveCursor({ ...cursors })
      }
      try {
        await listen({ ...source, cursor: cursors[name] ?? null, saveCursor }, AbortSignal.any([signal, over.signal]))
      } finally {
        over.abort()
      }
    })
    try {
      await Promise.race(running)
    } finally {
      await Promise.allSettled(running)
    }
  }
