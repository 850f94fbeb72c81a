/** Wakes the listeners of this process when their connection has something to do. */
import type { Database } from '../../platform/database/database.ts'
import { listen } from '../../platform/database/listen.ts'
import { crmChannel } from './store/due.ts'

export interface Wakes {
  wait(endpointId: string, ms: number, signal: AbortSignal): Promise<void>
  start(): () => Promise<void>
}

/** Longest sleep: what a lost notification hides is found by then. */
const longestMs = 60_000

export function createWakes(db: Database): Wakes {
  const sleeping = new Map<string, () => void>()
  // Told while its listener was at work: the next sleep ends at once.
  const told = new Set<string>()
  const wake = (endpointId: string): void => {
    const end = sleeping.get(endpointId)
    if (end) end()
    else told.add(endpointId)
  }
  return {
    wait(endpointId, ms, signal) {
      if (told.delete(endpointId) || signal.aborted) return Promise.resolve()
      return new Promise((resolve) => {
        const end = (): void => {
          clearTimeout(timer)
          signal.removeEventListener('abort', end)
          if (sleeping.get(endpointId) === end) sleeping.delete(endpointId)
          resolve()
        }
        const timer = setTimeout(end, Math.min(ms, longestMs)).unref()
        signal.addEventListener('abort', end, { once: true })
        sleeping.set(endpointId, end)
      })
    },
    start() {
      const hearing = listen(db, crmChannel, wake, () => {
        for (const end of [...sleeping.values()]) end()
      })
      return () => hearing.stop()
    },
  }
}
