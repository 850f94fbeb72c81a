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
  if (email === null) return handle(request)
  const seconds = attempts.wait(email, address)
  if (seconds > 0) return tooMany(request, seconds)
  const response = await handle(request)
  if (response.status === 401) attempts.failed(email, address)
  else if (response.ok) attempts.succeeded(email, address)
  return response
}

async function emailOf(request: Request): Promise<string | null> {
  try {
    const body: unknown = await request.clone().json()
    const email = typeof body === 'object' && body !== null && 'email' in body ? body.email : null
    return typeof email === 'string' ? email : null
  } catch {
    return null
  }
}

function tooMany(request: Request, seconds: number): Response {
  const minutes = Math.ceil(seconds / 60)
  return Response.json(
    { code: 'too_many_attempts', message: problemText('too_many_attempts', languageOf(request.headers), { minutes }) },
    { status: 429, headers: { 'retry-after': String(seconds) } },
  )
}
