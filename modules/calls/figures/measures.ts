/** What is counted of calls, once: each as a function of the row and as SQL over `interactions i`. */

import type { InteractionRow } from '../../interactions/index.ts'
import { isMissed, missedOutcomes } from '../../interactions/rules.ts'

export interface Measure {
  readonly column: string
  readonly of: (row: InteractionRow) => number
  readonly sql: string
}

const counted = (column: string, is: (row: InteractionRow) => boolean, condition: string): Measure => ({
  column,
  of: (row) => Number(is(row)),
  sql: `count(*) filter (where ${condition})`,
})

const ofKinds = (column: string, kinds: readonly string[]): Measure =>
  counted(
    column,
    (row) => row.partyKind !== null && kinds.includes(row.partyKind),
    `i.party_kind in (${kinds.map((kind) => `'${kind}'`).join(', ')})`,
  )

/** Kinds of numbers that are shown together as “other”: as a filter they are what the figure links to. */
export const otherKinds = ['other', 'hidden', 'unknown'] as const

export const missedMeasure = counted(
  'missed',
  (row) => isMissed(row.direction, row.outcome),
  `i.direction = 'inbound' and i.outcome in (${missedOutcomes.map((outcome) => `'${outcome}'`).join(', ')})`,
)
export const inboundMeasure = counted('inbound', (row) => row.direction === 'inbound', `i.direction = 'inbound'`)

export const measures: readonly Measure[] = [
  { column: 'calls', of: () => 1, sql: 'count(*)' },
  inboundMeasure,
  counted('outbound', (row) => row.direction === 'outbound', `i.direction = 'outbound'`),
  counted('internal', (row) => row.direction === 'internal', `i.direction = 'internal'`),
  missedMeasure,
  counted('talked', (row) => row.outcome === 'talked', `i.outcome = 'talked'`),
  counted(
    'talks',
    (row) => row.outcome === 'talked' && row.direction !== 'internal',
    `i.outcome = 'talked' and i.direction <> 'internal'`,
  ),
  counted('numbered', (row) => row.partyHash !== null, 'i.party_hash is not null'),
  ofKinds('mobile', ['mobile']),
  ofKinds('landline', ['landline']),
  ofKinds('toll_free', ['toll_free']),
  ofKinds('internal_numbers', ['internal']),
  ofKinds('other_numbers', otherKinds),
  {
    column: 'talk_seconds',
    of: (row) => row.talkSeconds ?? 0,
    sql: 'coalesce(sum(i.talk_seconds), 0)',
  },
]

/** Which interactions these figures are about. */
export const isCounted = (row: InteractionRow): boolean => row.kind === 'call' && !row.isTest
export const countedWhere = `i.kind = 'call' and not i.is_test`
