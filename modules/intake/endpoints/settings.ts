import { Problem } from '../../../kernel/problem.ts'
import { isZone } from '../../../kernel/time.ts'
import type { Adapter, Field, Settings } from '../adapters/adapter.ts'
import { isObject } from '../adapters/body.ts'

/** What every connection may be told. */
const common: readonly Field[] = [{ name: 'retentionDays', kind: 'number', min: 7, max: 3_650 }]

export const fieldsOf = ({ fields }: Adapter): readonly Field[] => [...fields, ...common]

/**
 * The settings of a connection: `given` over what it had. Empty text takes a setting back to its default; a zone's default
 * is the company's. What is no field of the provider's any more is dropped.
 * @throws Problem `invalid_value`, `missing_value` at `settings.<name>`
 */
export function settingsFor(
  adapter: Adapter,
  given: Settings,
  before: Settings,
  company: { readonly timezone: string },
): Settings {
  const fields = fieldsOf(adapter)
  const unknown = Object.keys(given).find((name) => !fields.some((field) => field.name === name))
  if (unknown !== undefined) throw wrong(unknown, unknown)
  return Object.fromEntries(
    fields.flatMap((field): [string, unknown][] => {
      const said = field.name in given ? given[field.name] : before[field.name]
      const value = said === undefined || said === '' ? (field.default ?? fallback(field, company)) : said
      if (value === undefined) {
        if (field.required) throw new Problem('missing_value', { field: `settings.${field.name}` })
        return []
      }
      return [[field.name, checked(field, value)]]
    }),
  )
}

const fallback = ({ kind }: Field, { timezone }: { readonly timezone: string }): string | undefined =>
  kind === 'zone' ? timezone : undefined

const wrong = (name: string, value: unknown): Problem =>
  new Problem('invalid_value', { field: `settings.${name}` }, { value: String(value).slice(0, 100) })

function checked(field: Field, value: unknown): unknown {
  if (!fits(field, value)) throw wrong(field.name, value)
  return typeof value === 'string' ? value.trim() : value
}

function fits(field: Field, value: unknown): boolean {
  if (field.kind === 'boolean') return typeof value === 'boolean'
  if (field.kind === 'number') {
    return (
      typeof value === 'number' &&
      Number.isSafeInteger(value) &&
      value >= (field.min ?? 0) &&
      value <= (field.max ?? 1e9)
    )
  }
  if (field.kind === 'names')
    return isObject(value) && Object.entries(value).every(([word, name]) => namesOne(field, word, name))
  if (typeof value !== 'string' || value.length > (field.max ?? 500) || hasControls(value)) return false
  if (field.kind === 'zone') return isZone(value)
  if (field.kind === 'choice') return field.choices?.includes(value) ?? false
  return field.kind === 'text' || (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol))
}

const namesOne = ({ words }: Field, word: string, name: unknown): boolean =>
  (words?.includes(word) ?? false) && typeof name === 'string' && name.length <= 200 && !hasControls(name)

/** A line break in a host or a login would become a command in protocols that speak in lines. */
const hasControls = (text: string): boolean => [...text].some((char) => char < ' ' || char === '\u007f')
