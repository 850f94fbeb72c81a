import type { ContractRouterClient } from '@orpc/contract'
import { createRouterClient } from '@orpc/server'
import { createAccounts } from '../../platform/auth/auth.ts'
import { readConfig } from '../../platform/config/config.ts'
import { createLog } from '../../platform/log/log.ts'
import type { Services } from '../../platform/services/services.ts'
import { type TestDatabase, testDatabase } from '../../platform/testing/index.ts'
import type { contract } from './contract.ts'
import { addEmployee, createApiKey, createMembership, createWorkspace, createWorkspaces, system } from './index.ts'

export type Client = ContractRouterClient<typeof contract>

export interface House {
  readonly db: TestDatabase
  readonly services: Services
  /** The API as whoever sends these headers meets it. */
  as(headers: Record<string, string>): Client
  /** Signs in and returns the headers of the session. */
  signIn(email: string, password?: string): Promise<Record<string, string>>
  /** A company with one administrator who signs in as `admin@<slug>.test`. */
  found(slug: string): Promise<{ id: string; adminId: string; admin: Client; key: Client }>
  /** Moves the clock. */
  later(milliseconds: number): void
}

export const password = 'correct horse battery'

/** The module on a real database, called through its router: no HTTP, everything else as in the server. */
export async function openHouse(): Promise<House> {
  const db = await testDatabase()
  const log = createLog('silent')
  let shift = 0
  const now = () => new Date(Date.now() + shift)
  const accounts = createAccounts({
    pool: db.pool,
    secret: 'a secret for tests only, long enough to sign',
    baseUrl: 'http://localhost',
    trustedOrigins: () => [],
  })
  const services: Services = {
    config: readConfig({}),
    db,
    log,
    accounts,
    live: { subscribe: () => () => undefined },
    jobs: { define: () => undefined, add: async () => undefined },
    now,
  }
  const { router } = createWorkspaces(services)
  if (!router) throw new Error('no router')
  const membership = createMembership(services)

  const as = (headers: Record<string, string>): Client =>
    createRouterClient(router, { context: () => membership.contextOf(new Headers(headers)) }) as Client

  const signIn = async (email: string, secret = password) => {
    const response = await accounts.handle(
      new Request('http://localhost/api/auth/sign-in/email', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email, password: secret }),
      }),
    )
    if (!response.ok) throw new Error(`sign-in: ${response.status}`)
    return {
      cookie: response.headers
        .getSetCookie()
        .map((cookie) => cookie.split(';')[0])
        .join('; '),
    }
  }

  return {
    db,
    services,
    as,
    signIn,
    later: (milliseconds) => {
      shift += milliseconds
    },
    async found(slug) {
      const by = system(now())
      const company = await db.transaction((tx) => createWorkspace(tx, { name: `Окна ${slug}`, slug }, by))
      const email = `admin@${slug}.test`
      const admin = await addEmployee(
        services,
        company.id,
        { name: 'Анна Админ', email, role: 'admin', account: { password } },
        by,
      )
      const { key } = await db.transaction((tx) => createApiKey(tx, company.id, { name: 'обмен', role: 'admin' }, by))
      return {
        id: company.id,
        adminId: admin.id,
        admin: as(await signIn(email)),
        key: as({ authorization: `Bearer ${key}` }),
      }
    },
  }
}
