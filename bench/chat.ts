/** Chat with two thousand pages open: how soon words reach the other side, durable before they are told. */
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { quantile } from '../kernel/statistics/quantiles.ts'
import { atMost, type Line } from './measure.ts'
import { type BenchServer, startServer } from './server.ts'

const pages = 2_000
const consoles = 10
const perSecond = 50
const seconds = 20

/** Half of the words go each way, at a steady rate: words that are late do not hold the next back. */
export async function benchChat(tell: (message: string) => void): Promise<Line[]> {
  tell('starting a server')
  const server = await startServer()
  const sockets: WebSocket[] = []
  try {
    const key = await chattingSite(server)
    const sent = new Map<string, number>()
    const times: number[] = []
    const arrive = (id: string): void => {
      const at = sent.get(id)
      if (at === undefined) return
      sent.delete(id)
      times.push(performance.now() - at)
    }
    tell(`opening ${pages} pages`)
    const visitors: { readonly socket: WebSocket; dialogue: string | null }[] = []
    for (let from = 0; from < pages; from += 50) {
      const made = Array.from({ length: 50 }, (_, i) => visitorPage(server, key, from + i, arrive))
      for (const visitor of await Promise.all(made)) {
        visitors.push(visitor)
        sockets.push(visitor.socket)
      }
    }
    const desks: WebSocket[] = []
    for (let i = 0; i < consoles; i++) desks.push(await operatorConsole(server, i === 0 ? arrive : () => undefined))
    sockets.push(...desks)

    const say = (socket: WebSocket, frame: object): void => {
      const id = randomUUID()
      sent.set(id, performance.now())
      socket.send(JSON.stringify({ type: 'message', id, text: 'Сколько стоит окно с установкой?', ...frame }))
    }
    const run = async (lasts: number): Promise<void> => {
      const began = performance.now()
      for (let n = 0; n < lasts * perSecond; n++) {
        const late = began + (n * 1000) / perSecond - performance.now()
        if (late > 0) await pause(late)
        const visitor = visitors[(n * 7) % visitors.length]
        if (visitor) say(visitor.socket, {})
        const answered = visitors[((n - perSecond) * 7 + visitors.length * 7) % visitors.length]
        const desk = desks[n % desks.length]
        if (answered?.dialogue && desk) say(desk, { dialogue: answered.dialogue })
      }
      await pause(2_000)
    }
    await run(4)
    times.length = 0
    sent.clear()
    tell(`${2 * perSecond} messages a second for ${seconds} s`)
    await run(seconds)
    const p99 = quantile(times, 0.99) ?? 0
    const memory = await residentMb(server)
    return [
      {
        part: 'web',
        name: `chat: to the other side, ${pages} open pages, p99`,
        value: p99,
        unit: 'ms',
        ...atMost(p99, 150),
        note: `p50 ${(quantile(times, 0.5) ?? 0).toFixed(0)} ms of ${times.length} messages, ${2 * perSecond}/s, lost ${sent.size}, server ${memory.toFixed(0)} MB`,
      },
    ]
  } finally {
    for (const socket of sockets) socket.terminate()
    await server.stop()
  }
}

async function chattingSite({ url, workspace, key }: BenchServer): Promise<string> {
  const ask = async (path: string, method: string, body: object): Promise<Record<string, string>> => {
    const response = await fetch(`${url}/api/v1/workspaces/${workspace}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(await response.text())
    return (await response.json()) as Record<string, string>
  }
  const site = await ask('/sites', 'POST', { name: 'Bench', domains: ['bench.example'] })
  await ask(`/chat-sites/${site.id}`, 'PUT', { settings: { enabled: true } })
  return site.key ?? ''
}

const opened = (socket: WebSocket): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.once('open', () => resolve())
    socket.once('error', reject)
  })

/** A page of its own address, greeted. */
async function visitorPage({ url }: BenchServer, key: string, number: number, arrive: (id: string) => void) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/site/${key}/chat/socket`, {
    headers: { origin: 'https://bench.example', 'x-forwarded-for': `10.1.${number >> 8}.${number & 255}` },
    perMessageDeflate: false,
  })
  const visitor: { readonly socket: WebSocket; dialogue: string | null } = { socket, dialogue: null }
  const greeted = new Promise<void>((resolve) => {
    socket.on('message', (data) => {
      const news = JSON.parse(String(data)) as {
        type: string
        dialogue?: string
        items?: { id: string; author: string }[]
      }
      if (news.type === 'welcome') resolve()
      if (news.type === 'kept') visitor.dialogue = news.dialogue ?? null
      for (const { id, author } of news.items ?? []) if (author === 'employee') arrive(id)
    })
  })
  await opened(socket)
  socket.send(JSON.stringify({ type: 'hello' }))
  await greeted
  return visitor
}

async function operatorConsole({ url, workspace, key }: BenchServer, arrive: (id: string) => void): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/chat/${workspace}/socket`, {
    headers: { authorization: `Bearer ${key}` },
    perMessageDeflate: false,
  })
  socket.on('message', (data) => {
    const news = JSON.parse(String(data)) as { type: string; message?: { id: string; author: string } }
    if (news.type === 'message' && news.message?.author === 'client') arrive(news.message.id)
  })
  await opened(socket)
  return socket
}

async function residentMb({ url }: BenchServer): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1] ?? 0) / 1e6
}
