/** Signed events over HTTP, at full speed or at a steady rate, with the time each took until it was acknowledged as durable. */
import { createHmac } from 'node:crypto'
import { Agent, request } from 'node:http'
import { quantile } from '../kernel/statistics/quantiles.ts'
import type { BenchServer } from './server.ts'

export interface Load {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  readonly refused: number
}

/** The body of event `n`: three events tell of one call, as exchanges do it. */
export function eventBody(run: string, n: number, now = new Date()): string {
  const call = Math.floor(n / 3)
  const stage = n % 3
  const at = now.toISOString()
  const common = {
    id: `${run}-${call}`,
    kind: 'call',
    at,
    direction: 'inbound',
    client: { phone: `+7916${String(1_000_000 + ((call * 7919) % 9_000_000))}` },
    employee: String(101 + (call % 14)),
  }
  if (stage === 0) return JSON.stringify({ ...common, startedAt: at })
  if (stage === 1) return JSON.stringify({ ...common, answeredAt: at })
  return JSON.stringify({ ...common, endedAt: at, finished: true, outcome: 'answered', talkSeconds: call % 300 })
}

export function createSender({ url, endpoint }: BenchServer, connections: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const { hostname, port } = new URL(url)
  const send = (body: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const timestamp = String(Math.floor(Date.now() / 1000))
      const signature = createHmac('sha256', endpoint.secret).update(`${timestamp}.${body}`).digest('hex')
      const call = request(
        {
          agent,
          hostname,
          port,
          method: 'POST',
          path: endpoint.path,
          headers: {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
            'x-lidoskop-timestamp': timestamp,
            'x-lidoskop-signature': `v1=${signature}`,
          },
        },
        (answer) => {
          answer.resume()
          answer.once('end', () => resolve(answer.statusCode ?? 0))
        },
      )
      call.once('error', reject)
      call.end(body)
    })
  return { send, close: () => agent.destroy() }
}

/** As fast as `connections` can. */
export async function fullSpeed(server: BenchServer, run: string, seconds: number, connections = 64): Promise<Load> {
  const sender = createSender(server, connections)
  const times: number[] = []
  let refused = 0
  let n = 0
  const began = performance.now()
  const until = began + seconds * 1000
  const worker = async () => {
    while (performance.now() < until) {
      const body = eventBody(run, n++)
      const started = performance.now()
      const status = await sender.send(body)
      times.push(performance.now() - started)
      if (status >= 300) refused++
    }
  }
  await Promise.all(Array.from({ length: connections }, worker))
  const took = (performance.now() - began) / 1000
  sender.close()
  return summary(times, refused, took)
}

/** At a steady rate whatever the answers take: a slow one does not hold the next back, so that waiting shows. */
export async function steady(server: BenchServer, run: string, perSecond: number, seconds: number): Promise<Load> {
  const sender = createSender(server, 256)
  const times: number[] = []
  const open: Promise<void>[] = []
  let refused = 0
  const began = performance.now()
  for (let n = 0; n < perSecond * seconds; n++) {
    const due = began + (n * 1000) / perSecond
    const wait = due - performance.now()
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait))
    open.push(
      sender.send(eventBody(run, n)).then((status) => {
        times.push(performance.now() - due)
        if (status >= 300) refused++
      }),
    )
  }
  await Promise.all(open)
  const took = (performance.now() - began) / 1000
  sender.close()
  return summary(times, refused, took)
}

const summary = (times: readonly number[], refused: number, seconds: number): Load => ({
  perSecond: (times.length - refused) / seconds,
  p50: quantile(times, 0.5) ?? 0,
  p99: quantile(times, 0.99) ?? 0,
  refused,
})
