/** Hits of the sites' script over HTTP into a server of its own, acknowledged only when durable, and what the script costs a page. */
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { newId } from '../kernel/ids.ts'
import { quantile } from '../kernel/statistics/quantiles.ts'
import { atLeast, atMost, type Line } from './measure.ts'
import { pageLoads } from './page-loads.ts'
import { type BenchServer, startServer } from './server.ts'

const origin = 'https://bench.example'
const userAgent =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0 Safari/537.36'

/** Two loads: each page on its own, as a first page comes; and three signs together, as a page that is read sends them. */
export async function benchVisits(tell: (message: string) => void): Promise<Line[]> {
  tell('starting a server')
  const server = await startServer()
  const lines: Line[] = []
  const add = (line: Omit<Line, 'part'>) => lines.push({ part: 'web', ...line })
  try {
    const path = `/site/${await newSite(server)}/hits`
    await load(server, path, 1, 3)
    for (const together of [1, 3]) {
      tell(`hits, ${together} a request`)
      const found = await load(server, path, together, 12)
      add({
        name: `visits: hits, ${together} a request, durable`,
        value: found.perSecond,
        unit: 'hits/s',
        ...atLeast(found.perSecond, 3000),
        note: `p50 ${found.p50.toFixed(0)} ms, p99 ${found.p99.toFixed(0)} ms, refused ${found.refused}`,
      })
    }
    const size = gzipSync(readFileSync(join(import.meta.dirname, '../dist/site/s.js'))).length
    add({ name: 'script of the sites, gzip', value: size, unit: 'bytes', ...atMost(size, 4096) })
    tell('a page with the script and without')
    const { without, with: loaded } = await pageLoads(`${server.url}${path.replace(/hits$/, 's.js')}`, 15)
    add({
      name: 'page with the script: load later than without',
      value: loaded.load - without.load,
      unit: 'ms',
      ...atMost(loaded.load - without.load, 20),
      note: `medians: first paint ${without.paint.toFixed(0)} → ${loaded.paint.toFixed(0)} ms, load ${without.load.toFixed(0)} → ${loaded.load.toFixed(0)} ms, long tasks ${loaded.longTasks}`,
    })
  } finally {
    await server.stop()
  }
  return lines
}

async function newSite({ url, workspace, key }: BenchServer): Promise<string> {
  const response = await fetch(`${url}/api/v1/workspaces/${workspace}/sites`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Bench', domains: ['bench.example'] }),
  })
  if (!response.ok) throw new Error(await response.text())
  return ((await response.json()) as { key: string }).key
}

/** `connections` browsers, each going through visits of three pages, as fast as they are answered. */
async function load({ url }: BenchServer, path: string, together: number, seconds: number, connections = 256) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const { hostname, port } = new URL(url)
  const send = (body: string, address: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const headers = {
        ...{ 'content-type': 'text/plain', 'content-length': Buffer.byteLength(body), origin },
        ...{ 'user-agent': userAgent, 'x-forwarded-for': address },
      }
      const call = request({ agent, hostname, port, method: 'POST', path, headers }, (answer) => {
        answer.resume()
        answer.once('end', () => resolve(answer.statusCode ?? 0))
      })
      call.once('error', reject)
      call.end(body)
    })
  const times: number[] = []
  let refused = 0
  let visits = 0
  const began = performance.now()
  const until = began + seconds * 1000
  const browse = async () => {
    while (performance.now() < until) {
      const n = visits++
      const now = Date.now()
      const visit = {
        visit: newId(),
        visitor: newId(),
        number: 1,
        now,
        url: `${origin}/?utm_source=yandex&utm_medium=cpc&utm_campaign=c${n % 40}`,
      }
      for (let left = 3; left > 0; left -= together) {
        const hits = Array.from({ length: together }, (_, i) => ({
          id: newId(),
          kind: 'page',
          at: now,
          url: `${origin}/page-${(n + left + i) % 200}`,
        }))
        const started = performance.now()
        const status = await send(
          JSON.stringify({ ...visit, hits }),
          `10.${n & 255}.${(n >> 8) & 255}.${(n >> 16) & 255}`,
        )
        times.push(performance.now() - started)
        if (status >= 300) refused += 1
      }
    }
  }
  await Promise.all(Array.from({ length: connections }, browse))
  const took = (performance.now() - began) / 1000
  agent.destroy()
  return {
    perSecond: ((times.length - refused) * together) / took,
    p50: quantile(times, 0.5) ?? 0,
    p99: quantile(times, 0.99) ?? 0,
    refused,
  }
}
