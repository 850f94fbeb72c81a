/** How one file will be read into one company: the profile, its columns, and the reader of its rows. */

import { sha256Hex } from '../../../kernel/hash.ts'
import { Problem } from '../../../kernel/problem.ts'
import { headingSignature } from '../../../platform/files/headings.ts'
import {
  type FieldSpecs,
  planTable,
  type RecordPlan,
  type RowProblem,
  recordReader,
} from '../../../platform/files/records.ts'
import { recogniseTable, type TableRow, type TableShape } from '../../../platform/files/table.ts'
import type { Observation } from '../../interactions/index.ts'
import { checkChoices } from './check-choices.ts'
import type { Choices } from './choices.ts'
import { createNaming } from './identity.ts'
import { profileNamed, profiles } from './profiles/index.ts'
import type { Profile, RowContext } from './profiles/profile.ts'

/** The company that a file is read into, as far as reading depends on it. */
export interface Reading {
  readonly timezone: string
  readonly country: string
  /** Lower-case key or name of a class → its key. */
  readonly classes: ReadonlyMap<string, string>
  readonly now: Date
}

export interface ImportPlan {
  readonly profile: Profile
  /** How sure the recognition is of the profile, 0–1; 1 where somebody chose it. */
  readonly confidence: number
  readonly records: RecordPlan<FieldSpecs>
  readonly context: RowContext
  /** Fields without which nothing can be read. */
  readonly missing: readonly string[]
  /** Moments before 1990 or after this are absurd. */
  readonly latest: Date
}

/** A short name for files of the same form: a mapping is remembered by it. */
export const signatureOf = (shape: TableShape): string =>
  sha256Hex(shape.headingRow === null ? `${shape.columns.length} columns` : headingSignature(shape.columns)).slice(
    0,
    12,
  )

/**
 * Looks at a file and decides how to read it; `choices` overrule.
 * @throws Problem file_*; invalid_value for choices that mean nothing
 */
export async function planImport(path: string, choices: Choices, reading: Reading): Promise<ImportPlan> {
  const shape = await recogniseTable(path, choices)
  const { profile, confidence, columns: proposed } = chooseProfile(shape, choices)
  checkChoices(choices, profile, reading.classes)
  const options = {
    columns: choices.columns ?? {},
    dateForm: choices.dateForm,
    decimal: choices.decimal,
    habit: reading.country === 'US' ? ('mdy' as const) : ('dmy' as const),
    now: reading.now,
  }
  const first = planTable(shape, profile.fields, proposed, options)
  const specs = profile.fieldsFor?.(shape, first.columns as Record<string, number>)
  const records = specs ? planTable(shape, specs, proposed, options) : first
  const constants = choices.constants ?? {}
  return {
    profile,
    confidence,
    records,
    missing: profile.missing?.(records.columns as Record<string, number>, constants) ?? records.missing,
    latest: new Date(reading.now.getTime() + 36 * 3_600_000),
    context: {
      country: reading.country,
      zone: choices.timezone ?? reading.timezone,
      constants,
      values: choices.values ?? {},
      signature: signatureOf(shape),
      classes: reading.classes,
    },
  }
}

function chooseProfile(shape: TableShape, choices: Choices) {
  if (choices.profile !== undefined) {
    const profile = profileNamed(choices.profile)
    if (!profile) throw new Problem('invalid_value', { field: 'profile' }, { value: choices.profile })
    return { profile, confidence: 1, columns: profile.recognise(shape).columns }
  }
  const [best] = profiles
    .map((profile) => ({ profile, ...profile.recognise(shape) }))
    .sort((a, b) => b.confidence - a.confidence)
  if (!best) throw new Error('there are no profiles')
  return best
}

/** A plan that can be carried out as it is. @throws Problem file_empty, file_columns_missing, file_dates_ambiguous */
export function mustBeClear({ missing, records }: ImportPlan): void {
  if (records.shape.sample.length === 0) throw new Problem('file_empty')
  if (missing.length > 0) {
    throw new Problem('file_columns_missing', { field: missing[0] ?? '' }, { columns: missing.join(', ') })
  }
  const { form, alternatives } = records.dates
  if (alternatives.length > 0) {
    const example = exampleDate(records)
    throw new Problem(
      'file_dates_ambiguous',
      { field: 'dateForm' },
      { value: example, forms: [form, ...alternatives].join(', ') },
    )
  }
}

/** A moment or day of the sample, as it is written. */
export function exampleDate({ specs, columns, shape }: RecordPlan<FieldSpecs>): string {
  const field = Object.keys(specs).find(
    (name) => /^(?:moment|day)$/.test(specs[name]?.kind ?? '') && columns[name] !== undefined,
  )
  const column = field === undefined ? undefined : columns[field]
  return column === undefined ? '' : (shape.sample.find((row) => row.cells[column])?.cells[column] ?? '')
}

export type ReadRow =
  | { readonly row: number; readonly observation: Observation; readonly problem?: undefined }
  | { readonly row: number; readonly problem: RowProblem }

const earliest = Date.parse('1990-01-01T00:00:00Z')

/**
 * Reads rows one after another; blank ones give null. Rows must be given in the order of the file and from its beginning:
 * equal rows are told apart by their number.
 */
export function rowReader(plan: ImportPlan): (row: TableRow) => ReadRow | null {
  const read = recordReader(plan.records, plan.context.zone)
  const name = createNaming()
  const provider = `csv:${plan.profile.name}`
  return (row) => {
    if (!row.fault && row.cells.every((cell) => cell.trim() === '')) return null
    const record = read(row)
    if (record.problem) return record
    const draft = plan.profile.observe(record.values, plan.context)
    if ('refused' in draft) {
      return {
        row: row.row,
        problem: { row: row.row, field: draft.field, code: draft.refused, value: draft.value.slice(0, 200) },
      }
    }
    const { told } = draft
    for (const moment of [told.at, told.startedAt, told.endedAt]) {
      if (moment && !(moment.getTime() >= earliest && moment <= plan.latest)) {
        return {
          row: row.row,
          problem: { row: row.row, field: 'time', code: 'row_time_absurd', value: moment.toISOString() },
        }
      }
    }
    // The draft is nobody else's: a copy of twenty fields would cost a fifth of the time.
    return { row: row.row, observation: Object.assign(told, { provider, externalId: draft.id ?? name(told) }) }
  }
}
