/** A company whose spend is asked for over HTTP, and its contacts. */
import { type TestServer, testServer } from '../../../platform/testing/index.ts'
import type { OriginObservation } from '../../interactions/index.ts'
import type { SourcesReport } from '../contract.ts'
import type { AdCampaignMatch } from './campaigns/contract.ts'
import type { SpendEntry, SpendImport, SpendPreview } from './contract.ts'

/** Opens it; `now` is the company's clock. Each `found` begins with a company of its own. */
export async function spendHouse(now: string) {
  const server = await testServer({ now: () => new Date(now) })
  let made: Awaited<ReturnType<TestServer['addCompany']>>
  let numbered = 0

  const call = (method: string, path: string, body?: unknown) =>
    fetch(`${server.url}/api/v1/workspaces/${made.company.slug}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${made.keys.marketing}`,
        'accept-language': 'ru',
        ...(body instanceof FormData ? {} : { 'content-type': 'application/json' }),
      },
      body: body instanceof FormData ? body : body === undefined ? null : JSON.stringify(body),
    })
  async function answer<Body>(method: string, path: string, body?: unknown): Promise<Body> {
    const response = await call(method, path, body)
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return response.json() as Promise<Body>
  }
  const form = (content: string | Uint8Array<ArrayBuffer>, extra: Record<string, string> = {}, name = 'export.csv') => {
    const data = new FormData()
    data.set('file', new File([content], name))
    for (const [field, value] of Object.entries(extra)) data.set(field, value)
    return data
  }
  const year = 'from=2026-01-01&to=2026-12-31'

  return {
    server,
    call,
    answer,
    form,
    async found() {
      made = await server.addCompany()
    },
    company: () => made.company,
    keys: () => made.keys,
    preview: (content: string | Uint8Array<ArrayBuffer>, extra?: Record<string, string>) =>
      answer<SpendPreview>('POST', '/spend/preview', form(content, extra)),
    bring: (content: string | Uint8Array<ArrayBuffer>, extra?: Record<string, string>) =>
      answer<SpendImport>('POST', '/spend/import', form(content, extra)),
    refuse: async (content: string | Uint8Array<ArrayBuffer>, extra?: Record<string, string>) => {
      const response = await call('POST', '/spend/import', form(content, extra))
      return { status: response.status, ...((await response.json()) as { data: { code: string }; message: string }) }
    },
    /** Amounts in minor units by the path of their origin. */
    amounts: async () => {
      const { rows } = await answer<{ rows: { origin: string[]; amount: number }[] }>('GET', `/spend/summary?${year}`)
      return Object.fromEntries(rows.map(({ origin, amount }) => [origin.join(' › '), amount]))
    },
    total: async () => (await answer<{ total: number }>('GET', `/spend/summary?${year}`)).total,
    days: async () => {
      const { days } = await answer<{ days: { day: string; amount: number }[] }>('GET', `/spend/summary?${year}`)
      return Object.fromEntries(days.map(({ day, amount }) => [day, amount]))
    },
    entries: async () => (await answer<{ entries: SpendEntry[] }>('GET', `/spend?${year}&limit=500`)).entries,
    campaigns: () => answer<AdCampaignMatch[]>('GET', `/spend/campaigns?${year}`),
    report: (level: string, query = '') =>
      answer<SourcesReport>('GET', `/reports/sources?${year}&level=${level}${query}`),
    /** Leads of clients that came from there. */
    leads: (count: number, origin: OriginObservation, day = '2026-03-01') =>
      server.db.transaction((tx) =>
        server.app.recorder.record(tx, {
          workspace: made.company,
          now: new Date(now),
          observations: Array.from({ length: count }, () => {
            const at = new Date(`${day}T09:00:00Z`)
            const phone = `+7916${String(1_000_000 + ++numbered)}`
            return {
              ...{ provider: 'generic', externalId: String(numbered), kind: 'call', at, startedAt: at, finished: true },
              ...{ direction: 'inbound', outcome: 'answered', classKey: 'lead', party: { phone }, origin },
            } as const
          }),
        }),
      ),
  }
}
