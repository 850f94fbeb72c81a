/**
 * Beeline's cloud PBX, `GET /records`: talks that were recorded, a hundred a page, by the id of the last one. The statistics beside it name
 * no call in a way that the events do, so calls without a recording are not among what is read.
 */

import { beelineRecords } from '../adapters/beeline-records.ts'
import { isObject } from '../adapters/body.ts'
import { askHistory, keptRow, listIn } from './ask.ts'
import type { History } from './history.ts'

const perPage = 100

export const createBeelineHistory = (base = 'https://cloudpbx.beeline.ru/apis/portal'): History => ({
  isOpen: ({ secrets }) => !!secrets.token,
  async *read({ secrets }, { from, to }, asking) {
    const span = { dateFrom: from.toISOString(), dateTo: to.toISOString() }
    for (let last: string | null = null; ; ) {
      const query = new URLSearchParams({ ...span, ...(last !== null && { id: last }) })
      const headers = { 'x-mpbx-api-auth-token': secrets.token ?? '' }
      const rows = listIn(await askHistory(`${base}/records?${query}`, { headers }, asking), '').filter(isObject)
      yield rows.map((row) => keptRow(beelineRecords, row))
      const next = String(rows.at(-1)?.id ?? '')
      // Whether a page begins with the last one of the page before or after it is not told.
      if (rows.length < perPage || next === last) return
      last = next
    }
  },
})
