import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Role } from '../../kernel/access.ts'
import { type TestCompany, type TestServer, testServer } from '../../platform/testing/index.ts'
import type { Deal, DealImport, DealPreview } from './contract.ts'
import { outcomeOf } from './rules.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer({ now: () => new Date('2026-04-02T09:00:00Z') })
})
afterAll(() => server.close())

let company: TestCompany
let keys: TestServer['keys']
beforeEach(async () => {
  ;({ company, keys } = await server.addCompany())
})

const call = (role: Role, method: string, path: string, body?: FormData) =>
  fetch(`${server.url}/api/v1/workspaces/${company.slug}${path}`, {
    method,
    headers: { authorization: `Bearer ${keys[role]}`, 'accept-language': 'ru' },
    body: body ?? null,
  })
async function answer<Body>(response: Promise<Response>): Promise<Body> {
  const settled = await response
  if (!settled.ok) throw new Error(`${settled.status} ${await settled.text()}`)
  return settled.json() as Promise<Body>
}
const form = (content: string, mapping?: object) => {
  const data = new FormData()
  data.set('file', new File([content], 'deals.csv'))
  if (mapping) data.set('mapping', JSON.stringify(mapping))
  return data
}
interface List {
  deals: Deal[]
  count: number
  amount: number
  outcomes: { outcome: string; deals: number; amount: number }[]
  next: string | null
}
const list = (role: Role = 'director', query = '') =>
  answer<List>(call(role, 'GET', `/deals?from=2026-01-01&to=2026-12-31${query}`))
const bring = (content: string) => answer<DealImport>(call('admin', 'POST', '/deals/import', form(content)))

const file = (
  stage: string,
  amount: string,
) => `ID сделки;Название;Телефон;Этап;Бюджет;Ответственный;Дата создания;Дата закрытия;Источник;Кампания
17;Окна Петровым;8 (916) 123-45-67;${stage};${amount};manager 101;05.03.2026;20.03.2026;Яндекс Директ;Окна Москва
18;Балкон;+7 903 000-00-00;Переговоры;;manager 202;06.03.2026;;;
19;Дверь;нет;Отказ клиента;5000;Иванов;07.03.2026;08.03.2026;Авито;
`

describe('deals from a file', () => {
  it('come in once by their external id and are brought up to date by the next file', async () => {
    expect(await bring(file('Договор', '100 000'))).toMatchObject({ created: 3, updated: 0, skipped: 0 })
    expect(await bring(file('Успешно реализовано', '120 000,50 ₽'))).toMatchObject({ created: 0, updated: 3 })
    const { deals, count, amount, outcomes } = await list()
    expect({ count, amount }).toEqual({ count: 3, amount: 12_500_050 })
    expect(deals.find(({ externalId }) => externalId === '17')).toMatchObject({
      name: 'Окна Петровым',
      stage: 'Успешно реализовано',
      outcome: 'won',
      amount: 12_000_050,
      currency: 'RUB',
      responsible: 'manager 101',
      responsibleId: company.people.manager.id,
      origin: ['Яндекс Директ', 'Окна Москва'],
      contact: '+79161234567',
      createdOn: '2026-03-05',
      closedOn: '2026-03-20',
    })
    expect(deals.find(({ externalId }) => externalId === '18')).toMatchObject({
      amount: null,
      outcome: 'open',
      origin: [],
    })
    expect(deals.find(({ externalId }) => externalId === '19')).toMatchObject({ contact: null, outcome: 'lost' })
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['lost', 'open', 'won'])
  })

  it('meet their client by phone, whether the client called before or calls later', async () => {
    await bring(file('Договор', '1'))
    const dealOf = async (id: string) => (await list()).deals.find(({ externalId }) => externalId === id)
    expect((await dealOf('17'))?.customer).toBeNull()
    await server.db.transaction((tx) =>
      server.app.recorder.record(tx, {
        workspace: company,
        now: new Date('2026-04-01T00:00:00Z'),
        observations: ['a', 'b'].map((externalId) => ({
          provider: 'generic',
          externalId,
          kind: 'call',
          direction: 'inbound',
          at: new Date('2026-03-04T09:00:00Z'),
          finished: true,
          party: { phone: '9161234567', name: 'Пётр' },
        })),
      }),
    )
    expect((await dealOf('17'))?.customer).toMatchObject({ name: 'Пётр', interactions: 2 })
    expect((await dealOf('18'))?.customer).toBeNull()
  })

  it('are shown before the import: what is new, what is known, what stages mean, what is wrong', async () => {
    await bring(file('Договор', '1'))
    const more = `${file('Оплачено', '1')}20;Новая;;Отказ;12,345;;01.04.2026;;;\n21;Новая;;Отказ;5 $;;01.04.2026;;;\n;Без номера;;Отказ;;;01.04.2026;;;\n`
    const seen = await answer<DealPreview>(call('admin', 'POST', '/deals/preview', form(more)))
    expect(seen).toMatchObject({ created: 0, updated: 3, missing: [], wrongRows: 3 })
    expect(seen.wrong.map(({ row, field, code }) => [row, field, code])).toEqual([
      [5, 'amount', 'money_too_precise'],
      [6, 'amount', 'money_other_currency'],
      [7, 'externalId', 'missing_value'],
    ])
    expect(seen.stages).toContainEqual({ stage: 'Оплачено', outcome: 'won', deals: 1 })
    expect((await list()).count).toBe(3)
  })

  it('without a column for what is needed ask for it, and take the mapping that is given', async () => {
    const odd = 'Ключ;Где\nA-1;Переговоры\n'
    const refused = await call('admin', 'POST', '/deals/import', form(odd))
    expect(await refused.json()).toMatchObject({ data: { code: 'file_columns_missing' } })
    const other = 'Ключ;Где;Когда\nA-1;Переговоры;2026-03-01\n'
    const mapping = { externalId: 'Ключ', stage: 'Где', createdOn: 'Когда' }
    await answer(call('admin', 'POST', '/deals/import', form(other, mapping)))
    expect((await list()).deals).toMatchObject([{ externalId: 'A-1', stage: 'Переговоры' }])
  })

  it('can be taken back: those that the import made go, those that it only changed stay', async () => {
    await bring(file('Договор', '1').split('\n').slice(0, 2).join('\n'))
    const second = await bring(file('Оплачено', '2'))
    expect(second).toMatchObject({ created: 2, updated: 1 })
    await answer(call('admin', 'POST', `/deals/imports/${second.id}/undo`))
    expect((await list()).deals.map(({ externalId, stage }) => [externalId, stage])).toEqual([['17', 'Оплачено']])
    expect((await call('admin', 'POST', `/deals/imports/${second.id}/undo`)).status).toBe(422)
  })
})

it('amounts with a sign of their own are read beside a column of currencies', async () => {
  const made = await bring(
    'ID;Этап;Бюджет;Валюта;Создана\n1;Оплачено;1 234,50 ₽;руб.;05.03.2026\n2;Оплачено;10;$;05.03.2026\n',
  )
  expect(made).toMatchObject({ created: 1, skipped: 1 })
  expect((await list()).amount).toBe(123_450)
})

it('an import is taken back once, however many ask for it at the same moment', async () => {
  const { id } = await bring(file('Договор', '1'))
  const answers = await Promise.all([1, 2, 3].map(() => call('admin', 'POST', `/deals/imports/${id}/undo`)))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422])
})

it('days that no calendar has are refused', async () => {
  for (const day of ['9999-12-31', '0001-01-01', '2026-02-30']) {
    expect([day, (await call('director', 'GET', `/deals?from=${day}&to=${day}`)).status]).toEqual([day, 422])
  }
})

describe('who sees deals', () => {
  it('marketing sees no names, and phones only masked', async () => {
    await bring(file('Договор', '1'))
    const { deals } = await list('marketing')
    expect(deals).toHaveLength(3)
    for (const deal of deals) {
      expect(deal.name).toBeNull()
      expect(deal.contact ?? '***').toContain('***')
    }
    expect((await list('marketing', '&text=Петров')).count).toBe(0)
    expect((await list('director', '&text=Петров')).count).toBe(1)
  })

  it('a head of sales sees the deals of the own department', async () => {
    await bring(file('Договор', '1'))
    expect((await list('head')).deals.map(({ externalId }) => externalId)).toEqual(['17'])
  })

  it('managers and auditors see none, and only an administrator imports', async () => {
    expect((await call('manager', 'GET', '/deals?from=2026-01-01&to=2026-12-31')).status).toBe(403)
    expect((await call('auditor', 'GET', '/deals/imports')).status).toBe(403)
    expect((await call('director', 'POST', '/deals/import', form('a'))).status).toBe(403)
  })
})

it('the list pages through every deal once', async () => {
  const rows = Array.from(
    { length: 23 },
    (_, i) => `${i};${i % 2 ? 'Отказ' : 'Продано'};${String(1 + (i % 9))}.03.2026;10`,
  )
  await bring(`id;stage;created;amount\n${rows.join('\n')}\n`)
  const seen: string[] = []
  let next: string | null = null
  do {
    const page: List = await list('director', `&limit=5${next ? `&after=${encodeURIComponent(next)}` : ''}`)
    expect(page).toMatchObject({ count: 23, amount: 23_000 })
    seen.push(...page.deals.map(({ externalId }) => externalId))
    next = page.next
  } while (next)
  expect(new Set(seen).size).toBe(23)
  expect(seen).toHaveLength(23)
  expect((await list('director', '&outcome=won')).count).toBe(12)
})

it.each([
  ['Успешно реализовано', 'won'],
  ['Закрыто и не реализовано', 'lost'],
  ['WON', 'won'],
  ['LOSE', 'lost'],
  ['C2:WON', 'won'],
  ['Неуспешно', 'lost'],
  ['Оплачено', 'won'],
  ['Отменён клиентом', 'lost'],
  ['Переговоры', 'open'],
  ['Счёт на оплату', 'open'],
  ['Ожидает оплаты', 'open'],
])('the stage «%s» is %s', (stage, outcome) => expect(outcomeOf(stage)).toBe(outcome))
