import type { Live } from '../live/live.ts'

/** Streams of live events, so that a server that stops can end them all. */
export interface LiveStreams {
  /**
   * The answer to a member of a company: an event `{type}` whenever something of theirs changed. `mayStay` is asked with
   * every heartbeat: who was signed out or lost the right is let go.
   */
  open(workspaceId: string, gone: AbortSignal, mayStay: () => Promise<boolean>): Response
  readonly count: () => number
  closeAll(): void
}

/** Turns live events into server-sent events. A comment every 20 s keeps proxies from closing the connection. */
export function createLiveStreams(live: Live, heartbeatMs = 20_000): LiveStreams {
  const closers = new Set<() => void>()
  const encoder = new TextEncoder()
  return {
    open(workspaceId, gone, mayStay) {
      let close: () => void = () => undefined
      const stream = new ReadableStream<Uint8Array>({
        start(controller) {
          const send = (text: string): void => {
            // A reader that does not read is let go: its browser connects again and asks anew.
            if ((controller.desiredSize ?? 0) < -256) close()
            else if (closers.has(close)) controller.enqueue(encoder.encode(text))
          }
          const leave = live.subscribe(workspaceId, ({ type }) => send(`data: ${JSON.stringify({ type })}\n\n`))
          const beat = async (): Promise<void> => {
            // While the database is away nobody can be asked, and nothing can be told either.
            if (await mayStay().catch(() => true)) send(': still here\n\n')
            else close()
          }
          const heartbeat = setInterval(() => void beat(), heartbeatMs)
          close = () => {
            if (!closers.delete(close)) return
            leave()
            clearInterval(heartbeat)
            gone.removeEventListener('abort', close)
            try {
              controller.close()
            } catch {
              // The other side closed it first.
            }
          }
          closers.add(close)
          gone.addEventListener('abort', close)
          send('retry: 2000\n: connected\n\n')
        },
        cancel: () => close(),
      })
      return new Response(stream, {
        headers: {
          'content-type': 'text/event-stream',
          'cache-control': 'no-cache, no-transform',
          'x-accel-buffering': 'no',
        },
      })
    },
    count: () => closers.size,
    closeAll() {
      for (const close of closers) close()
    },
  }
}
