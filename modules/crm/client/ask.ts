/** One question to a CRM over HTTP: within its limits, patient where it says "too many". */
import { setTimeout as pauseFor } from 'node:timers/promises'
import { type Answered, type OutboundRequest, request } from '../../../platform/outbound/request.ts'
import { ConnectionFailure } from '../../intake/index.ts'
import type { Limiter } from './limiter.ts'

export interface AskOptions {
  readonly limiter: Limiter
  readonly allowPrivate: boolean
  readonly signal: AbortSignal
  /** Milliseconds before attempt `n` (from 1) after "too many requests". */
  readonly pauseMs?: (attempt: number) => number
}

export interface Answer {
  readonly status: number
  /** Parsed JSON; null where the answer is empty. */
  readonly body: unknown
}

const mostAttempts = 5
const maxBytes = 16_000_000
const longestPauseMs = 60_000

/** 429 and 503 are waited out, as `Retry-After` says or doubling from a second; what they say after that is the answer. */
export async function ask(url: string, asked: OutboundRequest, options: AskOptions): Promise<Answer> {
  const { limiter, signal, allowPrivate } = options
  for (let attempt = 1; ; attempt++) {
    await limiter(signal)
    const answered = await request(url, asked, { allowPrivate, signal, maxBytes, timeoutMs: 60_000 })
    const tooMany = answered.status === 429 || answered.status === 503
    if (!tooMany || attempt === mostAttempts) return { status: answered.status, body: read(answered) }
    await pauseFor(pauseOf(answered, attempt, options), undefined, { signal, ref: false })
  }
}

function pauseOf({ headers }: Answered, attempt: number, { pauseMs }: AskOptions): number {
  const after = Number(headers['retry-after'])
  if (Number.isFinite(after) && after > 0) return Math.min(longestPauseMs, after * 1_000)
  return pauseMs ? pauseMs(attempt) : 1_000 * 2 ** (attempt - 1)
}

/** @throws ConnectionFailure `protocol` where a success is no JSON: a page of a provider in between, or an answer cut short */
function read({ status, body }: Answered): unknown {
  const text = body.toString('utf8').trim()
  if (text === '') return null
  try {
    return JSON.parse(text)
  } catch (cause) {
    if (status < 300) throw new ConnectionFailure('protocol', `HTTP ${status}: no JSON`, { cause })
    return null
  }
}
