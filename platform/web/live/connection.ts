export type LiveState = 'connecting' | 'open' | 'lost'

export interface LiveConnection {
  /** Hears of changes of a type (`*` for all), at most once a second each; returns how to stop. */
  listen(type: string, listener: (type: string) => void): () => void
  close(): void
}

interface Options {
  readonly onState: (state: LiveState) => void
  readonly onBack: () => void
}

/** Connects to the live events of a company and comes back by itself, slower after each failure. */
export function connectLive(workspace: string, { onState, onBack }: Options): LiveConnection {
  const listeners = new Map<string, Set<(type: string) => void>>()
  const waiting = new Map<string, ReturnType<typeof setTimeout>>()
  const told = new Map<string, number>()
  let source: EventSource | null = null
  let retry: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let closed = false

  const tell = (type: string) => {
    told.set(type, Date.now())
    for (const key of [type, '*']) for (const listener of listeners.get(key) ?? []) listener(type)
  }
  // The first change is told at once; a burst is told once more when its second is over.
  const hear = (type: string) => {
    if (waiting.has(type)) return
    const wait = (told.get(type) ?? 0) + 1000 - Date.now()
    if (wait <= 0) return tell(type)
    waiting.set(
      type,
      setTimeout(() => {
        waiting.delete(type)
        tell(type)
      }, wait),
    )
  }
  const connect = () => {
    if (closed) return
    source = new EventSource(`/live?workspace=${encodeURIComponent(workspace)}`)
    source.onopen = () => {
      if (failures > 0) onBack()
      failures = 0
      onState('open')
    }
    source.onmessage = ({ data }) => {
      const type = typeOf(String(data))
      if (type) hear(type)
    }
    source.onerror = () => {
      source?.close()
      failures += 1
      onState(failures > 1 ? 'lost' : 'connecting')
      retry = setTimeout(connect, Math.min(15_000, 500 * 2 ** Math.min(failures, 5)))
    }
  }
  // The browser knows at once that the cable is out, and when it is back: no need to wait for a timeout.
  const offline = () => {
    source?.close()
    clearTimeout(retry)
    failures += 1
    onState('lost')
  }
  const online = () => {
    clearTimeout(retry)
    source?.close()
    connect()
  }
  addEventListener('offline', offline)
  addEventListener('online', online)
  connect()

  return {
    listen(type, listener) {
      const known = listeners.get(type) ?? new Set()
      listeners.set(type, known.add(listener))
      return () => known.delete(listener)
    },
    close() {
      closed = true
      removeEventListener('offline', offline)
      removeEventListener('online', online)
      source?.close()
      clearTimeout(retry)
      for (const timer of waiting.values()) clearTimeout(timer)
    },
  }
}

function typeOf(data: string): string | null {
  try {
    const event: unknown = JSON.parse(data)
    return typeof event === 'object' && event !== null && 'type' in event ? String(event.type) : null
  } catch {
    return null
  }
}
