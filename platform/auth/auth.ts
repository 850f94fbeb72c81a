/** Accounts: who a request comes from. What they may do is decided elsewhere (kernel/access.ts, workspaces). */
import { betterAuth } from 'better-auth'
import type pg from 'pg'

export interface Person {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly language: 'ru' | 'en'
}

export interface Accounts {
  /** Answers `/api/auth/*`. */
  handle(request: Request): Promise<Response>
  /** The signed-in person of a request, or null. */
  personOf(headers: Headers): Promise<Person | null>
  /** Creates an account with a password (8–128 characters), or returns null where the e-mail has one already. */
  create(account: { name: string; email: string; password: string; language: 'ru' | 'en' }): Promise<Person | null>
  /** Replaces the password of an account; false where there is none. All its sessions end. */
  setPassword(email: string, password: string): Promise<boolean>
}

/**
 * `secret` signs session cookies. Sign-up is closed: accounts come from invitations and the command line.
 * `trustedOrigins` are the addresses of the web app, checked on every change of state.
 */
export function createAccounts(options: {
  readonly pool: pg.Pool
  readonly secret: string
  readonly baseUrl: string
  readonly trustedOrigins: (request?: Request) => string[]
}): Accounts {
  const auth = betterAuth({
    database: options.pool,
    secret: options.secret,
    baseURL: options.baseUrl,
    basePath: '/api/auth',
    trustedOrigins: async (request) => options.trustedOrigins(request),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 8, maxPasswordLength: 128 },
    user: {
      modelName: 'auth_users',
      additionalFields: { language: { type: 'string', required: false, defaultValue: 'ru', input: true } },
    },
    session: {
      modelName: 'auth_sessions',
      expiresIn: 30 * 86_400,
      updateAge: 86_400,
      cookieCache: { enabled: true, maxAge: 60 },
    },
    account: { modelName: 'auth_accounts' },
    verification: { modelName: 'auth_verifications' },
    // One address may be a whole office behind a NAT: slow guessing is stopped, a shift that signs in at nine is not.
    rateLimit: { enabled: true, window: 60, max: 300, customRules: { '/sign-in/email': { window: 60, max: 60 } } },
    advanced: { cookiePrefix: 'lidoskop', useSecureCookies: options.baseUrl.startsWith('https:') },
    telemetry: { enabled: false },
    logger: { level: 'error' },
  })

  return {
    handle: (request) => auth.handler(request),
    async personOf(headers) {
      const session = await auth.api.getSession({ headers })
      if (!session) return null
      const { id, name, email, language } = session.user
      return { id, name, email, language: language === 'en' ? 'en' : 'ru' }
    },
    async create({ name, email, password, language }) {
      const context = await auth.$context
      const address = email.trim().toLowerCase()
      if (await context.internalAdapter.findUserByEmail(address)) return null
      const user = await context.internalAdapter.createUser(
        { name, email: address, emailVerified: true, language },
        undefined as never,
      )
      const hash = await context.password.hash(password)
      await context.internalAdapter.linkAccount({
        userId: user.id,
        providerId: 'credential',
        accountId: user.id,
        password: hash,
      })
      return { id: user.id, name, email: address, language }
    },
    async setPassword(email, password) {
      const context = await auth.$context
      const found = await context.internalAdapter.findUserByEmail(email.trim().toLowerCase())
      if (!found) return false
      await context.internalAdapter.updatePassword(found.user.id, await context.password.hash(password))
      await context.internalAdapter.deleteUserSessions(found.user.id)
      return true
    },
  }
}
