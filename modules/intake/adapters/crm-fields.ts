/** What every CRM's connection is told. */
import type { Field } from './adapter.ts'

/** Our words for what a company may keep in fields of its own. */
export const crmWords = [
  'phone',
  'email',
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_content',
  'utm_term',
  'lostReason',
  'interaction',
  'visit',
] as const

/** `off`: nothing is sent; `hand`: what a person sends from a card; `leads`: every interaction that becomes a lead, too. */
export const sendRules = ['off', 'hand', 'leads'] as const
export type SendRule = (typeof sendRules)[number]

export const crmFields: readonly Field[] = [
  { name: 'pollMinutes', kind: 'number', default: 5, min: 1, max: 1_440 },
  { name: 'historyDays', kind: 'number', default: 365, min: 1, max: 3_650 },
  { name: 'send', kind: 'choice', choices: sendRules, default: 'hand' },
  { name: 'fields', kind: 'names', words: crmWords },
]
