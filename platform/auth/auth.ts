/** Accounts: who a request comes from. What they may do is decided elsewhere (kernel/access.ts, workspaces). */
import { betterAuth } from 'better-auth'
import type pg from 'pg'
import { createAttempts } from './attempts.ts'
import { forgetPasswordTokens, makePasswordToken, readPasswordToken, redeemPasswordToken } from './password-links.ts'
import { readSessionToken } from './session-cookie.ts'
import { guardSignIn } from './sign-in.ts'

export interface Person {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly language: 'ru' | 'en'
}

export interface Accounts {
  /** Answers `/api/auth/*`. `address` is where the request came from: wrong passwords are counted by it. */
  handle(request: Request, address?: string): Promise<Response>
  /** The signed-in person of a request, or null. */
  personOf(headers: Headers): Promise<Person | null>
  /** The account of an e-mail, or null. */
  find(email: string): Promise<Person | null>
  /** Changes what a person says of themselves. */
  update(
    id: string,
    change: { readonly name?: string | undefined; readonly language?: 'ru' | 'en' | undefined },
  ): Promise<void>
  /** Creates an account with a password (8–128 characters), or returns null where the e-mail has one already. */
  create(account: { name: string; email: string; password: string; language: 'ru' | 'en' }): Promise<Person | null>
  /** A token by which the account's owner chooses a new password, once. It is the only copy; earlier ones stop working. */
  passwordToken(personId: string, expiresAt: Date): Promise<string>
  /** Ends every such token of an account. */
  forgetPasswordTokens(personId: string): Promise<void>
  /** Whose password a token would change, or null where it never was one, was used or has expired. */
  personOfToken(token: string, now: Date): Promise<Person | null>
  /** Sets the password of the token's owner and ends all their sessions; null where the token is no good. */
  redeemPasswordToken(token: string, password: string, now: Date): Promise<Person | null>
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
    // No copy of the session in the cookie: a session that is ended elsewhere must be over at once, and looking it up is cheap.
    session: { modelName: 'auth_sessions', expiresIn: 30 * 86_400, updateAge: renewAfterSeconds },
    account: { modelName: 'auth_accounts' },
    verification: { modelName: 'auth_verifications' },
    // Its own limiter counts every request of an address, which may be a whole office; sign-in has a finer guard here.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'lidoskop',
      useSecureCookies: options.baseUrl.startsWith('https:'),
      ipAddress: { ipAddressHeaders: [addressHeader] },
      // Said aloud, because the library lets both go under a test runner.
      disableOriginCheck: false,
      disableCSRFCheck: false,
    },
    telemetry: { enabled: false },
    logger: { level: 'error' },
  })

  const attempts = createAttempts(Date.now)
  return {
    handle: (request, address = 'unknown') =>
      guardSignIn(request, address, attempts, (passed) => auth.handler(withAddress(passed, address))),
    async personOf(headers) {
      const cookies = headers.get('cookie')
      if (!cookies) return null
      const known = await knownSession(cookies)
      if (known) return known
      const session = await auth.api.getSession({ headers })
      return session ? personFrom(session.user) : null
    },
    async find(email) {
      const context = await auth.$context
      const found = await context.internalAdapter.findUserByEmail(email.trim().toLowerCase())
      return found ? personFrom(found.user) : null
    },
    async update(id, change) {
      const context = await auth.$context
      await context.internalAdapter.updateUser(id, {
        ...(change.name === undefined ? {} : { name: change.name }),
        ...(change.language === undefined ? {} : { language: change.language }),
      })
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
    passwordToken: (personId, expiresAt) => makePasswordToken(options.pool, personId, expiresAt),
    async forgetPasswordTokens(personId) {
      await forgetPasswordTokens(options.pool, personId)
    },
    async personOfToken(token, now) {
      const id = await readPasswordToken(options.pool, token, now)
      return id ? personOfId(id) : null
    },
    async redeemPasswordToken(token, password, now) {
      const id = await redeemPasswordToken(options.pool, token, now)
      const person = id ? await personOfId(id) : null
      if (person) await replacePassword(person.id, password)
      return person
    },
    async setPassword(email, password) {
      const context = await auth.$context
      const found = await context.internalAdapter.findUserByEmail(email.trim().toLowerCase())
      if (!found) return false
      await replacePassword(found.user.id, password)
      return true
    },
  }

  /**
   * The person of a session that the library would only confirm: one query instead of its several steps,
   * asked anew each time. Null for everything else: a session that is due to be renewed, or a cookie of another form.
   */
  async function knownSession(cookies: string): Promise<Person | null> {
    const token = readSessionToken(cookies, options.secret)
    if (!token) return null
    const { rows } = await options.pool.query<Person>(
      `select u.id, u.name, u.email, u.language from auth_sessions s join auth_users u on u.id = s."userId"
       where s.token = $1 and s."expiresAt" > now() and s."updatedAt" > now() - make_interval(secs => $2)`,
      [token, renewAfterSeconds],
    )
    return rows[0] ? personFrom(rows[0]) : null
  }

  async function personOfId(id: string): Promise<Person | null> {
    const found = await (await auth.$context).internalAdapter.findUserById(id)
    return found ? personFrom(found) : null
  }

  async function replacePassword(id: string, password: string): Promise<void> {
    const context = await auth.$context
    await context.internalAdapter.updatePassword(id, await context.password.hash(password))
    await context.internalAdapter.deleteUserSessions(id)
  }
}

/** A session that is older than this is renewed for another thirty days when it is used. */
const renewAfterSeconds = 86_400

/** Tells the library where a request came from; what a client wrote there itself is overwritten. */
const addressHeader = 'x-lidoskop-address'

function withAddress(request: Request, address: string): Request {
  const headers = new Headers(request.headers)
  headers.set(addressHeader, address)
  return new Request(request, { headers })
}

const personFrom = (user: { id: string; name: string; email: string; language?: unknown }): Person => ({
  id: user.id,
  name: user.name,
  email: user.email,
  language: user.language === 'en' ? 'en' : 'ru',
})
