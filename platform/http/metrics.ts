import type { MiddlewareHandler } from 'hono'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Database } from '../database/database.ts'
import type { Log } from '../log/log.ts'
import type { Gauge as ModuleGauge } from '../services/server-module.ts'

export interface Metrics {
  readonly contentType: string
  /** The figures in Prometheus' text form. */
  text(): Promise<string>
  /** Measures a request under the label of its route. */
  observe(method: string, route: string, status: number, seconds: number): void
}

/** Figures of one server: requests, the database's pool, node itself, and what the modules tell. */
export function createMetrics(db: Database, gauges: readonly ModuleGauge[], log: Log): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const duration = new Histogram({
    name: 'lidoskop_http_request_seconds',
    help: 'Duration of HTTP requests',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  })
  const failures = new Counter({
    name: 'lidoskop_http_server_errors_total',
    help: 'Requests that ended with a status of 500 or above',
    registers: [registry],
  })
  new Gauge({
    name: 'lidoskop_database_connections',
    help: 'Connections of the pool',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      const { totalCount, idleCount, waitingCount } = db.pool
      this.set({ state: 'busy' }, totalCount - idleCount)
      this.set({ state: 'idle' }, idleCount)
      this.set({ state: 'waited_for' }, waitingCount)
    },
  })
  for (const { name, help, read } of gauges) {
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        try {
          this.set(await read())
        } catch (error) {
          log.warn({ err: error, gauge: name }, 'a figure could not be read')
          this.set(Number.NaN)
        }
      },
    })
  }
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    observe(method, route, status, seconds) {
      duration.observe({ method, route, status: String(status) }, seconds)
      if (status >= 500) failures.inc()
    },
  }
}

/** Answers `/metrics`. */
export const metricsPage =
  (metrics: Metrics): MiddlewareHandler =>
  async (c) =>
    c.body(await metrics.text(), 200, { 'content-type': metrics.contentType })
