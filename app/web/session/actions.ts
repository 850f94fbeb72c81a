import { queries } from '../queries.ts'

export class SignInRefused extends Error {}

/** Signs in with a password. Throws `SignInRefused` where e-mail and password do not fit; a network error otherwise. */
export async function signIn(email: string, password: string): Promise<void> {
  const response = await fetch('/api/auth/sign-in/email', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
  if (response.status >= 500) throw new Error(`the server answered ${response.status}`)
  if (!response.ok) throw new SignInRefused()
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
