/** Takes hits to the server. They wait in the browser's storage until it has said that they are on disk, whatever happens to the page. */
import { forget, keep, newId, recall } from './memory.ts'
import type { Head } from './visit.ts'

export interface Hit {
  readonly kind: string
  readonly url: string
  readonly name?: string
  readonly value?: number
  readonly phone?: string
  readonly email?: string
  readonly person?: string
}

interface Waiting {
  readonly head: Head
  readonly hit: Hit & { readonly id: string }
  readonly at: number
}

type Packet = Head & { readonly now: number; readonly ask: boolean; readonly hits: object[] }

export interface Queue {
  add(head: Head, hit: Hit): void
  /** Tells that the visitor is still there and asks what to show. */
  ask(head: Head): void
  /** Sends what waits; a page that is going away does not wait for the hits before. */
  flush(leaving?: boolean): void
  clear(): void
}

const key = 'lk-queue'
/** More would only be an old page that was offline for days. */
const most = 200
const atOnce = 30

export function createQueue(address: string, onAnswer: (answer: Record<string, unknown>) => void): Queue {
  // What a request that is not answered yet carries: a page that leaves does not send it again.
  const underWay = new Set<string>()
  let pause = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let asking = false

  const waiting = (): Waiting[] => recall<Waiting[]>(key) ?? []
  const drop = (ids: ReadonlySet<string>): void => {
    const left = waiting().filter(({ hit }) => !ids.has(hit.id))
    if (left.length > 0) keep(key, left)
    else forget(key)
  }
  const later = (ms: number): void => {
    clearTimeout(timer)
    timer = setTimeout(() => flush(), ms)
  }

  const post = async (packets: object[]): Promise<boolean> => {
    const response = await fetch(address, {
      method: 'POST',
      body: JSON.stringify(packets),
      // Goes on when the page is closed. No cookies: the server knows nobody by them, and needs none.
      keepalive: true,
      credentials: 'omit',
    })
    if (response.status === 200) onAnswer((await response.json()) as Record<string, unknown>)
    // What is refused for good would be refused again; a flood or a restart passes.
    return response.status < 500 && response.status !== 429
  }

  const flush = (leaving = false): void => {
    if (underWay.size > 0 && !leaving) return
    const batch = waiting()
      .filter(({ hit }) => !underWay.has(hit.id))
      .slice(0, atOnce)
    if (batch.length === 0) return
    const now = Date.now()
    const packets = new Map<string, Packet>()
    for (const { head, hit, at } of batch) {
      const packet: Packet = packets.get(head.visit) ?? { ...head, now, ask: asking && !leaving, hits: [] }
      packet.hits.push({ ...hit, at })
      packets.set(head.visit, packet)
    }
    const ids = new Set(batch.map(({ hit }) => hit.id))
    for (const id of ids) underWay.add(id)
    const done = (kept: boolean): void => {
      for (const id of ids) underWay.delete(id)
      if (kept) {
        drop(ids)
        asking = false
        pause = 0
        later(0)
      } else {
        pause = Math.min(300_000, pause * 2 || 2_000)
        later(pause)
      }
    }
    post([...packets.values()]).then(done, () => done(false))
  }

  addEventListener('online', () => {
    pause = 0
    flush()
  })
  addEventListener('pagehide', () => flush(true))
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') flush(true)
  })

  return {
    add(head, hit) {
      if (hit.kind === 'page' || hit.kind === 'consent') asking = true
      keep(key, [...waiting(), { head, hit: { id: newId(), ...hit }, at: Date.now() }].slice(-most))
      // Signs that come together travel together.
      if (pause === 0) later(50)
    },
    ask(head) {
      post([{ ...head, now: Date.now(), ask: true, hits: [] }]).catch(() => undefined)
    },
    flush,
    clear: () => forget(key),
  }
}
