import { problemText } from '../../kernel/problem-texts.ts'
import { languageOf } from '../http/problem-response.ts'
import type { Attempts } from './attempts.ts'

const path = /\/sign-in\/email\/?$/

/** Passes a request on to the accounts' own handler, and stands before its sign-in: too many wrong passwords wait (429). */
export async function guardSignIn(
  request: Request,
  address: string,
  attempts: Attempts,
  handle: (request: Request) => Promise<Response>,
): Promise<Response> {
  if (request.method !== 'POST' || !path.test(new URL(request.url).pathname)) return handle(request)
  const email = await emailOf(request)
  const seconds = attempts.begin(email, address)
  if (seconds > 0) return tooMany(request, seconds)
  let outcome: 'right' | 'wrong' | 'neither' = 'neither'
  try {
    const response = await handle(request)
    outcome = response.status === 401 ? 'wrong' : response.ok ? 'right' : 'neither'
    return response
  } finally {
    attempts.end(email, address, outcome)
  }
}

/** Whom a sign-in is about, in either form that the library takes, JSON and a form's fields; empty where nobody can tell. */
async function emailOf(request: Request): Promise<string> {
  try {
    const copy = request.clone()
    const isForm = request.headers.get('content-type')?.toLowerCase().includes('application/x-www-form-urlencoded')
    const body: unknown = isForm ? Object.fromEntries(await copy.formData()) : await copy.json()
    const email = typeof body === 'object' && body !== null && 'email' in body ? body.email : null
    return typeof email === 'string' ? email : ''
  } catch {
    return ''
  }
}

function tooMany(request: Request, seconds: number): Response {
  const minutes = Math.ceil(seconds / 60)
  return Response.json(
    { code: 'too_many_attempts', message: problemText('too_many_attempts', languageOf(request.headers), { minutes }) },
    { status: 429, headers: { 'retry-after': String(seconds) } },
  )
}
