/**
 * Mango Office, `/vpbx/stats/calls/request` and `/result`: statistics are ordered, then asked for until they are made. Calls have the
 * `entry_id` of the events, their legs the `call_id` (named `external_call_id` here).
 *
 * Statistics name people by ids; by what telephones they are known is asked beside them.
 */
import { setTimeout as pauseFor } from 'node:timers/promises'
import { isObject } from '../adapters/body.ts'
import { mangoStatistics, statisticsLegs } from '../adapters/mango-statistics.ts'
import { mangoBase, mangoRequest } from '../asking/mango.ts'
import { ConnectionFailure, type Source } from '../listening/listener.ts'
import { askHistory, type HistoryAsking, keptRow, listIn } from './ask.ts'
import type { History } from './history.ts'
import { wallOf } from './wall.ts'

const perPage = 1_000
/** Statistics are made within seconds; kept for a minute at least. */
const attempts = 60

export interface MangoHistoryOptions {
  readonly base?: string
  readonly pauseMs?: number
}

export function createMangoHistory({ base = mangoBase, pauseMs = 2_000 }: MangoHistoryOptions = {}): History {
  const ask = async (
    { secrets }: Source,
    path: string,
    asked: object,
    asking: HistoryAsking,
  ): Promise<Record<string, unknown>> => {
    const said = await askHistory(`${base}${path}`, mangoRequest(secrets, asked), asking)
    if (!isObject(said)) throw new ConnectionFailure('protocol', path)
    const { result = 1000 } = said
    if (Number(result) !== 1000) {
      throw new ConnectionFailure('protocol', `result ${String(result)} ${String(said.message ?? '')}`.trim())
    }
    return said
  }
  const statistics = async (source: Source, asked: object, asking: HistoryAsking): Promise<readonly unknown[]> => {
    const { key } = await ask(source, '/vpbx/stats/calls/request', asked, asking)
    if (typeof key !== 'string') throw new ConnectionFailure('protocol', 'stats/calls/request: key')
    for (let attempt = 0; attempt < attempts; attempt++) {
      const said = await ask(source, '/vpbx/stats/calls/result', { key }, asking)
      if (said.status === 'complete') return listIn(said, 'data').flatMap((part) => listIn(part, 'list'))
      if (said.status === 'error' || said.status === 'not-found' || said.status === 'cancel') {
        throw new ConnectionFailure('protocol', `stats/calls/result: ${said.status}`)
      }
      await pauseFor(pauseMs, undefined, { signal: asking.signal, ref: false })
    }
    throw new ConnectionFailure('timeout')
  }
  return {
    isOpen: ({ settings }) => settings.history !== false,
    async *read(source, { from, to }, asking) {
      const extensions = extensionsIn(await ask(source, '/vpbx/config/users/request', {}, asking))
      // Times are read by the account's clock, Moscow's mostly: another zone moves both ends alike, so that calls come later, not never.
      const span = { start_date: dayFirst(from), end_date: dayFirst(to) }
      for (let offset = 0; ; offset += perPage) {
        const list = await statistics(source, { ...span, limit: String(perPage), offset: String(offset) }, asking)
        yield list
          .filter(isObject)
          .map((call) => keptRow(mangoStatistics, { ...call, extensions: ofCall(call, extensions) }))
        if (list.length < perPage) return
      }
    },
  }
}

/** `24.11.2026 10:20:30`, Moscow's clock. */
const dayFirst = (at: Date): string => wallOf(at, 'Europe/Moscow').replace(/^(\d+)-(\d+)-(\d+)/, '$3.$2.$1')

/** Extensions of people by their id. */
function extensionsIn(said: unknown): ReadonlyMap<string, string> {
  const known = new Map<string, string>()
  for (const user of listIn(said, 'users')) {
    if (!isObject(user) || !isObject(user.general) || !isObject(user.telephony)) continue
    const { extension } = user.telephony
    if (extension) known.set(String(user.general.user_id), String(extension))
  }
  return known
}

/** Of those the ones that a call names: an event must not change when somebody else gets a telephone. */
function ofCall(call: Readonly<Record<string, unknown>>, extensions: ReadonlyMap<string, string>) {
  const named = [call.caller_id, ...statisticsLegs(call).map((leg) => leg.call_abonent_id)].map(String)
  return Object.fromEntries(
    [...new Set(named)].sort().flatMap((id) => {
      const extension = extensions.get(id)
      return extension ? [[id, extension]] : []
    }),
  )
}
