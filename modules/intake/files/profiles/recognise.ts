/** How a profile finds out whether a file is its own: by headings, or by what stands where in a file without them. */

import { matchHeadings } from '../../../../platform/files/headings.ts'
import { columnSamples, type FieldSpecs } from '../../../../platform/files/records.ts'
import type { TableShape } from '../../../../platform/files/table.ts'
import type { Recognised } from './profile.ts'

/** An order of columns that a program writes without headings; rows have at least `least` of them. */
export interface Layout {
  readonly columns: readonly string[]
  readonly least: number
}

const nothing: Recognised = { confidence: 0, columns: {} }

/** Share of values that look as expected. */
export const pattern =
  (form: RegExp) =>
  (values: readonly string[]): number =>
    values.length === 0 ? 0 : values.filter((value) => form.test(value.trim())).length / values.length

/** The layout under which the telling columns hold what they should. */
export function byLayout(
  shape: TableShape,
  layouts: readonly Layout[],
  telling: Readonly<Record<string, (values: readonly string[]) => number>>,
): Recognised {
  const width = shape.columns.length
  const scored = layouts
    .filter((layout) => width >= layout.least && width <= layout.columns.length + 3)
    .map((layout) => {
      const shares = Object.entries(telling).map(([field, look]) =>
        look(columnSamples(shape.sample.slice(0, 100), layout.columns.indexOf(field)).filter((value) => value !== '')),
      )
      const columns = Object.fromEntries(layout.columns.slice(0, width).map((field, i) => [field, i]))
      return { confidence: Math.min(...shares), columns }
    })
    .sort((a, b) => b.confidence - a.confidence)
  return scored[0] && scored[0].confidence > 0.5 ? scored[0] : nothing
}

/** By headings: `needed` must all be there; each of `typical` makes it surer. */
export function byHeadings(
  shape: TableShape,
  fields: FieldSpecs,
  needed: readonly string[],
  typical: readonly string[],
): Recognised {
  if (shape.headingRow === null) return nothing
  const vocabulary = Object.fromEntries(Object.entries(fields).map(([field, spec]) => [field, spec.headings]))
  const columns = matchHeadings(shape.columns, vocabulary) as Record<string, number>
  if (!needed.every((field) => columns[field] !== undefined)) return { confidence: 0, columns }
  const hits = typical.filter((field) => columns[field] !== undefined).length
  return { confidence: 0.5 + (0.5 * hits) / Math.max(1, typical.length), columns }
}
