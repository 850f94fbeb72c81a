/** Files of spend: what their columns may be called, and each row as money or as a problem. */
import { readMoney } from '../../../kernel/money.ts'
import type { ProblemCode } from '../../../kernel/problem.ts'
import { addDays } from '../../../kernel/time.ts'
import { recogniseDecimal } from '../../../platform/files/numbers.ts'
import {
  columnSamples,
  planRecords,
  type RecordPlan,
  type RowProblem,
  readRecords,
} from '../../../platform/files/records.ts'
import type { SpendMapping } from './contract.ts'

/** Headings of the advertising systems' own exports come first. Amounts are read here, to the kopeck. */
export const spendFields = {
  day: { kind: 'day', required: true, headings: ['дата', 'день', 'date', 'day', 'период', 'число'] },
  source: {
    kind: 'text',
    headings: [
      'источник',
      'source',
      'utm source',
      'рекламная система',
      'система',
      'площадка размещения',
      'канал',
      'channel',
    ],
  },
  campaign: {
    kind: 'text',
    headings: ['кампания', 'название кампании', 'campaign', 'campaign name', 'utm campaign', 'рк'],
  },
  placement: {
    kind: 'text',
    headings: ['площадка', 'название площадки', 'placement', 'utm content', 'группа', 'ad group'],
  },
  keyword: { kind: 'text', headings: ['ключ', 'ключевая фраза', 'фраза', 'ключевое слово', 'keyword', 'utm term'] },
  amount: {
    kind: 'text',
    required: true,
    headings: [
      'расход',
      'расходы',
      'сумма',
      'стоимость',
      'затраты',
      'потрачено',
      'списано',
      'cost',
      'spend',
      'amount',
      'spent',
    ],
  },
  currency: { kind: 'text', headings: ['валюта', 'currency'] },
  note: { kind: 'text', headings: ['комментарий', 'примечание', 'заметка', 'note', 'comment'] },
} as const

export type SpendField = keyof typeof spendFields
export type SpendPlan = RecordPlan<typeof spendFields> & { readonly amountDecimal: '.' | ',' }

/** One amount of a file. */
export interface SpendRecord {
  readonly row: number
  readonly day: string
  /** Names from the source inward; levels that a row leaves out are skipped. */
  readonly origin: readonly [source?: string, campaign?: string, placement?: string, keyword?: string]
  /** Minor units. */
  readonly amount: number
  readonly note: string | null
}

export type SpendRead = SpendRecord | (RowProblem & { readonly amount?: undefined })

/** How a file would be read; `mapping` and `dateForm` overrule what it tells itself. */
export async function planSpend(
  file: {
    readonly path: string
    readonly mapping?: SpendMapping | undefined
    readonly dateForm?: 'ymd' | 'dmy' | 'mdy' | undefined
  },
  now: Date,
): Promise<SpendPlan> {
  const plan = await planRecords(file.path, spendFields, {
    habit: 'dmy',
    now,
    columns: file.mapping,
    dateForm: file.dateForm,
  })
  return { ...plan, amountDecimal: recogniseDecimal(columnSamples(plan.shape.sample, plan.columns.amount)) }
}

/**
 * Every row of a file, in order: an amount, or why it is none. Amounts in another currency than the company's are refused.
 * `defaultSource` stands in where a row names none: an advertising system's own export does not say whose it is.
 */
export async function* readSpend(
  path: string,
  plan: SpendPlan,
  company: { readonly timezone: string; readonly currency: string; readonly now: Date },
  defaultSource?: string,
): AsyncGenerator<SpendRead> {
  const latest = addDays(company.now.toISOString().slice(0, 10), 366)
  for await (const rows of readRecords(path, plan, { zone: company.timezone })) {
    for (const { row, problem, values } of rows.map((one) => ({ values: undefined, ...one }))) {
      if (problem || !values) {
        if (problem) yield problem
        continue
      }
      const wrong = (field: SpendField, code: ProblemCode, value: string): RowProblem => ({
        row,
        field,
        code,
        value: value.slice(0, 200),
      })
      const day = values.day ?? ''
      if (day < '2000-01-01' || day > latest) {
        yield wrong('day', 'row_time_absurd', day)
        continue
      }
      const amountText = values.amount ?? ''
      const money = amountOf(amountText, values.currency, plan.amountDecimal, company.currency)
      if (typeof money !== 'number') {
        yield wrong('amount', money.code, amountText)
        continue
      }
      const { source = defaultSource, campaign, placement, keyword } = values
      if (!source && (campaign || placement || keyword)) {
        yield wrong('source', 'missing_value', '')
        continue
      }
      yield { row, day, origin: [source, campaign, placement, keyword], amount: money, note: values.note ?? null }
    }
  }
}

const codes = {
  no_number: 'money_not_read',
  too_precise: 'money_too_precise',
  too_large: 'money_too_large',
} as const satisfies Record<string, ProblemCode>

/** An amount in minor units of the company's currency, or the code of what is wrong with it. */
export function amountOf(
  text: string,
  currencyText: string | undefined,
  decimal: '.' | ',' | undefined,
  currency: string,
): number | { readonly code: ProblemCode } {
  const money = readMoney(text, { assumed: currency, ...(decimal && { decimal }) })
  if (money.kind === 'wrong') return { code: codes[money.why] }
  // A column of currencies may say «руб.»: it is read as the sign of an amount is.
  const column = currencyText ? readMoney(`1 ${currencyText}`) : null
  const named = column?.kind === 'money' ? column.currency : column ? 'unreadable' : null
  const wrong = [money.currency, named].some((one) => one !== null && one !== currency)
  return wrong ? { code: 'money_other_currency' } : money.minor
}
