/** What the server answered instead of a result, in the user's language. */
export interface ApiProblem {
  readonly code: string
  readonly message: string
  readonly status: number
  readonly field: string | null
  readonly row: number | null
}

/** Reads a problem out of whatever a query or a mutation threw; null where the server was not reached at all. */
export function problemOf(error: unknown): ApiProblem | null {
  if (typeof error !== 'object' || error === null || !('status' in error) || typeof error.status !== 'number')
    return null
  const data = 'data' in error && typeof error.data === 'object' && error.data !== null ? error.data : {}
  const text = (name: string) => (name in data ? String((data as Record<string, unknown>)[name]) : null)
  const row = text('row')
  return {
    code: text('code') ?? ('code' in error ? String(error.code).toLowerCase() : 'internal'),
    message: text('message') ?? ('message' in error ? String(error.message) : ''),
    status: error.status,
    field: text('field'),
    row: row === null ? null : Number(row),
  }
}
