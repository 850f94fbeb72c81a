/** What only a person may do with their own account: the server's `/api/auth`, which keys can't call. */

export class AccountRefused extends Error {
  constructor(readonly code: string) {
    super(code)
  }
}

async function ask<Answer>(path: string, body?: object): Promise<Answer> {
  const response = await fetch(`/api/auth${path}`, {
    method: body ? 'POST' : 'GET',
    ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
  })
  const answer: unknown = await response.json().catch(() => null)
  if (!response.ok) {
    const code = typeof answer === 'object' && answer !== null && 'code' in answer ? String(answer.code) : ''
    throw new AccountRefused(code)
  }
  return answer as Answer
}

export interface OpenSession {
  readonly token: string
  readonly createdAt: string
  readonly updatedAt: string
  readonly ipAddress: string | null
  readonly userAgent: string | null
}

export const listSessions = (): Promise<OpenSession[]> => ask('/list-sessions')

/** The token of the session that this browser is in. */
export const currentSession = async (): Promise<string | null> =>
  (await ask<{ session: { token: string } } | null>('/get-session'))?.session.token ?? null

export const endSession = (token: string): Promise<unknown> => ask('/revoke-session', { token })

export const endOtherSessions = (): Promise<unknown> => ask('/revoke-other-sessions', {})

/** Changes the password; every other session ends. */
export const changePassword = (currentPassword: string, newPassword: string): Promise<unknown> =>
  ask('/change-password', { currentPassword, newPassword, revokeOtherSessions: true })
