/** What reads an advertising system over its API: one file each, pure but for the HTTP that it is given. */
import type { Days } from '../exports/labels.ts'
import type { AdCampaign, ExportRow } from '../exports/read-export.ts'
import type { SystemKey } from '../exports/system.ts'
import type { Http } from './http.ts'

/** A field of a connection as the system’s cabinet names it. */
export interface ConnectorField {
  readonly name: string
  /** Sealed, never shown again. */
  readonly secret: boolean
  readonly required: boolean
}

export interface Ask {
  readonly values: Readonly<Record<string, string>>
  readonly days: Days
  /** How the company counts VAT: a system that can answer either way is asked for that. */
  readonly vat: 'with' | 'without'
  /** Distinguishes this reading from others of the same days. */
  readonly now: Date
  readonly http: Http
  readonly signal: AbortSignal
  /** Waits so many seconds: some answers are made while one waits. */
  readonly wait: (seconds: number) => Promise<void>
}

/** What a system answered. Money in millionths of its currency. */
export interface Pulled {
  /** Every campaign of the account, be it that it cost nothing. */
  readonly campaigns: readonly AdCampaign[]
  /** Campaigns by day. */
  readonly exact: readonly ExportRow[]
  /** The same by group and keyword, as far as the system tells; what it leaves out stays with the campaign. */
  readonly finer: readonly ExportRow[]
  /** The system’s own sum of each day, where it has one; of the whole, where it has only that. */
  readonly totals: readonly { readonly day: string | null; readonly micros: number }[]
  /** What amounts are written with; null where it does not say. */
  readonly vat: 'with' | 'without' | null
}

export interface Connector {
  readonly system: SystemKey
  readonly fields: readonly ConnectorField[]
  /** The longest period of one reading, in days. */
  readonly mostDays: number
  /** @throws ConnectorError */
  readonly read: (ask: Ask) => Promise<Pulled>
}

/** A row of an answer; what it does not tell is null. */
export const apiRow = (row: Pick<ExportRow, 'day' | 'campaign' | 'micros'> & Partial<ExportRow>): ExportRow => ({
  row: 0,
  group: null,
  groupId: null,
  keyword: null,
  currency: null,
  ...row,
})

/** Where a system is asked, if not at its own address: its sandbox, or a proxy of the company. */
export const addressField: ConnectorField = { name: 'address', secret: false, required: false }

export const addressOf = (given: string | undefined, own: string): string => (given || own).replace(/\/+$/, '')
