/** A screen's state in the address: readable, and the same however it was reached. */
export type Search = Readonly<Record<string, string | readonly string[] | undefined>>

/** `?kind=call&kind=chat&from=2026-11-01` → `{ kind: ['call', 'chat'], from: '2026-11-01' }`. */
export function parseSearch(text: string): Record<string, string | string[]> {
  const result: Record<string, string | string[]> = {}
  for (const [name, value] of new URLSearchParams(text)) {
    const known = result[name]
    if (known === undefined) result[name] = value
    else result[name] = Array.isArray(known) ? [...known, value] : [known, value]
  }
  return result
}

/** The reverse of `parseSearch`, with a leading `?` where there is anything. Empty values are left out. */
export function writeSearch(search: Readonly<Record<string, unknown>>): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined && item !== null && item !== '') params.append(name, String(item))
    }
  }
  const text = params.toString()
  return text ? `?${text}` : ''
}

/** The value of a name as a list: none, one or several. */
export const listOf = (search: Search, name: string): readonly string[] => {
  const value = search[name]
  return value === undefined ? [] : typeof value === 'string' ? [value] : value
}

/** The first value of a name, or null. */
export const oneOf = (search: Search, name: string): string | null => listOf(search, name)[0] ?? null
