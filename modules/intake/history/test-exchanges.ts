/** The histories of five exchanges behind one real HTTP server, in the forms that their descriptions show. */
import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

type Row = Readonly<Record<string, unknown>>

export interface TestExchanges {
  readonly base: string
  /** What each history tells, whatever the period. */
  readonly rows: { mango: Row[]; zadarma: Row[]; uis: Row[]; megafon: Row[]; beeline: Row[] }
  /** Questions, oldest first: path and what was asked. */
  readonly asked: { readonly path: string; readonly said: Readonly<Record<string, string>> }[]
  /** Answered instead of everything else, while it is set. */
  refusing: { readonly status: number; readonly body: string } | null
  close(): Promise<void>
}

export const keys = {
  mango: { apiKey: 'qwerty123', salt: 'asdfgh456' },
  zadarma: { key: 'aaf13abc', secret: 'a1b2c3d4e5f6' },
  uis: { token: 'uis-token-1' },
  megafon: { token: 'vats-key-1' },
  beeline: { token: 'mpbx-token-1' },
} as const

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

/** By the provider's description, on its own. */
function mangoSigned(form: URLSearchParams): boolean {
  const { apiKey, salt } = keys.mango
  const sign = createHash('sha256').update(apiKey + form.get('json') + salt)
  return form.get('vpbx_api_key') === apiKey && form.get('sign') === sign.digest('hex')
}

function zadarmaSigned(url: URL, header: string | undefined): boolean {
  const query = url.search.slice(1)
  const md5 = createHash('md5').update(query).digest('hex')
  const hex = createHmac('sha1', keys.zadarma.secret).update(`${url.pathname}${query}${md5}`).digest('hex')
  return header === `${keys.zadarma.key}:${Buffer.from(hex).toString('base64')}`
}

export async function testExchanges(): Promise<TestExchanges> {
  const rows: TestExchanges['rows'] = { mango: [], zadarma: [], uis: [], megafon: [], beeline: [] }
  const asked: TestExchanges['asked'] = []
  const state = { refusing: null as TestExchanges['refusing'], ordered: 0, page: [] as Row[] }
  const users = [
    { general: { user_id: 300043164, name: 'Анна' }, telephony: { extension: '201' } },
    { general: { user_id: 300043165, name: 'Борис' }, telephony: { extension: '' } },
  ]

  const answerMango = (path: string, form: URLSearchParams): [number, unknown] => {
    if (!mangoSigned(form)) return [401, { name: 'Unauthorized' }]
    const said = JSON.parse(form.get('json') ?? '{}') as Record<string, string>
    asked.push({ path, said })
    if (path.endsWith('/users/request')) return [200, { result: 1000, users }]
    if (path.endsWith('/calls/request')) {
      state.ordered += 1
      state.page = rows.mango.slice(Number(said.offset), Number(said.offset) + Number(said.limit))
      return [200, { key: `key-${state.ordered}` }]
    }
    // Asked for the first time it is still at work.
    const ready = asked.filter((one) => one.path === path && one.said.key === said.key).length > 1
    return [200, { result: 1000, status: ready ? 'complete' : 'work', data: ready ? [{ list: state.page }] : [] }]
  }
  const answerUis = (body: string): [number, unknown] => {
    const { id, method, params } = JSON.parse(body) as { id: number; method: string; params: Record<string, string> }
    asked.push({ path: method, said: params })
    if (params.access_token !== keys.uis.token) {
      const error = { code: -32001, message: 'Access token is invalid', data: { mnemonic: 'access_token_invalid' } }
      return [200, { jsonrpc: '2.0', id, error }]
    }
    const data = rows.uis.slice(Number(params.offset), Number(params.offset) + Number(params.limit))
    return [200, { jsonrpc: '2.0', id, result: { data, metadata: { total_items: rows.uis.length } } }]
  }
  const answerGet = (url: URL, request: IncomingMessage): [number, unknown] => {
    const said = Object.fromEntries(url.searchParams)
    asked.push({ path: url.pathname, said })
    if (url.pathname === '/v1/statistics/pbx/') {
      if (!zadarmaSigned(url, request.headers.authorization))
        return [401, { status: 'error', message: 'Not authorized' }]
      const stats = rows.zadarma.slice(Number(said.skip), Number(said.skip) + Number(said.limit))
      return [200, { status: 'success', start: said.start, end: said.end, version: 2, stats }]
    }
    if (url.pathname === '/records') {
      if (request.headers['x-mpbx-api-auth-token'] !== keys.beeline.token) return [401, { errorCode: 'Unauthorized' }]
      const after = rows.beeline.findIndex(({ id }) => id === said.id) + 1
      return [200, rows.beeline.slice(after, after + 100)]
    }
    if (request.headers['x-api-key'] !== keys.megafon.token) return [401, { error: 'Invalid token' }]
    if (url.pathname === '/crmapi/v1/history/json') return [200, rows.megafon]
    if (url.pathname !== '/crmapi/v1/users') return [404, {}]
    const [first, second] = [
      { login: 'ivanova', name: 'Анна', ext: '101' },
      { login: 'petrov', name: 'Пётр', ext: '201' },
    ]
    return [200, said.start ? { items: [second], info: { start: 1 } } : { items: [first], info: { start: 0, next: 1 } }]
  }
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '', 'http://exchange')
    const body = await bodyOf(request)
    const [status, said] = state.refusing
      ? [state.refusing.status, state.refusing.body]
      : url.pathname.startsWith('/vpbx/')
        ? answerMango(url.pathname, new URLSearchParams(body))
        : url.pathname === '/v2.0'
          ? answerUis(body)
          : answerGet(url, request)
    response.writeHead(status).end(typeof said === 'string' ? said : JSON.stringify(said))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    ...{ rows, asked },
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get refusing() {
      return state.refusing
    },
    set refusing(answer) {
      state.refusing = answer
    },
    close: () => new Promise((closed) => server.close(() => closed())),
  }
}
