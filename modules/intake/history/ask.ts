/** One question about past calls. Whatever is no success is a failure of the connection, with the provider's own words. */
import { type OutboundRequest, request } from '../../../platform/outbound/request.ts'
import { isObject, parseJson } from '../adapters/body.ts'
import { ConnectionFailure } from '../listening/listener.ts'

export interface HistoryAsking {
  readonly allowPrivate: boolean
  readonly signal: AbortSignal
}

const patienceMs = 60_000
/** A thousand calls with their legs. */
const mostBytes = 30_000_000

/** The parsed JSON of a success (2xx). @throws ConnectionFailure, or the error of the connection */
export async function askHistory(
  url: string,
  asked: OutboundRequest,
  { allowPrivate, signal }: HistoryAsking,
): Promise<unknown> {
  const { status, body } = await request(url, asked, {
    ...{ allowPrivate, signal, timeoutMs: patienceMs, maxBytes: mostBytes },
  })
  const text = body.toString('utf8')
  if (status === 204) return null
  if (status < 200 || status >= 300) {
    const detail = `HTTP ${status} ${text.slice(0, 200)}`.trim()
    if (status === 401 || status === 403) throw new ConnectionFailure('credentials', detail)
    throw new ConnectionFailure(status === 429 ? 'rate_limited' : 'protocol', detail)
  }
  const said = parseJson(text)
  if (said === undefined) throw new ConnectionFailure('protocol', text.slice(0, 200))
  return said
}

export const listIn = (said: unknown, name: string): readonly unknown[] => {
  const list = isObject(said) ? said[name] : said
  return Array.isArray(list) ? list : []
}

const jsonOf = (value: object): Buffer => Buffer.from(JSON.stringify(value))

/** A call of the history as an event of the inbox. `topic` tells the adapter whose form it has. */
export const keptRow = (topic: string, row: object) => ({ topic, contentType: 'application/json', body: jsonOf(row) })
