import { median } from '../kernel/statistics/quantiles.ts'
import { fullSpeed, steady } from './load.ts'
import { atLeast, atMost, type Line } from './measure.ts'
import { screenLatencies } from './screen-latency.ts'
import { startServer } from './server.ts'

/** Signed events over HTTP into a server of its own, and how soon a screen shows them. */
export async function benchWebhooks(tell: (message: string) => void): Promise<Line[]> {
  tell('starting a server')
  const server = await startServer()
  const lines: Line[] = []
  const add = (line: Omit<Line, 'part'>) => lines.push({ part: 'intake', ...line })
  try {
    add({ name: 'start on an empty folder', value: server.firstStartMs, unit: 'ms' })
    add({ name: 'start to first answer', value: server.startMs, unit: 'ms', ...atMost(server.startMs, 5000) })
    await fullSpeed(server, 'warm', 3)
    tell('webhooks at full speed')
    const full = await fullSpeed(server, 'full', 15)
    add({
      name: 'webhooks at full speed, durable',
      value: full.perSecond,
      unit: 'events/s',
      ...atLeast(full.perSecond, 1500),
      note: `p50 ${full.p50.toFixed(0)} ms, p99 ${full.p99.toFixed(0)} ms, refused ${full.refused}`,
    })
    tell('webhooks, 500 a second')
    await settled(tell)
    const calm = await steady(server, 'calm', 500, 15)
    add({
      name: 'webhooks at 500/s, p99 until durable',
      value: calm.p99,
      unit: 'ms',
      ...atMost(calm.p99, 100),
      note: `p50 ${calm.p50.toFixed(0)} ms, refused ${calm.refused}`,
    })
    await settled(tell)
    const latencies = await screenLatencies(server, 20)
    const slowest = Math.max(...latencies)
    add({
      name: 'webhook to screen, slowest of 20',
      value: slowest,
      unit: 'ms',
      ...atMost(slowest, 1000),
      note: `median ${(median(latencies) ?? 0).toFixed(0)} ms`,
    })
  } finally {
    await server.stop()
  }
  return lines
}

/** Lets the consumer catch up, so that one measurement does not pay for the one before. */
async function settled(tell: (message: string) => void): Promise<void> {
  tell('letting the inbox run dry')
  await new Promise((resolve) => setTimeout(resolve, 8000))
}
