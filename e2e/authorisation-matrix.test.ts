/**
 * Who may do what, asked of every operation that the OpenAPI document lists, by everybody. A new operation is covered by itself;
 * one whose objects or input can't be made fails here until e2e/authorisation/objects.ts knows how.
 */
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contract } from '../app/contract.ts'
import { can, type Permission, type Role, roles } from '../kernel/access.ts'
import { apiPrefix, describeApi } from '../platform/api/handler.ts'
import { sql } from '../platform/database/database.ts'
import { type TestServer, testServer } from '../platform/testing/index.ts'
import { type Call, prepare, send } from './authorisation/call.ts'
import { createObjects } from './authorisation/objects.ts'
import { doors, isOfCompany, namesObject, type Operation, operationsOf } from './authorisation/operations.ts'
import { type Client, recordClients, shown } from './authorisation/people.ts'

const documented = operationsOf(await describeApi(contract, 'test'))
const operations = [...documented, ...doors]
const ofCompany = operations.filter(isOfCompany)
const named = (list: readonly Operation[]) => list.map((operation): [string, Operation] => [operation.id, operation])

let server: TestServer
let objects: ReturnType<typeof createObjects>
let clients: Client[]
/** Headers of everybody who asks. */
let sessions: Readonly<Record<Role, Record<string, string>>>
let foreign: { slug: string; headers: Readonly<Record<Role, Record<string, string>>> }
let revoked: Record<string, string>
let dismissed: Record<string, string>

const bearer = (key: string) => ({ authorization: `Bearer ${key}` })
const byRole = async <Value>(of: (role: Role) => Promise<Value>) =>
  Object.fromEntries(await Promise.all(roles.map(async (role) => [role, await of(role)]))) as Record<Role, Value>

beforeAll(async () => {
  server = await testServer()
  clients = await recordClients(server)
  objects = createObjects(server, operations)
  sessions = await byRole(async (role) => ({ cookie: await server.signIn(role), origin: server.url }))
  const other = await server.addCompany()
  foreign = { slug: other.company.slug, headers: await byRole(async (role) => bearer(other.keys[role])) }
  revoked = bearer(await revokedKey())
  dismissed = await dismissedSession()
})
afterAll(() => server?.close())

async function revokedKey(): Promise<string> {
  const path = `/workspaces/${server.company.slug}/keys`
  const made = await server.api('admin')(path, { body: { name: 'отозванный', role: 'admin' } })
  const { id, key } = (await made.json()) as { id: string; key: string }
  await server.api('admin')(`${path}/${id}`, { method: 'DELETE' })
  return key
}

/** The open session of an administrator who was dismissed. */
async function dismissedSession(): Promise<Record<string, string>> {
  const { db, app, company } = server
  const account = {
    name: 'Бывший',
    email: 'former@matrix.test',
    password: 'correct horse battery',
    language: 'ru' as const,
  }
  const person = await app.services.accounts.create(account)
  await db.query(sql`
    insert into employees (workspace_id, id, name, role, user_id, active, created_at)
    values (${company.id}, gen_random_uuid(), 'Бывший', 'admin', ${person?.id}, false, now())`)
  const response = await fetch(`${server.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.url },
    body: JSON.stringify(account),
  })
  const cookie = response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  return { cookie, origin: server.url }
}

const ask = (call: Call, headers: Readonly<Record<string, string>>, company: string | null = server.company.slug) =>
  send(server.url, company, call, headers)

const everythingShown = (text: string) => clients.flatMap((client) => shown(text, client))

test('the document covers the whole API and every operation says what it requires', async () => {
  const served = operationsOf(await (await fetch(`${server.url}/openapi.json`)).json())
  expect(served.map((operation) => operation.id).sort()).toEqual(documented.map((operation) => operation.id).sort())
  expect(documented.length).toBeGreaterThan(20)
})

test('a door of a company that is no operation is known to this test', () => {
  const http = new Hono()
  for (const { routes } of Object.values(server.app.modules)) routes?.(http)
  const found = http.routes
    .filter(({ path }) => path.startsWith(`${apiPrefix}/`))
    .map(({ method, path }) => `${method} ${path.slice(apiPrefix.length).replace(/:(\w+)/g, '{$1}')}`)
  const known = operations.map(({ method, path }) => `${method} ${path}`)
  expect(found.filter((one) => !known.includes(one))).toEqual([])
})

test('an operation about a company requires a permission that somebody holds', () => {
  for (const { id, requires } of ofCompany) {
    expect(
      roles.filter((role) => can(role, requires as Permission)),
      id,
    ).not.toEqual([])
  }
})

test('what changes something asks for more than the right to read', () => {
  const reading = ofCompany.filter(({ method, requires }) => method !== 'GET' && requires.endsWith('.read'))
  // A check of the log and a trial of rules change nothing; saved views are one's own.
  expect(reading.map(({ id }) => id).sort()).toEqual([
    'interactions.views.create',
    'interactions.views.remove',
    'interactions.views.update',
    'visits.rules.preview',
    'visits.rules.test',
    'workspaces.audit.verify',
  ])
})

describe('nobody, a revoked key, a dismissed person and another company get nothing', () => {
  test.each(named(ofCompany))('%s', async (_, operation) => {
    const call = await prepare(operation, objects)
    const answers = {
      nobody: await ask(call, {}),
      revoked: await ask(call, revoked),
      dismissed: await ask(call, dismissed),
      ...Object.fromEntries(
        await Promise.all(
          roles.map(async (role) => [`${role} of another company`, await ask(call, foreign.headers[role])] as const),
        ),
      ),
    }
    const statuses = Object.fromEntries(Object.entries(answers).map(([who, { status }]) => [who, status]))
    expect(statuses).toEqual({
      nobody: 401,
      revoked: 401,
      dismissed: 404,
      ...Object.fromEntries(roles.map((role) => [`${role} of another company`, 404])),
    })
    for (const [who, { text }] of Object.entries(answers)) expect(everythingShown(text), who).toEqual([])
  })
})

describe('another company does not reach an object by naming it in its own', () => {
  test.each(named(ofCompany.filter(namesObject)))('%s', async (_, operation) => {
    const answer = await ask(await prepare(operation, objects), foreign.headers.admin, foreign.slug)
    expect(answer.status, answer.text).toBe(404)
    expect(everythingShown(answer.text)).toEqual([])
  })
})

describe('a role does what its permissions say and nothing else, with a session and with a key', () => {
  test.each(named(ofCompany))('%s', async (_, operation) => {
    const allowed = roles.filter((role) => can(role, operation.requires as Permission))
    const refused = roles.filter((role) => !allowed.includes(role))
    const shared = refused.length > 0 ? await prepare(operation, objects) : null
    for (const role of refused) {
      for (const headers of [sessions[role], bearer(server.keys[role])]) {
        if (!shared) continue
        const answer = await ask(shared, headers)
        expect(answer.status, `${role}: ${answer.text}`).toBe(403)
        expect(everythingShown(answer.text), role).toEqual([])
      }
    }
    for (const role of allowed) {
      for (const headers of [sessions[role], bearer(server.keys[role])]) {
        const answer = await ask(await prepare(operation, objects), headers)
        expect([401, 403, 500], `${role}: ${answer.status} ${answer.text}`).not.toContain(answer.status)
        expect(leaksOf(role, answer.text), `${role} sees what is not theirs`).toEqual([])
      }
    }
  })
})

/** What a text shows that the role has no right to. */
function leaksOf(role: Role, text: string): string[] {
  return clients.flatMap((client) => {
    const seen = shown(text, client)
    if (!isWithinReach(role, client)) return seen.map((what) => `${what} of a client of ${client.handledBy}`)
    const masked = role === 'marketing' || role === 'agency' || role === 'auditor'
    return masked ? seen.filter((what) => what !== 'interaction').map((what) => `unmasked ${what}`) : []
  })
}

function isWithinReach(role: Role, { handledBy }: Client): boolean {
  switch (role) {
    case 'manager':
    case 'senior':
      return handledBy === role
    case 'head':
      return handledBy === 'manager' || handledBy === 'senior' || handledBy === 'colleague'
    case 'auditor':
      return false
    default:
      return true
  }
}

describe('what the test looks for is really there', () => {
  const reads = ofCompany.filter((operation) => operation.method === 'GET')
  const everythingThat = async (role: Role) => {
    const texts: string[] = []
    for (const operation of reads) {
      if (!can(role, operation.requires as Permission)) continue
      texts.push((await ask(await prepare(operation, objects), sessions[role])).text)
    }
    return texts.join('\n')
  }

  test('a director reads every client’s number, address and name somewhere', async () => {
    const text = await everythingThat('director')
    for (const client of clients) expect(shown(text, client).sort()).toEqual(['email', 'interaction', 'name', 'phone'])
  })

  test('a manager reads their own clients', async () => {
    const text = await everythingThat('manager')
    for (const client of clients.filter((one) => one.handledBy === 'manager')) {
      expect(shown(text, client)).toEqual(expect.arrayContaining(['phone', 'name', 'interaction']))
    }
  })

  test('marketing reads every interaction', async () => {
    const text = await everythingThat('marketing')
    for (const client of clients) expect(shown(text, client)).toEqual(['interaction'])
  })
})

describe('operations without a company', () => {
  const rest = operations.filter((operation) => !isOfCompany(operation))

  test.each(named(rest.filter((operation) => operation.requires === 'anyone')))(
    '%s answers anyone',
    async (_, operation) => {
      for (const headers of [{}, revoked, dismissed, sessions.manager, foreign.headers.admin]) {
        const answer = await ask(await prepare(operation, objects), headers, null)
        expect([401, 403, 500], answer.text).not.toContain(answer.status)
        expect(everythingShown(answer.text)).toEqual([])
      }
    },
  )

  test.each(named(rest.filter((operation) => operation.requires === 'signed-in')))(
    '%s answers people, not keys and not nobody',
    async (_, operation) => {
      const call = await prepare(operation, objects)
      for (const role of roles) {
        expect((await ask(call, sessions[role], null)).status, role).toBe(200)
        expect((await ask(call, bearer(server.keys[role]), null)).status, role).toBe(403)
      }
      expect((await ask(call, {}, null)).status).toBe(401)
      expect((await ask(call, revoked, null)).status).toBe(401)
    },
  )

  test('no operation asks for anything else', () => {
    expect(rest.filter(({ requires }) => requires !== 'anyone' && requires !== 'signed-in')).toEqual([])
  })
})
