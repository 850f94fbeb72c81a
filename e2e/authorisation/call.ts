import type { createObjects } from './objects.ts'
import type { Operation } from './operations.ts'
import { sample } from './sample.ts'

/** One call of an operation, ready to be sent by anybody. */
export interface Call {
  readonly method: string
  /** After the company: `/employees/0199…?from=…`; the whole path for operations without a company. */
  readonly path: string
  readonly body: FormData | string | null
}

/** An input of the operation: every required field, and the period where there is one, so that answers are not empty. */
export async function prepare(operation: Operation, objects: ReturnType<typeof createObjects>): Promise<Call> {
  const ids = await objects.idsFor(operation)
  const options = { idFor: objects.idForInputOf(operation) }
  const query = new URLSearchParams()
  for (const { name, in: place, required, schema } of operation.parameters) {
    if (place !== 'query' || !(required || name === 'from' || name === 'to')) continue
    query.append(name, String(await sample(schema, name, options)))
  }
  const token = operation.path.includes('{token}') ? await objects.invitation() : ''
  const path = operation.path
    .replace('/workspaces/{workspace}', '')
    .replace(/\{\+?(\w+)\}/g, (_, name: string) => (name === 'token' ? token : (ids[name] ?? '')))
  return {
    method: operation.method,
    path: query.size > 0 ? `${path}?${query}` : path,
    body: operation.body ? encode(operation.body.type, await sample(operation.body.schema, '', options)) : null,
  }
}

function encode(type: string, value: unknown): FormData | string {
  if (type === 'application/json') return JSON.stringify(value)
  const form = new FormData()
  for (const [name, item] of Object.entries(value as Record<string, unknown>)) {
    form.append(name, item instanceof File ? item : typeof item === 'object' ? JSON.stringify(item) : String(item))
  }
  return form
}

/** Sends a call, to a company or to an operation without one. */
export async function send(
  url: string,
  company: string | null,
  { method, path, body }: Call,
  headers: Readonly<Record<string, string>>,
): Promise<{ status: number; text: string }> {
  const response = await fetch(`${url}/api/v1${company === null ? '' : `/workspaces/${company}`}${path}`, {
    method,
    headers: { ...headers, ...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}) },
    body,
  })
  return { status: response.status, text: await response.text() }
}
