import type { Live } from '../live/live.ts'

const heartbeatMs = 20_000

/** Streams of live events, so that a server that stops can end them all. */
export interface LiveStreams {
  /** The answer to a member of a company: an event `{type}` whenever something of theirs changed. */
  open(workspaceId: string, gone: AbortSignal): Response
  readonly count: () => number
  closeAll(): void
}

/** Turns live events into server-sent events. A comment every 20 s keeps proxies from closing the connection. */
export function createLiveStreams(live: Live): LiveStreams {
  const closers = new Set<() => void>()
  const encoder = new TextEncoder()
  return {
    open(workspaceId, gone) {
      let close: () => void = () => undefined
      const stream = new ReadableStream<Uint8Array>({
        start(controller) {
          const send = (text: string): void => {
            // A reader that does not read is let go: its browser connects again and asks anew.
            if ((controller.desiredSize ?? 0) < -256) close()
            else controller.enqueue(encoder.encode(text))
          }
          const leave = live.subscribe(workspaceId, ({ type }) => send(`data: ${JSON.stringify({ type })}\n\n`))
          const heartbeat = setInterval(() => send(': still here\n\n'), heartbeatMs)
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
