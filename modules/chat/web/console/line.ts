import type { OperatorFrame, OperatorNews } from '../../rules.ts'
import type { Row } from '../api.ts'

export type News = OperatorNews<Row>

export interface ConsoleLine {
  send(frame: OperatorFrame): void
  close(): void
}

const silenceMs = 50_000
const firstPauseMs = 500
const longestPauseMs = 15_000

/**
 * Keeps a line to the server: a WebSocket, or events and posts where a network cuts those. What must arrive is kept by the
 * caller, who sends it again at every welcome.
 */
export function openConsoleLine(
  slug: string,
  events: { readonly news: (news: News) => void; readonly lost: () => void },
): ConsoleLine {
  const address = `/chat/${encodeURIComponent(slug)}`
  let transport: { send(frame: OperatorFrame): void; close(): void } | undefined
  let closed = false
  let failures = 0
  let pause = firstPauseMs
  let heardAt = Date.now()
  let timer: ReturnType<typeof setTimeout> | undefined

  const hear = (text: string): void => {
    heardAt = Date.now()
    const news = JSON.parse(text) as News
    if (news.type === 'welcome') pause = firstPauseMs
    if (news.type !== 'still') events.news(news)
  }
  const lost = (): void => {
    transport = undefined
    if (closed) return
    events.lost()
    timer = setTimeout(connect, pause * (0.7 + Math.random() * 0.6))
    pause = Math.min(pause * 2, longestPauseMs)
  }
  const connect = (): void => {
    clearTimeout(timer)
    if (closed || transport) return
    heardAt = Date.now()
    transport = failures >= 2 ? overEvents() : overSocket()
  }

  const overSocket = () => {
    const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}${address}/socket`)
    let over = false
    const end = (): void => {
      if (over) return
      over = true
      socket.close()
      lost()
    }
    let opened = false
    socket.onopen = () => {
      opened = true
      failures = 0
    }
    socket.onmessage = ({ data }) => hear(String(data))
    socket.onclose = () => {
      if (!opened) failures += 1
      end()
    }
    return {
      send(frame: OperatorFrame) {
        if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame))
      },
      close: end,
    }
  }

  const overEvents = () => {
    const source = new EventSource(`${address}/events`)
    let over = false
    const end = (): void => {
      if (over) return
      over = true
      source.close()
      // A network that cuts sockets now may let them through later.
      failures = failures > 5 ? 0 : failures + 1
      lost()
    }
    source.onmessage = ({ data }) => hear(String(data))
    source.onerror = end
    let queue = Promise.resolve()
    return {
      send(frame: OperatorFrame) {
        queue = queue
          .then(async () => {
            const answer = await fetch(`${address}/frames`, {
              method: 'POST',
              headers: { 'content-type': 'application/json' },
              body: JSON.stringify({ frames: [frame] }),
            })
            if (!answer.ok) throw new Error(String(answer.status))
            for (const one of ((await answer.json()) as { news: News[] }).news) events.news(one)
          })
          .catch(end)
      },
      close: end,
    }
  }

  const looking = setInterval(() => {
    if (transport && Date.now() - heardAt > silenceMs) transport.close()
  }, 5_000)
  const hurry = (): void => {
    pause = firstPauseMs
    connect()
  }
  addEventListener('online', hurry)
  connect()
  return {
    send: (frame) => transport?.send(frame),
    close() {
      closed = true
      clearTimeout(timer)
      clearInterval(looking)
      removeEventListener('online', hurry)
      transport?.close()
    },
  }
}
