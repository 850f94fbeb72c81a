import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Application, compose } from '../../app/compose.ts'
import { listen } from '../../app/listen.ts'
import { createServer } from '../../app/server.ts'
import { type Role, roles } from '../../kernel/access.ts'
import { createApiKey, system } from '../../modules/workspaces/index.ts'
import { readConfig } from '../config/config.ts'
import { sql } from '../database/database.ts'
import { openStaticSite } from '../http/static-files.ts'
import { createLog } from '../log/log.ts'
import { createCompany, type TestCompany } from './company.ts'
import { type TestDatabase, testDatabase } from './database.ts'

export interface Login {
  readonly email: string
  readonly password: string
}

/** The whole application on a free port, with one company. */
export interface TestServer {
  readonly url: string
  readonly db: TestDatabase
  readonly app: Application
  readonly company: TestCompany
  readonly logins: Readonly<Record<Role, Login>>
  readonly keys: Readonly<Record<Role, string>>
  /** A `fetch` with the API key of a role; the path begins after `/api/v1`, a body is sent as JSON. */
  api(role: Role): (path: string, options?: ApiOptions) => Promise<Response>
  /** Signs in with a password and returns the cookie header. */
  signIn(role: Role): Promise<string>
  /** A second company, with its own key of each role. */
  addCompany(): Promise<{ company: TestCompany; keys: Readonly<Record<Role, string>> }>
  close(): Promise<void>
}

export interface ApiOptions {
  readonly method?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

const password = 'correct horse battery staple'

/**
 * Starts it; ask in `beforeAll`, close in `afterAll`. `web` also serves what is built in dist/web; `env` is set beside the
 * usual variables.
 */
export async function testServer(
  options: { web?: boolean; now?: () => Date; env?: Readonly<Record<string, string>> } = {},
): Promise<TestServer> {
  const db = await testDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'lidoskop-server-'))
  const config = readConfig({
    LIDOSKOP_DATA: folder,
    LIDOSKOP_DEMO: '0',
    PORT: '0',
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
    ...options.env,
  })
  const app = compose(config, db.url, createLog(config.logLevel), options.now)
  const { company, keys } = await foundCompany(app)
  const logins = await createLogins(app, company)
  const site = options.web ? await openStaticSite(join(import.meta.dirname, '../../dist/web')) : null
  const stop = await app.start()
  const listening = await listen(createServer(app, site), '127.0.0.1', 0)
  const url = `http://127.0.0.1:${listening.port}`

  return {
    ...{ url, db, app, company, logins, keys },
    api:
      (role) =>
      (path, { method, body, headers } = {}) =>
        fetch(`${url}/api/v1${path}`, {
          method: method ?? (body === undefined ? 'GET' : 'POST'),
          headers: {
            authorization: `Bearer ${keys[role]}`,
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...headers,
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
    async signIn(role) {
      const response = await fetch(`${url}/api/auth/sign-in/email`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: url },
        body: JSON.stringify(logins[role]),
      })
      if (!response.ok) throw new Error(`sign-in as ${role}: ${response.status} ${await response.text()}`)
      return response.headers
        .getSetCookie()
        .map((cookie) => cookie.split(';')[0])
        .join('; ')
    },
    addCompany: () => foundCompany(app),
    async close() {
      await listening.close()
      await stop()
      await app.close()
      await db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function foundCompany({ services: { db, now } }: Application) {
  const company = await createCompany(db)
  const by = system(now())
  const keys: Partial<Record<Role, string>> = {}
  for (const role of roles) {
    const person = company.people[role]
    const made = await db.transaction((tx) =>
      createApiKey(
        tx,
        company.id,
        { name: `key of ${role}`, role, employeeId: person.id, departmentId: person.departmentId },
        by,
      ),
    )
    keys[role] = made.key
  }
  return { company, keys: keys as Record<Role, string> }
}

async function createLogins({ services: { db, accounts } }: Application, company: TestCompany) {
  const logins: Partial<Record<Role, Login>> = {}
  for (const role of roles) {
    const person = company.people[role]
    const email = `${role}@${company.slug}.test`
    const account = await accounts.create({ name: person.name, email, password, language: 'ru' })
    await db.query(sql`
      update employees set user_id = ${account?.id}, email = ${email}
      where workspace_id = ${company.id} and id = ${person.id}`)
    logins[role] = { email, password }
  }
  return logins as Record<Role, Login>
}
