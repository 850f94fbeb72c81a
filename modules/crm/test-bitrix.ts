/** A portal of Bitrix24 over real HTTP, answering as its documents show: lists by id, batches with errors inside HTTP 200, limits. */
import http from 'node:http'
import type { AddressInfo } from 'node:net'

type Row = Record<string, unknown>

export interface FakeBitrix {
  /** The inbound webhook's address, with its code. */
  readonly webhook: string
  readonly origin: string
  readonly deals: Map<number, Row>
  readonly made: { method: string; fields: Row; id: number }[]
  readonly asked: string[]
  readonly habits: {
    /** Products of these deals can't be read. */
    brokenGoods: Set<string>
    /** Errors to answer next. */
    refuse: { status: number; error: string }[]
    dieAfterCreate: boolean
    noUsers: boolean
  }
  add(id: number, deal?: Row): void
  history(id: number, stage: string, at: string): void
  close(): Promise<void>
}

const statuses = [
  ['DEAL_STAGE', 'NEW', 'Новая', null],
  ['DEAL_STAGE', 'PREPARATION', 'Подготовка документов', null],
  ['DEAL_STAGE', 'WON', 'Сделка успешна', 'S'],
  ['DEAL_STAGE', 'LOSE', 'Сделка провалена', 'F'],
  ['DEAL_STAGE_7', 'C7:NEW', 'Замер', null],
  ['DEAL_STAGE_7', 'C7:WON', 'Оплачено', 'S'],
  ['SOURCE', 'CALL', 'Звонок', null],
].map(([ENTITY_ID, STATUS_ID, NAME, SEMANTICS], place) => {
  const CATEGORY_ID = ENTITY_ID === 'DEAL_STAGE_7' ? '7' : null
  return {
    ID: String(101 + place),
    ENTITY_ID,
    STATUS_ID,
    NAME,
    SORT: String(10 * place),
    SYSTEM: 'Y',
    CATEGORY_ID,
    SEMANTICS,
  }
})

const contacts = [
  {
    ID: '84',
    PHONE: [{ ID: '1', VALUE_TYPE: 'WORK', VALUE: '8 903 111-22-33', TYPE_ID: 'PHONE' }],
    EMAIL: [{ VALUE: 'b@example.ru' }],
  },
]
const companies = [{ ID: '9', PHONE: [{ VALUE: '+7 495 123-45-67' }] }]

const time = {
  start: 1725020945.541275,
  date_start: '2026-02-25T09:00:00+03:00',
  date_finish: '2026-02-25T09:00:00+03:00',
  operating: 0,
}

export async function fakeBitrix(): Promise<FakeBitrix> {
  const deals = new Map<number, Row>()
  const history: Row[] = []
  const made: FakeBitrix['made'] = []
  const asked: string[] = []
  const habits: FakeBitrix['habits'] = { brokenGoods: new Set(), refuse: [], dieAfterCreate: false, noUsers: false }
  let nextId = 3_465

  const answer = (method: string, params: Row): { result?: unknown; next?: number; error?: string; die?: boolean } => {
    const filter = (params.filter ?? {}) as Row
    const ids = filter['@ID'] as (string | number)[] | undefined
    const among = (rows: Row[]) => rows.filter(({ ID }) => !ids || ids.map(String).includes(String(ID)))
    switch (method) {
      case 'crm.category.list':
        return {
          result: {
            categories: [
              { id: 0, name: 'Общая', isDefault: 'Y' },
              { id: 7, name: 'Монтаж', isDefault: 'N' },
            ],
          },
        }
      case 'crm.status.list': {
        const start = Number(params.start ?? 0)
        return { result: statuses.slice(start, start + 5), ...(start + 5 < statuses.length && { next: start + 5 }) }
      }
      case 'crm.currency.list':
        return {
          result: [
            { CURRENCY: 'RUB', BASE: 'Y' },
            { CURRENCY: 'EUR', BASE: 'N' },
          ],
        }
      case 'user.get':
        if (habits.noUsers) return { error: 'insufficient_scope' }
        return { result: [{ ID: '1', NAME: 'manager', LAST_NAME: '101', EMAIL: 'm@portal.test' }] }
      case 'crm.contact.list':
        return { result: among(contacts) }
      case 'crm.company.list':
        return { result: among(companies) }
      case 'crm.deal.list': {
        if (filter['=ORIGIN_ID'])
          return {
            result: made
              .filter((one) => one.method === 'crm.deal.add' && one.fields.ORIGIN_ID === filter['=ORIGIN_ID'])
              .map(({ id }) => ({ ID: String(id) })),
          }
        const from = new Date(String(filter['>=DATE_MODIFY'] ?? 0)).getTime()
        const found = among([...deals.values()])
          .filter(
            (deal) =>
              new Date(String(deal.DATE_MODIFY)).getTime() >= from && Number(deal.ID) > Number(filter['>ID'] ?? 0),
          )
          .sort((a, b) => Number(a.ID) - Number(b.ID))
        return { result: found.slice(0, 50) }
      }
      case 'crm.lead.list':
        return {
          result: made
            .filter(
              (one) =>
                one.method === 'crm.lead.add' &&
                one.fields.ORIGIN_ID === filter['=ORIGIN_ID'] &&
                one.fields.ORIGINATOR_ID === filter['=ORIGINATOR_ID'],
            )
            .map(({ id }) => ({ ID: String(id) })),
        }
      case 'crm.stagehistory.list':
        return { result: { items: history.filter(({ ID }) => Number(ID) > Number(filter['>ID'] ?? 0)).slice(0, 50) } }
      case 'crm.duplicate.findbycomm':
        return { result: [] }
      case 'crm.lead.add':
      case 'crm.deal.add':
      case 'crm.contact.add': {
        const id = nextId++
        made.push({ method, id, fields: params.fields as Row })
        return { result: id, die: habits.dieAfterCreate && method !== 'crm.contact.add' }
      }
      case 'batch': {
        const results: Row = {}
        const errors: Row = {}
        for (const [name, command] of Object.entries(params.cmd as Record<string, string>)) {
          const id = new URLSearchParams(command.split('?')[1]).get('id') ?? ''
          if (habits.brokenGoods.has(id)) errors[name] = { error: 'ERROR_CORE', error_description: 'Access denied.' }
          else
            results[name] = [
              {
                ID: '5',
                OWNER_ID: id,
                PRODUCT_ID: 450,
                PRODUCT_NAME: 'Окно',
                PRICE: 899.1,
                PRICE_ACCOUNT: '899.10',
                QUANTITY: 2,
              },
            ]
        }
        const orList = (value: Row) => (Object.keys(value).length > 0 ? value : [])
        return {
          result: {
            result: orList(results),
            result_error: orList(errors),
            result_total: [],
            result_next: [],
            result_time: [],
          },
        }
      }
      default:
        return { error: 'ERROR_METHOD_NOT_FOUND' }
    }
  }

  const server = http.createServer((request, response) => {
    let text = ''
    request.on('data', (chunk) => {
      text += chunk
    })
    request.on('end', () => {
      const method = /^\/rest\/1\/secretcode\/(.+)\.json$/.exec(request.url ?? '')?.[1]
      const send = (status: number, body: unknown) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
      if (!method) return send(401, { error: 'INVALID_CREDENTIALS', error_description: 'Invalid request credentials' })
      asked.push(`${method} ${text}`)
      const refused = habits.refuse.shift()
      if (refused) return send(refused.status, { error: refused.error, error_description: 'Too many requests' })
      const told = answer(method, text ? JSON.parse(text) : {})
      if (told.die) return request.socket.destroy()
      if (told.error)
        return send(told.error === 'insufficient_scope' ? 403 : 400, {
          error: told.error,
          error_description: told.error,
        })
      send(200, { result: told.result, ...(told.next !== undefined && { next: told.next }), total: 1, time })
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    webhook: `${origin}/rest/1/secretcode/`,
    ...{ origin, deals, made, asked, habits },
    add(id, deal = {}) {
      deals.set(id, {
        ...{
          ID: String(id),
          TITLE: `Сделка ${id}`,
          STAGE_ID: 'NEW',
          CATEGORY_ID: '0',
          STAGE_SEMANTIC_ID: 'P',
          CURRENCY_ID: 'RUB',
        },
        ...{ OPPORTUNITY: '0.00', CONTACT_ID: null, COMPANY_ID: '0', LEAD_ID: null, ASSIGNED_BY_ID: '1', CLOSED: 'N' },
        ...{
          DATE_CREATE: '2026-02-20T14:29:00+03:00',
          DATE_MODIFY: '2026-02-20T14:29:00+03:00',
          CLOSEDATE: '2026-03-09T02:00:00+03:00',
        },
        ...{
          ORIGINATOR_ID: null,
          ORIGIN_ID: null,
          UTM_SOURCE: null,
          UTM_MEDIUM: null,
          UTM_CAMPAIGN: null,
          UTM_CONTENT: null,
          UTM_TERM: null,
        },
        ...deal,
      })
    },
    history(id, stage, at) {
      const ID = history.length + 35
      history.push({
        ID,
        TYPE_ID: 1,
        OWNER_ID: id,
        CREATED_TIME: at,
        CATEGORY_ID: 0,
        STAGE_SEMANTIC_ID: 'P',
        STAGE_ID: stage,
      })
    },
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections()
        server.close(() => closed())
      }),
  }
}
