/** An account of amoCRM over real HTTP, answering as its documents show: pages, 204, limits, tokens, unsorted leads. */
import http from 'node:http'
import type { AddressInfo } from 'node:net'

interface Lead {
  id: number
  name: string
  price: number
  status_id: number
  pipeline_id: number
  responsible_user_id: number
  created_at: number
  updated_at: number
  closed_at: number | null
  loss_reason: string | null
  contact: number | null
  goods: { id: number; quantity: number }[]
  fields: { field_id?: number; field_code?: string; value: string }[]
}

export interface FakeAmo {
  readonly url: string
  readonly leads: Map<number, Lead>
  readonly unsorted: { uid: string; lead: number; form: string; body: Record<string, unknown>; createdAt: number }[]
  readonly notes: string[]
  readonly asked: string[]
  /** Largest number of requests within one second. */
  readonly rate: () => number
  /** Access tokens that are good, and the refresh token that may be used next. */
  readonly tokens: { access: Set<string>; refresh: string; exchanged: number }
  readonly habits: {
    /** Most leads on a page. */
    perPage: number
    /** The account has the filter API. */
    filters: boolean
    /** Statuses to answer next, whatever is asked. */
    refuse: { status: number; headers?: Record<string, string> }[]
    /** Makes the lead and breaks the connection before it says so. */
    dieAfterCreate: boolean
    /** The account has no tracking fields. */
    noTracking: boolean
  }
  add(lead: Partial<Lead> & { id: number }): Lead
  move(id: number, status: number, at: number): void
  close(): Promise<void>
}

const contacts = [
  {
    id: 501,
    name: 'Анна',
    custom_fields_values: [
      {
        field_id: 54667,
        field_name: 'Телефон',
        field_code: 'PHONE',
        values: [{ value: '8 (916) 000-11-22', enum_id: 1, enum_code: 'WORK' }],
      },
      {
        field_id: 54669,
        field_name: 'Email',
        field_code: 'EMAIL',
        values: [{ value: 'Anna@Example.ru', enum_id: 2, enum_code: 'WORK' }],
      },
    ],
  },
]

const pipelines = {
  _embedded: {
    pipelines: [
      {
        ...{ id: 1300, name: 'Продажи', sort: 1, is_main: true, is_archive: false },
        _embedded: {
          statuses: [
            { id: 21, name: 'Первичный контакт', sort: 10, pipeline_id: 1300, type: 0 },
            { id: 22, name: 'Договор', sort: 20, pipeline_id: 1300, type: 0 },
            { id: 142, name: 'Успешно реализовано', sort: 10000, pipeline_id: 1300, type: 0 },
            { id: 143, name: 'Закрыто и не реализовано', sort: 11000, pipeline_id: 1300, type: 0 },
          ],
        },
      },
    ],
  },
}

const users = [
  { id: 504141, name: 'Какая-то другая подпись', email: 'manager@works.test' },
  { id: 504142, name: 'manager 201', email: 'unknown@elsewhere.test' },
  { id: 504143, name: 'Никто из нас', email: null },
]

export async function fakeAmo(): Promise<FakeAmo> {
  const leads = new Map<number, Lead>()
  const events: { id: string; lead: number; before: number; after: number; at: number }[] = []
  const unsorted: FakeAmo['unsorted'] = []
  const notes: string[] = []
  const asked: string[] = []
  const times: number[] = []
  const tokens = { access: new Set(['long-lived']), refresh: 'refresh-0', exchanged: 0 }
  const habits: FakeAmo['habits'] = {
    perPage: 250,
    filters: true,
    refuse: [],
    dieAfterCreate: false,
    noTracking: false,
  }
  let nextId = 9_000

  const add: FakeAmo['add'] = (lead) => {
    const made: Lead = {
      ...{ name: `Сделка ${lead.id}`, price: 0, status_id: 21, pipeline_id: 1300, responsible_user_id: 504141 },
      ...{ created_at: 1_772_000_000, updated_at: 1_772_000_000, closed_at: null, loss_reason: null, contact: null },
      ...{ goods: [], fields: [] },
      ...lead,
    }
    leads.set(made.id, made)
    return made
  }
  const shown = (lead: Lead) => ({
    ...{ id: lead.id, name: lead.name, price: lead.price, responsible_user_id: lead.responsible_user_id, group_id: 0 },
    ...{ status_id: lead.status_id, pipeline_id: lead.pipeline_id, loss_reason_id: lead.loss_reason ? 4203748 : null },
    ...{
      source_id: null,
      created_by: 504141,
      updated_by: 504141,
      created_at: lead.created_at,
      updated_at: lead.updated_at,
    },
    ...{ closed_at: lead.closed_at, closest_task_at: null, is_deleted: false, score: null, account_id: 28805383 },
    custom_fields_values:
      lead.fields.length > 0
        ? lead.fields.map(({ value, ...field }) => ({
            ...field,
            field_name: field.field_code ?? 'Своё',
            values: [{ value }],
          }))
        : null,
    _embedded: {
      tags: [],
      companies: [],
      contacts: lead.contact ? [{ id: lead.contact, is_main: true }] : [],
      catalog_elements: lead.goods.map(({ id, quantity }) => ({ id, metadata: { quantity, catalog_id: 4521 } })),
      loss_reason: lead.loss_reason ? [{ id: 4203748, name: lead.loss_reason, sort: 100000 }] : [],
    },
  })

  const answer = (url: URL, method: string, body: unknown): { status: number; body?: unknown; die?: boolean } => {
    const { pathname: path, searchParams: query } = url
    const page = Number(query.get('page') ?? 1)
    const paged = (name: string, items: unknown[], size: number) => {
      const part = items.slice((page - 1) * size, page * size)
      if (part.length === 0) return { status: 204 }
      const next = items.length > page * size ? { next: { href: `https://elsewhere.invalid/?page=${page + 1}` } } : {}
      return {
        status: 200,
        body: { _page: page, _links: { self: { href: url.href }, ...next }, _embedded: { [name]: part } },
      }
    }
    const idsOf = () => [...query].flatMap(([name, value]) => (name.startsWith('filter[id]') ? [Number(value)] : []))
    if (path === '/api/v4/account')
      return { status: 200, body: { id: 28805383, subdomain: 'example', currency: 'RUB' } }
    if (path === '/api/v4/leads/pipelines') return { status: 200, body: pipelines }
    if (path === '/api/v4/users') return paged('users', users, 2)
    const one = /^\/api\/v4\/(leads|contacts)\/(\d+)$/.exec(path)
    if (one) {
      const lead = one[1] === 'leads' ? leads.get(Number(one[2])) : undefined
      const body = lead ? shown(lead) : contacts.find(({ id }) => one[1] === 'contacts' && id === Number(one[2]))
      return body ? { status: 200, body } : { status: 204 }
    }
    if (path === '/api/v4/contacts') {
      const ids = idsOf()
      return paged(
        'contacts',
        contacts.filter(({ id }) => habits.filters && ids.includes(id)),
        250,
      )
    }
    if (path.startsWith('/api/v4/catalogs/4521/elements/')) {
      const id = Number(path.split('/').at(-1))
      if (id === 404) return { status: 404, body: { title: 'Not Found', status: 404 } }
      const price = { field_id: 7, field_code: 'PRICE', values: [{ value: '1500.5' }] }
      return { status: 200, body: { id, name: 'Окно 2×1', custom_fields_values: [price] } }
    }
    if (path === '/api/v4/events') {
      const from = Number(query.get('filter[created_at][from]') ?? 0)
      const log = events
        .filter(({ at }) => !habits.filters || at >= from)
        .sort((a, b) => b.at - a.at)
        .map(({ id, lead, before, after, at }) => ({
          ...{ id, type: 'lead_status_changed', entity_id: lead, entity_type: 'lead', created_by: 7, created_at: at },
          value_before: [{ lead_status: { id: before, pipeline_id: 1300 } }],
          value_after: [{ lead_status: { id: after, pipeline_id: 1300 } }],
        }))
      return paged('events', log, Number(query.get('limit')))
    }
    if (path === '/api/v4/leads' && method === 'GET') {
      const ids = idsOf()
      const from = Number(query.get('filter[updated_at][from]') ?? 0)
      const text = query.get('query')
      const down = query.get('order[updated_at]') === 'desc'
      const found = [...leads.values()]
        .filter((lead) => ids.length === 0 || !habits.filters || ids.includes(lead.id))
        .filter((lead) => !habits.filters || lead.updated_at >= from)
        .filter((lead) => !text || lead.name.includes(text))
        .sort((a, b) => (down ? b.updated_at - a.updated_at : a.updated_at - b.updated_at))
      return paged('leads', found.map(shown), Math.min(habits.perPage, Number(query.get('limit') ?? 50)))
    }
    if (path === '/api/v4/leads/unsorted' && method === 'GET') {
      const list = [...unsorted].reverse().map(({ uid, lead, form, createdAt }) => ({
        ...{ uid, category: 'forms', created_at: createdAt, metadata: { form_id: form } },
        _embedded: { leads: [{ id: lead }] },
      }))
      return paged('unsorted', list, 250)
    }
    if (/\/notes$/.test(path)) {
      notes.push(String((body as { params: { text: string } }[])[0]?.params.text))
      return { status: 200, body: {} }
    }
    if (path === '/api/v4/leads/unsorted/forms' || path === '/api/v4/leads/complex') {
      const [told] = body as {
        name?: string
        _embedded: { leads?: { name: string; custom_fields_values?: unknown }[] }
        custom_fields_values?: unknown
        metadata?: { form_id: string }
        created_at: number
      }[]
      const of = told?._embedded.leads?.[0] ?? told
      if (habits.noTracking && of?.custom_fields_values) {
        const errors = [
          {
            code: 'NotSupportedChoice',
            path: 'custom_fields_values.0.field_code',
            detail: 'The value you selected is not a valid choice.',
          },
        ]
        return {
          status: 400,
          body: {
            'validation-errors': [{ request_id: '0', errors }],
            title: 'Bad Request',
            status: 400,
            detail: 'Request validation failed',
          },
        }
      }
      const id = nextId++
      if (path.endsWith('complex')) {
        add({ id, name: of?.name ?? '' })
        return {
          status: 200,
          body: [{ id, contact_id: 1, company_id: null, request_id: ['1'], merged: false }],
          die: habits.dieAfterCreate,
        }
      }
      const uid = `uid-${id}`
      unsorted.push({
        uid,
        lead: id,
        form: told?.metadata?.form_id ?? '',
        body: told as never,
        createdAt: told?.created_at ?? 0,
      })
      return {
        status: 200,
        body: {
          total_items: 1,
          _embedded: { unsorted: [{ uid, account_id: 1, _embedded: { contacts: [{ id: 1 }], leads: [{ id }] } }] },
        },
        die: habits.dieAfterCreate,
      }
    }
    return { status: 404, body: { title: 'Not Found', status: 404 } }
  }

  const server = http.createServer((request, response) => {
    let text = ''
    request.on('data', (chunk) => {
      text += chunk
    })
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://fake')
      const now = performance.now()
      times.push(now)
      asked.push(`${request.method} ${decodeURIComponent(url.pathname + url.search)}`)
      const send = (status: number, body?: unknown, headers: Record<string, string> = {}) =>
        response
          .writeHead(status, { 'content-type': 'application/json', ...headers })
          .end(body === undefined ? undefined : JSON.stringify(body))
      const refused = habits.refuse.shift()
      if (refused) return send(refused.status, { title: 'Too many requests', status: refused.status }, refused.headers)
      if (times.filter((time) => time > now - 1_000).length > 7)
        return send(429, { title: 'Too many requests', status: 429 })
      const body: unknown = text ? JSON.parse(text) : null
      if (url.pathname === '/oauth2/access_token') {
        const { refresh_token } = body as { refresh_token: string }
        if (refresh_token !== tokens.refresh)
          return send(400, { hint: 'Token has been revoked', title: 'Некорректный запрос', status: 400 })
        tokens.exchanged += 1
        const access = `access-${tokens.exchanged}`
        tokens.access = new Set([access])
        tokens.refresh = `refresh-${tokens.exchanged}`
        return send(200, {
          token_type: 'Bearer',
          expires_in: 86400,
          access_token: access,
          refresh_token: tokens.refresh,
        })
      }
      const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
      if (!tokens.access.has(bearer)) return send(401, { title: 'Unauthorized', status: 401, detail: 'Token expired' })
      const told = answer(url, request.method ?? 'GET', body)
      if (told.die) return request.socket.destroy()
      send(told.status, told.body)
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ leads, unsorted, notes, asked, tokens, habits, add },
    rate: () =>
      Math.max(0, ...times.map((time) => times.filter((other) => other >= time && other < time + 1_000).length)),
    move(id, status, at) {
      const lead = leads.get(id)
      if (!lead) throw new Error(`no lead ${id}`)
      events.push({ id: `event-${events.length}`, lead: id, before: lead.status_id, after: status, at })
      Object.assign(lead, { status_id: status, updated_at: at, closed_at: status >= 142 ? at : null })
    },
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections()
        server.close(() => closed())
      }),
  }
}
