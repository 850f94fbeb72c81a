/** Zadarma, `GET /v1/statistics/pbx/`: a line for each leg, with the identity that webhooks call `pbx_call_id`. */
import { isObject } from '../adapters/body.ts'
import { zoneOf } from '../adapters/when.ts'
import { zadarmaStatistics } from '../adapters/zadarma-statistics.ts'
import { zadarmaBase, zadarmaRequest } from '../asking/zadarma.ts'
import { ConnectionFailure } from '../listening/listener.ts'
import { askHistory, keptRow, listIn } from './ask.ts'
import type { History } from './history.ts'
import { wallOf } from './wall.ts'

const path = '/v1/statistics/pbx/'
const perPage = 1_000

export const createZadarmaHistory = (base = zadarmaBase): History => ({
  isOpen: ({ secrets }) => !!secrets.key,
  async *read({ secrets, settings }, { from, to }, asking) {
    const zone = zoneOf(settings)
    for (let skip = 0; ; skip += perPage) {
      const { target, asked } = zadarmaRequest(secrets, path, {
        ...{ start: wallOf(from, zone), end: wallOf(to, zone), version: '2' },
        ...{ skip: String(skip), limit: String(perPage) },
      })
      const said = await askHistory(base + target, asked, asking)
      if (isObject(said) && said.status === 'error') {
        const detail = String(said.message ?? '').slice(0, 200)
        throw new ConnectionFailure(/authori[sz]/i.test(detail) ? 'credentials' : 'protocol', detail)
      }
      const rows = listIn(said, 'stats').filter(isObject)
      yield rows.map((row) => keptRow(zadarmaStatistics, row))
      if (rows.length < perPage) return
    }
  },
})
