/**
 * UIS and CoMagic, Data API `get.calls_report`: a line for each session of a call, whose `id` notifications call `call_session_id`.
 * Times are the account's own.
 */
import { isObject } from '../adapters/body.ts'
import { uisReport } from '../adapters/uis-report.ts'
import { zoneOf } from '../adapters/when.ts'
import { ConnectionFailure } from '../listening/listener.ts'
import type { FailureCode } from '../reasons.ts'
import { askHistory, keptRow, listIn } from './ask.ts'
import type { History } from './history.ts'
import { wallOf } from './wall.ts'

const perPage = 1_000

/** What our mapping reads. */
const fields = [
  ...['id', 'start_time', 'finish_time', 'direction', 'finish_reason', 'is_lost', 'virtual_phone_number'],
  ...['wait_duration', 'talk_duration', 'total_duration', 'contact_phone_number', 'contact_full_name', 'employees'],
  ...['last_answered_employee_id', 'last_answered_employee_full_name', 'call_records'],
  ...['utm_source', 'utm_campaign', 'utm_content', 'utm_term', 'campaign_name', 'search_query', 'channel'],
]

const byMnemonic: readonly (readonly [RegExp, FailureCode])[] = [
  [/limit/, 'rate_limited'],
  [/auth|access_token|token|ip_not_whitelisted|forbidden|permission|component/, 'credentials'],
]

function refuseError(said: unknown): void {
  if (!isObject(said) || !isObject(said.error)) return
  const { data, message } = said.error
  const mnemonic = isObject(data) ? String(data.mnemonic ?? '') : ''
  const code = byMnemonic.find(([pattern]) => pattern.test(mnemonic))?.[1] ?? 'protocol'
  throw new ConnectionFailure(code, [String(message ?? ''), mnemonic].filter(Boolean).join(', ').slice(0, 200))
}

export const createUisHistory = (url = 'https://dataapi.uiscom.ru/v2.0'): History => ({
  isOpen: ({ secrets }) => !!secrets.token,
  async *read({ secrets, settings }, { from, to }, asking) {
    const zone = zoneOf(settings)
    for (let offset = 0; ; offset += perPage) {
      const params = {
        ...{ access_token: secrets.token, date_from: wallOf(from, zone), date_till: wallOf(to, zone) },
        ...{ limit: perPage, offset, fields, sort: [{ field: 'start_time', order: 'asc' }] },
      }
      const said = await askHistory(
        url,
        {
          method: 'POST',
          headers: { 'content-type': 'application/json; charset=UTF-8' },
          body: JSON.stringify({ jsonrpc: '2.0', id: offset, method: uisReport, params }),
        },
        asking,
      )
      refuseError(said)
      const rows = listIn(isObject(said) ? said.result : null, 'data').filter(isObject)
      yield rows.map((row) => keptRow(uisReport, row))
      if (rows.length < perPage) return
    }
  },
})
