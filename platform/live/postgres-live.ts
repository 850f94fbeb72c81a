import type { Database } from '../database/database.ts'
import { listen } from '../database/listen.ts'
import { type Live, type LiveEvent, liveChannel } from './live.ts'

export interface RunnableLive extends Live {
  /** Begins to listen; returns how to stop. */
  start(): Promise<() => Promise<void>>
}

/** Told to everyone after the connection was lost and found again: anything may have happened meanwhile. */
const everything = '*'

/** Live events over LISTEN/NOTIFY. */
export function createLive(db: Database): RunnableLive {
  const listeners = new Map<string, Set<(event: LiveEvent) => void>>()

  const tell = (event: LiveEvent): void => {
    for (const listener of listeners.get(event.workspaceId) ?? []) listener(event)
  }
  const tellAll = (): void => {
    for (const workspaceId of listeners.keys()) tell({ workspaceId, type: everything })
  }

  return {
    subscribe(workspaceId, listener) {
      const known = listeners.get(workspaceId) ?? new Set()
      listeners.set(workspaceId, known.add(listener))
      return () => {
        known.delete(listener)
        if (known.size === 0 && listeners.get(workspaceId) === known) listeners.delete(workspaceId)
      }
    },
    async start() {
      const hearing = listen(
        db,
        liveChannel,
        (payload) => {
          const event = readEvent(payload)
          if (event) tell(event)
        },
        tellAll,
      )
      await hearing.opened
      return hearing.stop
    },
  }
}

function readEvent(payload: string): LiveEvent | null {
  try {
    const event = JSON.parse(payload) as Partial<LiveEvent>
    return typeof event.workspaceId === 'string' && typeof event.type === 'string'
      ? { workspaceId: event.workspaceId, type: event.type }
      : null
  } catch {
    return null
  }
}
