/** Files of deals: what their columns may be called, and each row as a deal or as a problem. */
import { parsePhone } from '../../kernel/phone.ts'
import { normaliseEmail } from '../../kernel/text.ts'
import { recogniseDecimal } from '../../platform/files/numbers.ts'
import {
  columnSamples,
  planRecords,
  type RecordPlan,
  type RowProblem,
  readRecords,
} from '../../platform/files/records.ts'
import { amountOf } from '../attribution/index.ts'
import type { DealMapping } from './contract.ts'

export const dealFields = {
  externalId: {
    kind: 'text',
    required: true,
    headings: ['id', 'id сделки', 'номер', 'номер сделки', 'deal id', 'код'],
  },
  name: { kind: 'text', headings: ['название', 'название сделки', 'сделка', 'name', 'title', 'deal'] },
  phone: { kind: 'text', headings: ['телефон', 'рабочий телефон', 'телефон клиента', 'phone', 'мобильный'] },
  email: { kind: 'text', headings: ['email', 'e mail', 'почта', 'рабочий email', 'электронная почта'] },
  stage: {
    kind: 'text',
    required: true,
    headings: ['этап', 'этап сделки', 'стадия', 'стадия сделки', 'статус', 'stage', 'status'],
  },
  amount: { kind: 'text', headings: ['сумма', 'бюджет', 'сумма сделки', 'amount', 'price', 'budget', 'sum'] },
  currency: { kind: 'text', headings: ['валюта', 'currency'] },
  responsible: { kind: 'text', headings: ['ответственный', 'менеджер', 'responsible', 'owner', 'manager'] },
  createdOn: {
    kind: 'day',
    required: true,
    headings: [
      'дата создания',
      'создана',
      'создано',
      'дата создания сделки',
      'created',
      'created at',
      'created on',
      'дата',
    ],
  },
  closedOn: { kind: 'day', headings: ['дата закрытия', 'закрыта', 'закрыто', 'closed', 'closed at', 'closed on'] },
  source: { kind: 'text', headings: ['источник', 'источник сделки', 'source', 'utm source'] },
  campaign: { kind: 'text', headings: ['кампания', 'campaign', 'utm campaign'] },
} as const

export type DealPlan = RecordPlan<typeof dealFields> & { readonly amountDecimal: '.' | ',' }

/** One deal of a file. */
export interface DealRecord {
  readonly externalId: string
  readonly name: string | null
  /** E.164. */
  readonly phone: string | null
  readonly email: string | null
  readonly stage: string
  /** Minor units. */
  readonly amount: number | null
  readonly responsible: string | null
  readonly createdOn: string
  readonly closedOn: string | null
  readonly source: string | null
  readonly campaign: string | null
}

export type DealRead = { readonly deal: DealRecord } | { readonly deal?: undefined; readonly problem: RowProblem }

/** How a file would be read; `mapping` overrules what its headings tell. */
export async function planDeals(path: string, mapping: DealMapping | undefined, now: Date): Promise<DealPlan> {
  const plan = await planRecords(path, dealFields, { habit: 'dmy', now, columns: mapping })
  return { ...plan, amountDecimal: recogniseDecimal(columnSamples(plan.shape.sample, plan.columns.amount)) }
}

/** Every row of a file, in order: a deal, or why it is none. A number that is none is left out, the deal stays. */
export async function* readDeals(
  path: string,
  plan: DealPlan,
  company: { readonly timezone: string; readonly currency: string; readonly country: string },
): AsyncGenerator<DealRead> {
  for await (const rows of readRecords(path, plan, { zone: company.timezone })) {
    for (const row of rows) {
      if (row.problem) {
        yield { problem: row.problem }
        continue
      }
      const { values } = row
      const money = values.amount
        ? amountOf(values.amount, values.currency, plan.amountDecimal, company.currency)
        : null
      if (money !== null && typeof money !== 'number') {
        const value = `${values.amount} ${values.currency ?? ''}`.trim().slice(0, 200)
        yield { problem: { row: row.row, field: 'amount', code: money.code, value } }
      } else {
        const phone = values.phone ? parsePhone(values.phone, { country: company.country }) : null
        yield {
          deal: {
            externalId: (values.externalId ?? '').slice(0, 200),
            name: values.name?.slice(0, 500) ?? null,
            phone: phone?.valid ? phone.e164 : null,
            email: values.email ? normaliseEmail(values.email) : null,
            stage: (values.stage ?? '').slice(0, 200),
            amount: money,
            responsible: values.responsible?.slice(0, 200) ?? null,
            createdOn: values.createdOn ?? '',
            closedOn: values.closedOn ?? null,
            source: values.source ?? null,
            campaign: values.campaign ?? null,
          },
        }
      }
    }
  }
}
