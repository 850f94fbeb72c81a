/** What a person sees of how a file would be read: every recognised choice, and what each column holds. */
import { dateReader } from '../../../platform/files/dates.ts'
import { columnSamples } from '../../../platform/files/records.ts'
import type { Choices } from './choices.ts'
import type { Recognition } from './contract.ts'
import { exampleDate, type ImportPlan } from './plan.ts'
import { profiles } from './profiles/index.ts'
import { directionWord, kindWord, outcomeWord } from './profiles/words.ts'

const shownRows = 8

/** Describes a plan. `choices` are what led to it. */
export function describePlan(plan: ImportPlan, choices: Choices, remembered: boolean): Recognition {
  const { records, profile, context } = plan
  const { shape, dates } = records
  const fieldOf = new Map(Object.entries(records.columns).map(([field, column]) => [column as number, field]))
  const example = exampleDate(records)
  const forms = dates.form ? [dates.form, ...dates.alternatives] : []
  return {
    fileKind: shape.kind,
    profile: profile.name,
    confidence: plan.confidence,
    profiles: profiles.map(({ name }) => name),
    fields: Object.entries(records.specs).map(([name, spec]) => ({
      name,
      kind: spec.kind,
      required: spec.required ?? false,
    })),
    columns: shape.columns.map((name, i) => ({
      name,
      field: fieldOf.get(i) ?? null,
      sample: shape.sample.slice(0, shownRows).map((row) => (row.cells[i] ?? '').slice(0, 120)),
    })),
    rowsExpected: shape.estimatedRows,
    rowsExact: shape.sample.length === shape.estimatedRows,
    headings: shape.headingRow !== null,
    encoding: shape.encoding,
    separator: shape.separator,
    sheet: shape.sheet,
    sheets: [...shape.sheets],
    decimal: records.decimal,
    dateForm: dates.form,
    dateReadings: forms.map((form) => ({ form, example, reads: dateReader(form, context.zone)(example) })),
    timezone: context.zone,
    doubtful: [...shape.doubtful, ...(dates.alternatives.length > 0 ? ['dateForm'] : [])],
    missing: [...plan.missing],
    words: wordsOf(plan),
    choices,
    remembered,
  }
}

const meanings: Readonly<Record<string, (text: string) => string | undefined>> = {
  direction: directionWord,
  outcome: outcomeWord,
  kind: kindWord,
}

/** Words in the columns whose words have a meaning, most frequent first, at most 50 of a column. */
function wordsOf({ records, context, profile }: ImportPlan): Recognition['words'] {
  if (profile.name !== 'generic') return []
  return ['direction', 'outcome', 'kind', 'class'].flatMap((field) => {
    const counts = new Map<string, number>()
    for (const sample of columnSamples(records.shape.sample, records.columns[field])) {
      const value = sample.trim()
      if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1)
    }
    return [...counts]
      .sort((a, b) => b[1] - a[1])
      .slice(0, 50)
      .map(([value, rows]) => ({
        field,
        value,
        rows,
        means:
          context.values[field]?.[value] ??
          (field === 'class' ? context.classes.get(value.toLowerCase()) : meanings[field]?.(value)) ??
          null,
      }))
  })
}
