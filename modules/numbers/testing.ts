/** What tests of call tracking share: numbers and pools made through the API, visitors, and calls of an exchange. */
import { newId } from '../../kernel/ids.ts'
import { type Sql, sql } from '../../platform/database/database.ts'
import type { TestServer } from '../../platform/testing/server.ts'
import type { Observation } from '../interactions/index.ts'
import type { HeldOrigin } from './store/holds.ts'

/** The number that stands on the company's pages. */
export const pageNumber = '+74951234567'
export const siteId = '019a0000-0000-7000-8000-000000000001'

/** Numbers of a pool: +7 499 000-00-01 and so on are no numbers of the plan, these are. */
export const poolNumbers = (count: number, first = 4_992_000_001): string[] =>
  Array.from({ length: count }, (_, i) => `+7${first + i}`)

async function ask<Answer>(server: TestServer, path: string, body?: unknown, method?: string): Promise<Answer> {
  const response = await server.api('marketing')(`/workspaces/${server.company.slug}${path}`, { body, method })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as Answer
}

/** Makes a pool with numbers as marketing would. */
export async function makePool(
  server: TestServer,
  options: { numbers: readonly string[] } & Readonly<Record<string, unknown>>,
): Promise<{ id: string }> {
  const { numbers, ...fields } = options
  const pool = await ask<{ id: string }>(server, '/number-pools', { name: 'Сайт', replaces: [pageNumber], ...fields })
  await ask(server, '/numbers/list', { list: numbers.join('\n'), kind: 'pool', poolId: pool.id, since: '2026-01-01' })
  return pool
}

export const addStatic = (server: TestServer, fields: Readonly<Record<string, unknown>>): Promise<{ id: string }> =>
  ask(server, '/numbers', { kind: 'static', ...fields })

export const asMarketing = ask

/** The test server's numbers module, with its own door for the site's script. */
export const numbersOf = (server: TestServer) => server.app.numbers

export interface TestVisitor {
  readonly visitorId: string
  readonly visitId: string
  readonly origin: HeldOrigin | null
}

export const visitor = (origin: HeldOrigin | null = null): TestVisitor => ({
  visitorId: newId(),
  visitId: newId(),
  origin,
})

/** What the visitor's page shows after a hit at `at`. */
export const hit = (server: TestServer, { visitorId, visitId, origin }: TestVisitor, at: Date) =>
  numbersOf(server).numbersFor(server.db, {
    ...{ workspaceId: server.company.id, siteId, visitorId, visitId, origin, at },
  })

let calls = 0
/** An inbound call of a new client on a number, as an exchange tells of it when it is over. */
export const callTo = (number: string, at: Date, facts: Partial<Observation> = {}): Observation => ({
  provider: 'test',
  externalId: `call-${++calls}`,
  kind: 'call',
  direction: 'inbound',
  at,
  startedAt: at,
  finished: true,
  outcome: 'answered',
  talkSeconds: 60,
  ourAddress: number,
  ...facts,
})

export async function record(server: TestServer, ...observations: Observation[]): Promise<void> {
  const { id, timezone, country } = server.company
  await server.db.transaction((tx) =>
    server.app.recorder.record(tx, { workspace: { id, timezone, country }, observations, now: new Date() }),
  )
}

export interface Joined {
  readonly source: string | null
  readonly campaign: string | null
  readonly basis: string | null
  readonly confidence: number | null
  readonly certain: boolean | null
  readonly visit: string | null
}

/** How the record says that clients of some calls came, by the calls' identities. */
export async function joinedOf(server: TestServer, ...calls: readonly Observation[]): Promise<(Joined | undefined)[]> {
  const { db, company } = server
  const which: Sql = sql`i.external_id = any(${calls.map(({ externalId }) => externalId)}::text[])`
  const rows = await db.query<Joined & { name: string }>(sql`
    select i.external_id as name, s.name as source, c.name as campaign, i.origin_basis as basis, i.origin_confidence as confidence,
      i.origin_certain as certain, i.visit_id as visit
    from interactions i
    left join origins s on s.workspace_id = ${company.id} and s.id = i.source_id
    left join origins c on c.workspace_id = ${company.id} and c.id = i.campaign_id
    where i.workspace_id = ${company.id} and ${which}`)
  return calls.map(({ externalId }) => {
    const row = rows.find(({ name }) => name === externalId)
    if (!row) return undefined
    const { name: _, ...joined } = row
    return joined
  })
}
