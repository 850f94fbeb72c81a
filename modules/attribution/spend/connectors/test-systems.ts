/**
 * The three systems as their documentation and public clients describe them, over real HTTP. COMPOSED: paths, headers, field names, value
 * forms and error bodies are documented ones; accounts and figures are made up.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Heard {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

type Answerer = (heard: Heard) => { status?: number; headers?: Record<string, string>; body: string }

/** A server that answers as `answer` says (which may be replaced) and remembers what it heard. */
export async function fakeSystem(answer: Answerer) {
  const heard: Heard[] = []
  const state = { answer }
  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    let body = ''
    for await (const piece of request) body += String(piece)
    const one = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body }
    heard.push(one)
    const { status = 200, headers = {}, body: text } = state.answer(one)
    response.writeHead(status, headers).end(text)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    answer: (other: Answerer) => {
      state.answer = other
    },
    close: () => new Promise((closed) => server.close(closed)),
  }
}

export interface DirectParams {
  readonly ReportType: string
  readonly ReportName: string
  readonly FieldNames: readonly string[]
  readonly IncludeVAT: string
  readonly SelectionCriteria: { readonly DateFrom: string; readonly DateTo: string }
}

export const directParams = ({ body }: Heard): DirectParams => (JSON.parse(body) as { params: DirectParams }).params

/** Reports v5: offline at first (201, then 202 with `retryIn`), then TSV with the number of rows below. */
export function directReports(rows: Readonly<Record<string, readonly (readonly string[])[]>>): Answerer {
  const asked = new Map<string, number>()
  return (heard) => {
    const { ReportType, ReportName, FieldNames } = directParams(heard)
    const times = (asked.get(ReportName) ?? 0) + 1
    asked.set(ReportName, times)
    if (times < 3)
      return { status: times === 1 ? 201 : 202, headers: { retryIn: '5', Units: '10/10000/9990' }, body: '' }
    const lines = rows[ReportType] ?? []
    return {
      body: `${[FieldNames, ...lines].map((cells) => `${cells.join('\t')}\n`).join('')}Total rows: ${lines.length}\n`,
    }
  }
}

export const directError = (code: number, status: number) => ({
  status,
  body: JSON.stringify({
    error: {
      request_id: '8695244274068608439',
      error_code: code,
      error_string: 'Ошибка авторизации',
      error_detail: 'Недействительный OAuth-токен',
    },
  }),
})

/** VK: a token, campaigns by pages, statistics by day with totals. */
export function vkApi(
  plans: readonly { id: number; name: string; days: Readonly<Record<string, string>> }[],
): Answerer {
  return ({ method, path }) => {
    const url = new URL(path, 'http://vk')
    if (url.pathname === '/api/v2/oauth2/token.json' && method === 'POST') {
      return {
        body: '{"access_token":"vk-access","token_type":"Bearer","expires_in":86400,"refresh_token":"r","tokens_left":3}',
      }
    }
    if (url.pathname === '/api/v2/ad_plans.json') {
      const offset = Number(url.searchParams.get('offset'))
      const limit = Number(url.searchParams.get('limit'))
      const items = plans.slice(offset, offset + limit).map(({ id, name }) => ({ id, name }))
      return { body: JSON.stringify({ count: plans.length, offset, items }) }
    }
    const ids = (url.searchParams.get('id') ?? '').split(',')
    const items = plans
      .filter(({ id }) => ids.includes(String(id)))
      .map(({ id, days }) => ({
        id,
        rows: Object.entries(days).map(([date, spent]) => ({
          date,
          base: { shows: 33_864, clicks: 96, goals: 4, spent, cpc: '26.62', ctr: 0.28 },
        })),
        total: {
          base: {
            shows: 1,
            clicks: 1,
            spent: (Object.values(days).reduce((sum, one) => sum + Math.round(Number(one) * 100), 0) / 100).toFixed(2),
          },
        },
      }))
    return { body: JSON.stringify({ items, total: { base: { spent: '0' } } }) }
  }
}
