/** Fields that a company keeps in its CRM under names of its own. */
import type { Settings } from '../intake/index.ts'
import type { OriginObservation } from '../interactions/index.ts'
import { fieldsOf, textOf } from './client/json.ts'

export type OwnNames = Readonly<Partial<Record<string, string>>>

/** The names that a connection's settings give. */
export const ownNames = (settings: Settings): OwnNames =>
  Object.fromEntries(
    Object.entries(fieldsOf(settings.fields)).flatMap(([word, name]) => {
      const text = textOf(name)
      return text ? [[word, text]] : []
    }),
  )

/** An origin out of UTM marks; null without a source. */
export function originOfMarks(marks: {
  readonly source: string | null
  readonly campaign: string | null
  readonly placement: string | null
  readonly keyword: string | null
}): OriginObservation | null {
  const { source, campaign, placement, keyword } = marks
  if (!source) return null
  return { source, ...(campaign && { campaign }), ...(placement && { placement }), ...(keyword && { keyword }) }
}
