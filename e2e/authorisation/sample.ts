/** A value that a JSON schema accepts, as small as it may be: only what is required, the first of every choice. */
import type { Schema } from './operations.ts'

export interface SampleOptions {
  /** The id of a real object for a field such as `departmentId`. */
  readonly idFor: (field: string) => Promise<string>
}

let serial = 0

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** Days of which the sample company has interactions. */
export const sampleDays = { from: '2026-03-01', to: '2026-03-31' } as const

const words = [
  'a',
  'A',
  '1',
  '0',
  '+74951234567',
  '#336699',
  '09:00',
  'sample',
  'sample-key',
  'x'.repeat(64),
  '0'.repeat(64),
]

/** Fields whose text means something that a schema does not tell. */
const meanings: Readonly<Record<string, string>> = { ...sampleDays, amount: '1 234,50', timezone: 'Europe/Moscow' }

function text(schema: Schema, field: string): string {
  serial += 1
  const meant = meanings[field]
  if (meant !== undefined) return meant
  switch (schema.format) {
    case 'email':
      return `sample${serial}@matrix.test`
    case 'date':
      return sampleDays.from
    case 'date-time':
      return `${sampleDays.from}T09:00:00.000Z`
    case 'uri':
    case 'url':
      return 'https://matrix.test/hook'
  }
  const pattern = typeof schema.pattern === 'string' ? new RegExp(schema.pattern, 'u') : null
  const fitting = [`sample ${serial}`, ...words].find((word) => !pattern || pattern.test(word))
  if (fitting === undefined) throw new Error(`No sample for «${field}»: ${schema.pattern}`)
  const longest = typeof schema.maxLength === 'number' ? schema.maxLength : 1000
  return fitting.padEnd(typeof schema.minLength === 'number' ? schema.minLength : 0, 'x').slice(-longest)
}

/** @throws where the schema can't be met, which fails the operation's test */
export async function sample(schema: Schema, field: string, options: SampleOptions): Promise<unknown> {
  if ('const' in schema) return schema.const
  if (Array.isArray(schema.enum)) return schema.enum[0]
  const choices = [...listOf(schema.anyOf), ...listOf(schema.oneOf)].filter(isSchema)
  const [choice] = choices
  if (choices.some((one) => one.type === 'null')) return null
  if (choice) return sample(choice, field, options)
  switch (schema.type) {
    case 'string':
      if (schema.contentMediaType || schema.format === 'binary')
        return new File(['sample'], 'sample.csv', { type: 'text/csv' })
      return schema.format === 'uuid' ? options.idFor(field) : text(schema, field)
    case 'integer':
    case 'number':
      return Math.max(Number(schema.minimum ?? schema.exclusiveMinimum ?? 1), 1)
    case 'boolean':
      return true
    case 'null':
      return null
    case 'array': {
      const items = isSchema(schema.items) ? schema.items : {}
      return Promise.all(Array.from({ length: Number(schema.minItems ?? 0) }, () => sample(items, field, options)))
    }
    default:
      return object(schema, options)
  }
}

async function object(schema: Schema, options: SampleOptions): Promise<Record<string, unknown>> {
  const properties = isSchema(schema.properties) ? schema.properties : {}
  const required = listOf(schema.required).map(String)
  const parts = listOf(schema.allOf).filter(isSchema)
  const values: Record<string, unknown> = Object.assign(
    {},
    ...(await Promise.all(parts.map((part) => object(part, options)))),
  )
  for (const name of required) {
    const property = properties[name]
    values[name] = await sample(isSchema(property) ? property : {}, name, options)
  }
  return values
}
