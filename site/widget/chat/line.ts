import type { VisitorFrame, VisitorNews } from '../../../modules/chat/rules.ts'
import type { SiteServer } from '../shell/part.ts'

export type Hello = Extract<VisitorFrame, { type: 'hello' }>

export interface Line {
  /** Sends where a line is open; what must arrive is kept by the caller and sent again when `open` is told. */
  send(frame: VisitorFrame): void
  close(): void
}

interface Transport {
  send(frame: VisitorFrame): void
  close(): void
}

interface Ends {
  readonly news: (news: VisitorNews) => void
  readonly lost: () => void
}

/** The server says at least every 20 s that it is there. */
const silenceMs = 50_000
const firstPauseMs = 500
const longestPauseMs = 20_000

/**
 * Keeps a line to the server: a WebSocket, or, where a network cuts those, events and posts with the same frames. A lost
 * line is opened again with growing pauses; what was missed is asked for by `hello`.
 */
export function openLine(
  site: SiteServer,
  hello: () => Hello,
  events: { readonly news: (news: VisitorNews) => void; readonly state: (open: boolean) => void },
): Line {
  let transport: Transport | undefined
  let closed = false
  let pause = firstPauseMs
  let failures = 0
  let heardAt = Date.now()
  let timer: ReturnType<typeof setTimeout> | undefined

  const connect = (): void => {
    if (closed || transport) return
    clearTimeout(timer)
    heardAt = Date.now()
    let welcomed = false
    const mine: Transport = (failures >= 2 && failures % 6 !== 5 ? overEvents : overSocket)(site, hello, {
      news(news) {
        heardAt = Date.now()
        if (news.type === 'welcome') {
          welcomed = true
          failures = overSocketFails(failures)
          pause = firstPauseMs
        }
        events.news(news)
        if (news.type === 'welcome') events.state(true)
      },
      lost() {
        if (transport !== mine) return
        transport = undefined
        // A line that never said welcome may be one that this network does not let through.
        if (!welcomed) failures += 1
        if (closed) return
        events.state(false)
        timer = setTimeout(connect, pause * (0.7 + Math.random() * 0.6))
        pause = Math.min(pause * 2, longestPauseMs)
      },
    })
    transport = mine
  }
  const lookAfter = setInterval(() => {
    if (transport && Date.now() - heardAt > silenceMs) transport.close()
  }, 5_000)
  const hurry = (): void => {
    pause = firstPauseMs
    connect()
  }
  window.addEventListener('online', hurry)
  connect()
  return {
    send: (frame) => transport?.send(frame),
    close() {
      closed = true
      clearTimeout(timer)
      clearInterval(lookAfter)
      window.removeEventListener('online', hurry)
      transport?.close()
    },
  }
}

// Where events got through and sockets did not, the page stays with events.
const overSocketFails = (failures: number): number => (failures >= 2 ? 2 : 0)

function overSocket(site: SiteServer, hello: () => Hello, { news, lost }: Ends): Transport {
  const socket = new WebSocket(site.address('chat/socket').replace(/^http/, 'ws'))
  const late = setTimeout(() => socket.close(), 8_000)
  socket.onopen = () => {
    clearTimeout(late)
    socket.send(JSON.stringify(hello()))
  }
  socket.onmessage = ({ data }) => news(JSON.parse(String(data)) as VisitorNews)
  socket.onclose = () => {
    clearTimeout(late)
    lost()
  }
  return {
    send(frame) {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame))
    },
    close: () => {
      socket.close()
      // A dead network does not answer to a farewell.
      lost()
    },
  }
}

function overEvents(site: SiteServer, hello: () => Hello, { news, lost }: Ends): Transport {
  const over = new AbortController()
  let queue = Promise.resolve()
  const post = (path: string, body: unknown) =>
    fetch(site.address(path), {
      method: 'POST',
      credentials: 'omit',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: over.signal,
    })
  const hear = async (): Promise<void> => {
    const response = await post('chat/stream', hello())
    if (!response.ok || !response.body) throw new Error(String(response.status))
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      text += value
      const events = text.split('\n\n')
      text = events.pop() ?? ''
      for (const event of events) news(JSON.parse(event.slice('data: '.length)) as VisitorNews)
    }
  }
  void hear()
    .catch(() => undefined)
    .then(lost)
  return {
    send(frame) {
      queue = queue.then(async () => {
        const response = await post('chat/frames', { hello: hello(), frames: [frame] })
        if (!response.ok) throw new Error(String(response.status))
        for (const one of ((await response.json()) as { news: VisitorNews[] }).news) news(one)
      })
      queue = queue.catch(() => over.abort())
    },
    close: () => {
      over.abort()
      lost()
    },
  }
}
