import { language } from '../../../platform/web/index.ts'
import { queries } from '../queries.ts'

/** The server refused; `words` are its own where it said more than that e-mail and password do not fit. */
export class SignInRefused extends Error {
  constructor(readonly words: string | null) {
    super(words ?? 'refused')
  }
}

/** Signs in with a password. Throws `SignInRefused` where the server does not let in; a network error otherwise. */
export async function signIn(email: string, password: string): Promise<void> {
  const response = await fetch('/api/auth/sign-in/email', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': language() },
    body: JSON.stringify({ email, password }),
  })
  if (response.status >= 500) throw new Error(`the server answered ${response.status}`)
  if (response.status === 429) throw new SignInRefused(((await response.json()) as { message: string }).message)
  if (!response.ok) throw new SignInRefused(null)
  await queries.resetQueries()
}

/** Ends the session and forgets everything that was loaded under it. */
export async function signOut(): Promise<void> {
  await fetch('/api/auth/sign-out', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  })
  queries.clear()
  location.assign('/sign-in')
}
