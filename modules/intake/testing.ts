/** What tests of providers share: endpoints made through the API, and the record after the inbox is empty. */
import { createHash, createHmac } from 'node:crypto'
import { sql } from '../../platform/database/database.ts'
import { signatureHeader, signMessage, timestampHeader } from '../../platform/secrets/signature.ts'
import type { TestServer } from '../../platform/testing/server.ts'
import type { Provider } from './adapters/adapter.ts'

export interface TestEndpoint {
  readonly id: string
  /** Whole address, without a topic. */
  readonly url: string
  readonly secrets: Readonly<Record<string, string>>
}

/** Opens a door as an administrator would. */
export async function openEndpoint(
  server: TestServer,
  provider: Provider,
  options: { secrets?: Record<string, string>; settings?: Record<string, unknown> } = {},
): Promise<TestEndpoint> {
  // Tests of webhooks are no business of the provider's real server.
  const settings = provider === 'mango' ? { history: false, ...options.settings } : options.settings
  const response = await server.api('admin')(`/workspaces/${server.company.slug}/endpoints`, {
    body: { provider, name: `Дверь ${provider}`, ...options, ...(settings && { settings }) },
  })
  if (!response.ok) throw new Error(`endpoint: ${response.status} ${await response.text()}`)
  const made = (await response.json()) as { id: string; path: string; secrets: Record<string, string> }
  return { id: made.id, url: server.url + made.path, secrets: { ...options.secrets, ...made.secrets } }
}

const form = (fields: Readonly<Record<string, string>>, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  body: new URLSearchParams(fields).toString(),
})

/** Signs as Mango Office does. */
export function postMango(endpoint: TestEndpoint, topic: string, payload: unknown): Promise<Response> {
  const { apiKey = '', salt = '' } = endpoint.secrets
  const json = typeof payload === 'string' ? payload : JSON.stringify(payload)
  const sign = createHash('sha256')
    .update(apiKey + json + salt)
    .digest('hex')
  return fetch(`${endpoint.url}/${topic}`, form({ vpbx_api_key: apiKey, sign, json }))
}

/** Signs as Zadarma does: base64 of the hexadecimal text. `signed` are the names of the fields that are signed. */
export function postZadarma(
  endpoint: TestEndpoint,
  fields: Readonly<Record<string, string>>,
  signed: readonly string[],
): Promise<Response> {
  const hex = createHmac('sha1', endpoint.secrets.secret ?? '')
    .update(signed.map((name) => fields[name] ?? '').join(''))
    .digest('hex')
  return fetch(endpoint.url, form(fields, { signature: Buffer.from(hex).toString('base64') }))
}

export const postUis = (endpoint: TestEndpoint, payload: unknown): Promise<Response> =>
  fetch(endpoint.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-lidoskop-secret': endpoint.secrets.secret ?? '' },
    body: typeof payload === 'string' ? payload : JSON.stringify(payload),
  })

export function postGeneric(endpoint: TestEndpoint, payload: unknown, at = new Date()): Promise<Response> {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload)
  const timestamp = String(Math.floor(at.getTime() / 1000))
  return fetch(endpoint.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      [timestampHeader]: timestamp,
      [signatureHeader]: signMessage(endpoint.secrets.secret ?? '', timestamp, body),
    },
    body,
  })
}

/** Returns when no event of the company waits. */
export async function inboxEmpty({ db, company }: TestServer): Promise<void> {
  for (;;) {
    const [row] = await db.query<{ waiting: number }>(
      sql`select count(*) as waiting from raw_events where workspace_id = ${company.id} and state = 'waiting'`,
    )
    if (row?.waiting === 0) return
    await new Promise((resume) => setTimeout(resume, 10))
  }
}

export interface Recorded {
  readonly [field: string]: unknown
  readonly legs: readonly Readonly<Record<string, unknown>>[]
}

/** What the record says of interactions whose identity begins with `prefix`, in words that do not change from run to run. */
export async function recordOf(
  { db, company }: Pick<TestServer, 'db' | 'company'>,
  prefix: string,
): Promise<Recorded[]> {
  const rows = await db.query<Record<string, unknown> & { id: string }>(sql`
    select i.id, i.provider, i.kind, i.direction, i.state, i.outcome, i.started_at as "startedAt", i.answered_at as "answeredAt",
      i.ended_at as "endedAt", i.wait_seconds as "waitSeconds", i.talk_seconds as "talkSeconds", i.duration_seconds as "durationSeconds",
      i.party_number as "partyNumber", i.our_address as "ourAddress", i.line, e.name as employee, i.recording_url as "recordingUrl",
      i.subject, i.is_test as "isTest"
    from interactions i left join employees e on e.workspace_id = ${company.id} and e.id = i.employee_id
    where i.workspace_id = ${company.id} and starts_with(i.external_id, ${prefix}) order by i.external_id`)
  const legs = await db.query<Record<string, unknown> & { interactionId: string }>(sql`
    select l.interaction_id as "interactionId", l.key, l.role, l.line, l.outcome, l.talk_seconds as "talkSeconds", l.reason,
      l.started_at as "startedAt", l.answered_at as "answeredAt", l.ended_at as "endedAt"
    from interaction_legs l
    where l.workspace_id = ${company.id} and l.interaction_id = any(${rows.map((row) => row.id)}::uuid[]) order by l.key`)
  return rows.map(({ id, ...row }) => ({
    ...row,
    legs: legs.filter((leg) => leg.interactionId === id).map(({ interactionId: _, ...leg }) => leg),
  }))
}

/** Counts raw events by state. */
export async function statesOf({ db, company }: TestServer, endpoint: TestEndpoint): Promise<Record<string, number>> {
  const rows = await db.query<{ state: string; count: number }>(sql`
    select state, count(*) from raw_events where workspace_id = ${company.id} and endpoint_id = ${endpoint.id} group by state`)
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
}
