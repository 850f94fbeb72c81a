/** One field of a change: what it was and what it became. Undefined where the entry does not say. */
export interface Difference {
  readonly field: string
  readonly before: unknown
  readonly after: unknown
}

const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const fieldsOf = (value: unknown): Map<string, unknown> =>
  new Map(
    isGroup(value)
      ? Object.entries(value).flatMap(([field, item]) =>
          isGroup(item) ? Object.entries(item) : [[field, item] as const],
        )
      : value === null || value === undefined
        ? []
        : [['', value] as const],
  )

const isNothing = (value: unknown) =>
  value === null || value === undefined || (Array.isArray(value) && value.length === 0)

/**
 * The fields that differ between the two sides of an entry, those of nested groups by their own names. Fields that were and
 * stay empty are left out, and so is an id beside the name that was kept with it.
 */
export function differences(before: unknown, after: unknown): Difference[] {
  const [was, became] = [fieldsOf(before), fieldsOf(after)]
  const fields = new Set([...was.keys(), ...became.keys()])
  return [...fields]
    .filter((field) => !(field.endsWith('Id') && fields.has(field.slice(0, -2))))
    .map((field) => ({ field, before: was.get(field), after: became.get(field) }))
    .filter(
      (row) =>
        !(isNothing(row.before) && isNothing(row.after)) && JSON.stringify(row.before) !== JSON.stringify(row.after),
    )
}
