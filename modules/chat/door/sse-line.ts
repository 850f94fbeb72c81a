import type { Line } from '../live/site.ts'

/** A line over server-sent events, for networks that cut WebSockets: the same frames, one per event. */
export function sseLine(onClose: () => void): { readonly line: Line; readonly response: Response } {
  const encoder = new TextEncoder()
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  const close = (): void => {
    const open = controller
    if (!open) return
    controller = undefined
    onClose()
    try {
      open.close()
    } catch {
      // The other side closed it first.
    }
  }
  const stream = new ReadableStream<Uint8Array>({
    start(made) {
      controller = made
    },
    cancel: () => close(),
  })
  return {
    line: {
      send(text) {
        // Whoever does not read is let go; their page comes back and asks for what it missed.
        if ((controller?.desiredSize ?? 0) < -1024) close()
        controller?.enqueue(encoder.encode(`data: ${text}\n\n`))
      },
      close,
    },
    response: new Response(stream, {
      headers: {
        'content-type': 'text/event-stream',
        'cache-control': 'no-cache, no-transform',
        'x-accel-buffering': 'no',
      },
    }),
  }
}
