/** Bitrix24's REST over an inbound webhook, whose address is the secret: it stands in no error and no log. */
import { setTimeout as pauseFor } from 'node:timers/promises'
import { ConnectionFailure } from '../../intake/index.ts'
import { type AskOptions, ask } from '../client/ask.ts'
import { type Fields, fieldsOf, isFields, numberOf, textOf } from '../client/json.ts'
import { CrmRefusal } from '../crm.ts'

export interface BitrixAnswer {
  readonly result: unknown
  /** Where the next page of a list begins; null at its end. */
  readonly next: number | null
  /** The portal's own time of the answer, with its offset. */
  readonly at: string | null
}

/** What one command of a batch came to: HTTP says 200 whatever it was. */
export type BatchAnswer = { readonly result: unknown } | { readonly error: string }

export type Commands = Readonly<Record<string, readonly [method: string, params: Fields]>>

export interface BitrixClient {
  /** @throws CrmRefusal where the portal understood and says no */
  call(method: string, params?: Fields): Promise<BitrixAnswer>
  /** At most 50 commands in one request; one that fails does not stop the others. */
  batch(commands: Commands): Promise<Readonly<Record<string, BatchAnswer>>>
}

/** A bucket of 50 that leaks two a second. Ten are left to the company's other programs behind the same address. Source: Bitrix24's REST limits. */
export const bitrixLimit = { perSecond: 2, burst: 40 }

const longestResetMs = 60_000

const denied =
  /^(INVALID_CREDENTIALS|NO_AUTH_FOUND|expired_token|invalid_token|insufficient_scope|ACCESS_DENIED|PORTAL_DELETED|PAYMENT_REQUIRED|METHOD_CONFIRM_.*)$/i

export function openBitrix(webhookUrl: string, options: AskOptions): BitrixClient {
  const base = webhookUrl.replace(/\/(?:profile(?:\.json)?)?$/, '')
  /** Method → until when its share of computing time is used up. */
  const resets = new Map<string, number>()

  const call = async (method: string, params: Fields = {}): Promise<BitrixAnswer> => {
    const headers = { 'content-type': 'application/json', accept: 'application/json' }
    const asked = { method: 'POST' as const, headers, body: JSON.stringify(params) }
    for (let again = true; ; again = false) {
      const { status, body } = await ask(`${base}/${method}.json`, asked, options)
      const said = fieldsOf(body)
      const time = fieldsOf(said.time)
      const reset = numberOf(time.operating_reset_at)
      if (reset) resets.set(method, reset * 1_000)
      const error = textOf(said.error)
      if (!error && status < 300) return { result: said.result, next: numberOf(said.next), at: textOf(time.date_start) }
      if (error === 'OPERATION_TIME_LIMIT' && again) {
        const wait = (resets.get(method) ?? 0) - Date.now()
        if (wait > 0 && wait <= longestResetMs) {
          await pauseFor(wait, undefined, { signal: options.signal, ref: false })
          continue
        }
      }
      throw failureOf(status, error, textOf(said.error_description))
    }
  }

  return {
    call,
    async batch(commands) {
      const names = Object.keys(commands)
      if (names.length === 0) return {}
      const cmd = Object.fromEntries(
        Object.entries(commands).map(([name, [method, params]]) => [name, `${method}?${phpQuery(params)}`]),
      )
      const { result } = await call('batch', { halt: 0, cmd })
      // Empty ones of these come as lists, filled ones as objects.
      const results = fieldsOf(fieldsOf(result).result)
      const errors = fieldsOf(fieldsOf(result).result_error)
      return Object.fromEntries(
        names.map((name): [string, BatchAnswer] => {
          if (name in errors) return [name, { error: wordsOf(errors[name]) }]
          return [name, name in results ? { result: results[name] } : { error: 'no answer' }]
        }),
      )
    },
  }
}

const wordsOf = (error: unknown): string => {
  const { error: code, error_description } = fieldsOf(error)
  return textOf(error_description) ?? textOf(code) ?? textOf(error) ?? 'error'
}

function failureOf(status: number, error: string | null, description: string | null): Error {
  const said = [`HTTP ${status}`, error, description].filter(Boolean).join(': ')
  if (status === 429 || status === 503 || error === 'QUERY_LIMIT_EXCEEDED' || error === 'OPERATION_TIME_LIMIT') {
    return new ConnectionFailure('rate_limited', said)
  }
  if (status === 401 || status === 402 || status === 403 || (error && denied.test(error))) {
    return new ConnectionFailure('credentials', said)
  }
  if (status === 400) return new CrmRefusal(status, said)
  return new ConnectionFailure('protocol', said)
}

/** Names and values as PHP nests them: `filter[@ID][0]=5`. */
export function phpQuery(params: Fields): string {
  const parts: string[] = []
  const add = (name: string, value: unknown): void => {
    if (Array.isArray(value)) for (const [place, item] of value.entries()) add(`${name}[${place}]`, item)
    else if (isFields(value)) for (const [key, item] of Object.entries(value)) add(`${name}[${key}]`, item)
    else if (value !== null && value !== undefined) {
      parts.push(`${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    }
  }
  for (const [name, value] of Object.entries(params)) add(name, value)
  return parts.join('&')
}
