/** What tests of visits share: a site made through the API, and packets as the script sends them. */
import { newId } from '../../kernel/ids.ts'
import { sql } from '../../platform/database/database.ts'
import type { TestServer } from '../../platform/testing/index.ts'

export const pageOrigin = 'https://okna.example'
const browser = 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0 Safari/537.36'

export interface TestSite {
  readonly id: string
  readonly key: string
}

/** Adds a site of `okna.example`. */
export async function addSite(server: TestServer, more: object = {}): Promise<TestSite> {
  const response = await server.api('admin')(`/workspaces/${server.company.slug}/sites`, {
    body: { name: 'Окна', domains: ['https://www.okna.example/'], ...more },
  })
  if (!response.ok) throw new Error(await response.text())
  return (await response.json()) as TestSite
}

export interface TestPacket {
  readonly visit: string
  readonly visitor?: string
  readonly now: number
  readonly url: string
  readonly hits: readonly object[]
}

/** A page as the script tells of it. */
export const page = (path: string, { ago = 0, ...more }: { ago?: number; [field: string]: unknown } = {}): object => ({
  id: newId(),
  kind: 'page',
  at: Date.now() - ago,
  url: `${pageOrigin}${path}`,
  ...more,
})

/** A visit of one page. */
export const packet = (more: object = {}): TestPacket => ({
  visit: newId(),
  visitor: newId(),
  now: Date.now(),
  url: `${pageOrigin}/`,
  hits: [page('/')],
  ...more,
})

/** Sends a body to a site's door as a browser would from a page of `origin`. */
export const send = (
  server: TestServer,
  key: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> =>
  fetch(`${server.url}/site/${key}/hits`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain', origin: pageOrigin, 'user-agent': browser, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

export interface RecordedForm {
  readonly id: string
  readonly provider: string
  readonly kind: string
  readonly number: string | null
  readonly address: string | null
  readonly name: string | null
  readonly source: string | null
  readonly campaign: string | null
  readonly visit: string | null
  readonly customer: string | null
}

/** Waits until the record has as many interactions of visits, and returns them in order. */
export async function recorded(server: TestServer, visits: readonly string[], count: number): Promise<RecordedForm[]> {
  for (let tries = 0; ; tries++) {
    const rows = await server.db.query<RecordedForm>(sql`
      select i.id, i.provider, i.kind, i.party_number as number, i.party_address as address, i.party_name as name,
        s.name as source, c.name as campaign, i.visit_id as visit, i.customer_id as customer
      from interactions i
      left join origins s on s.workspace_id = ${server.company.id} and s.id = i.source_id
      left join origins c on c.workspace_id = ${server.company.id} and c.id = i.campaign_id
      where i.workspace_id = ${server.company.id} and i.visit_id = any(${[...visits]}::uuid[])
      order by i.started_at, i.id`)
    if (rows.length >= count || tries > 100) return rows
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
