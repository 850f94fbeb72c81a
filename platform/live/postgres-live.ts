import pg from 'pg'
import type { Log } from '../log/log.ts'
import { type Live, type LiveEvent, liveChannel } from './live.ts'

export interface RunnableLive extends Live {
  /** Opens the listening connection; returns how to close it. */
  start(): Promise<() => Promise<void>>
}

/** Told to everyone after the connection was lost and found again: anything may have happened meanwhile. */
export const everythingType = '*'

const pauseMs = 500

/** Listens on a connection of its own, which is opened anew as often as it breaks. */
export function createLive(url: string, log: Log): RunnableLive {
  const listeners = new Map<string, Set<(event: LiveEvent) => void>>()

  const tell = (event: LiveEvent): void => {
    for (const listener of listeners.get(event.workspaceId) ?? []) listener(event)
  }
  const tellAll = (): void => {
    for (const workspaceId of listeners.keys()) tell({ workspaceId, type: everythingType })
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
      let closed = false
      let client: pg.Client | undefined
      let again: NodeJS.Timeout | undefined

      const connect = async (): Promise<void> => {
        const fresh = new pg.Client({ connectionString: url, application_name: 'lidoskop live', keepAlive: true })
        fresh.on('notification', ({ payload }) => {
          const event = readEvent(payload)
          if (event) tell(event)
        })
        fresh.on('error', () => undefined)
        fresh.on('end', () => {
          if (!closed && client === fresh) reconnectLater()
        })
        await fresh.connect()
        await fresh.query(`listen ${liveChannel}`)
        client = fresh
      }
      const reconnectLater = (): void => {
        again = setTimeout(() => {
          connect().then(tellAll, (error: Error) => {
            log.debug({ err: error }, 'live events: no connection yet')
            if (!closed) reconnectLater()
          })
        }, pauseMs)
      }

      await connect()
      return async () => {
        closed = true
        clearTimeout(again)
        await client?.end().catch(() => undefined)
      }
    },
  }
}

function readEvent(payload: string | undefined): LiveEvent | null {
  try {
    const event = JSON.parse(payload ?? '') as Partial<LiveEvent>
    return typeof event.workspaceId === 'string' && typeof event.type === 'string'
      ? { workspaceId: event.workspaceId, type: event.type }
      : null
  } catch {
    return null
  }
}
