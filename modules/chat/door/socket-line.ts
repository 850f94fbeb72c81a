import type { WSContext } from 'hono/ws'
import type { Line } from '../live/site.ts'

const mostUnread = 1_000_000

/** A line over a WebSocket. */
export function socketLine(socket: WSContext): Line {
  return {
    send(text) {
      if (socket.readyState !== 1) return
      const { raw } = socket
      const unread = raw && typeof raw === 'object' && 'bufferedAmount' in raw ? Number(raw.bufferedAmount) : 0
      // Whoever does not read is let go; their page comes back and asks for what it missed.
      if (unread > mostUnread) socket.close(1013, 'too slow')
      else socket.send(text)
    },
    close: () => socket.close(1012, 'come back'),
  }
}

/** A frame as text; null for binary ones, which nobody of ours sends. */
export const textOf = (data: unknown): string | null => (typeof data === 'string' ? data : null)
