/** What must be known of an advertising system to read its exports: one file each. */

export const systemKeys = ['yandex-direct', 'vk-ads', 'google-ads'] as const
export type SystemKey = (typeof systemKeys)[number]

export const exportFields = [
  'day',
  'campaign',
  'campaignId',
  'group',
  'groupId',
  'placement',
  'keyword',
  'amount',
  'currency',
  'stretch',
] as const
/** `stretch`: a column of weeks or months, whose rows are no days. */
export type ExportField = (typeof exportFields)[number]

export interface ExportSystem {
  readonly key: SystemKey
  /** What the source is called in the record. */
  readonly source: string
  /** Names under which contacts of the system come too: values of utm_source. */
  readonly aliases: readonly string[]
  /** Headings of each field as `headingOf` gives them, best first. They are compared whole: «ср. цена» is no «цена». */
  readonly headings: Readonly<Record<ExportField, readonly string[]>>
  /** Headings that other systems do not use, with what they weigh; three are enough. */
  readonly signs: Readonly<Record<string, number>>
  /** A line above the headings that only this system writes. */
  readonly title?: RegExp
  /** The sheet of a workbook that holds what was spent, where there are several. */
  readonly sheet?: RegExp
  /** Total lines by what they count, most telling first: several may repeat the same money. */
  readonly totals?: readonly RegExp[]
  /** How amounts without a telling decimal mark are written, by the language of the heading. */
  readonly decimal?: '.' | ','
  /** The keyword as the system's own UTM macro writes it. */
  readonly keywordOf?: (text: string) => string
}
