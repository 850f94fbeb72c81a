import iconv from 'iconv-lite'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { sql } from '../../../platform/database/database.ts'
import { type TestServer, testServer } from '../../../platform/testing/index.ts'
import type { SpendEntry, SpendImport, SpendPreview } from '../contract.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer({ now: () => new Date('2026-04-02T09:00:00Z') })
})
afterAll(() => server.close())

let slug = ''
let companyId = ''
let keys: TestServer['keys']
beforeEach(async () => {
  const made = await server.addCompany()
  slug = made.company.slug
  companyId = made.company.id
  keys = made.keys
})

const call = (
  method: string,
  path: string,
  options: { role?: 'marketing' | 'head' | 'director'; body?: unknown } = {},
) =>
  fetch(`${server.url}/api/v1/workspaces/${slug}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${keys[options.role ?? 'marketing']}`,
      'accept-language': 'ru',
      ...(options.body instanceof FormData ? {} : { 'content-type': 'application/json' }),
    },
    body: options.body instanceof FormData ? options.body : options.body ? JSON.stringify(options.body) : null,
  })

async function answer<Body>(response: Promise<Response>): Promise<Body> {
  const settled = await response
  if (!settled.ok) throw new Error(`${settled.status} ${await settled.text()}`)
  return settled.json() as Promise<Body>
}

const form = (content: string | Uint8Array<ArrayBuffer>, extra: Record<string, string> = {}, name = 'spend.csv') => {
  const data = new FormData()
  data.set('file', new File([content], name))
  for (const [field, value] of Object.entries(extra)) data.set(field, value)
  return data
}
const preview = (data: FormData) => answer<SpendPreview>(call('POST', '/spend/preview', { body: data }))
const bring = (data: FormData) =>
  answer<SpendImport & { wrong: SpendPreview['wrong'] }>(call('POST', '/spend/import', { body: data }))

interface Summary {
  total: number
  unassigned: number
  rows: { origin: string[]; amount: number }[]
}
const summary = () => answer<Summary>(call('GET', '/spend/summary?from=2026-01-01&to=2026-12-31'))
const amounts = async () =>
  Object.fromEntries((await summary()).rows.map(({ origin, amount }) => [origin.join(' › '), amount]))

const march = `Дата;Источник;Кампания;Расход, ₽
01.03.2026;Яндекс Директ;Окна Москва;1 234,56
01.03.2026;Яндекс Директ;Балконы;"2 000,00 р."
15.03.2026;Авито;;300
31.03.2026;;;0,07
`

describe('a file of spend', () => {
  it('is read to the kopeck, money without a source is kept and shown apart, and the parts make the whole', async () => {
    const kept = await bring(form(march))
    expect(kept).toMatchObject({
      rows: 4,
      skipped: 0,
      amount: 353_463,
      firstDay: '2026-03-01',
      lastDay: '2026-03-31',
      fileName: 'spend.csv',
      createdBy: 'key of marketing',
    })
    expect(await amounts()).toEqual({
      'Яндекс Директ › Окна Москва': 123_456,
      'Яндекс Директ › Балконы': 200_000,
      Авито: 30_000,
      '': 7,
    })
    expect(await summary()).toMatchObject({ total: 353_463, unassigned: 7 })
  })

  it('in windows-1251 or as a workbook says the same', async () => {
    const old = new Uint8Array(iconv.encode(march, 'win1251'))
    const rows = [
      ['date', 'source', 'campaign', 'cost'].map((value) => ({ type: String, value })),
      [
        { type: Date, value: new Date(Date.UTC(2026, 2, 1)), format: 'dd.mm.yyyy' },
        { type: String, value: 'Яндекс Директ' },
        { type: String, value: 'Окна Москва' },
        { type: Number, value: 1234.56 },
      ],
    ]
    const book = new Uint8Array(await writeXlsxFile(rows).toBuffer())
    expect(await preview(form(old))).toMatchObject({ rows: 4, amount: 353_463, wrongRows: 0 })
    expect(await preview(form(book, {}, 'spend.xlsx'))).toMatchObject({
      rows: 1,
      amount: 123_456,
      firstDay: '2026-03-01',
      mapping: { day: 'date', source: 'source', campaign: 'campaign', amount: 'cost' },
    })
  })

  it('shows before the import what it would bring and what is wrong row by row, and keeps nothing', async () => {
    const seen = await preview(
      form(`date,source,campaign,amount
2026-03-01,Google,Brand,"1,000.50"
2026-03-02,Google,Brand,12.345
2026-13-40,Google,Brand,1.00
2026-03-03,Google,Brand,much
2026-03-04,Google,Brand,$5.00
2026-03-05,,Brand,5.00
2026-03-06,Google,,-20.00
`),
    )
    expect(seen).toMatchObject({ rows: 2, amount: 98_050, wrongRows: 5, replaced: 0, alreadyImported: false })
    expect(seen.wrong.map(({ row, field, code }) => [row, field, code])).toEqual([
      [3, 'amount', 'money_too_precise'],
      [4, 'day', 'row_not_date'],
      [5, 'amount', 'money_not_read'],
      [6, 'amount', 'money_other_currency'],
      [7, 'source', 'missing_value'],
    ])
    expect(seen.wrong[3]?.message).toBe('Сумма «$5.00» в другой валюте: компания считает в RUB')
    expect(await summary()).toMatchObject({ total: 0, rows: [] })
    expect(await answer(call('GET', '/origins'))).toEqual([])
  })

  it('of an advertising system that does not name itself gets its source from who imports it', async () => {
    const data = () => form('День;Кампания;Расход\n2026-03-01;Поиск;100\n', { source: 'VK Реклама' })
    expect(await preview(data())).toMatchObject({ rows: 1, wrongRows: 0 })
    await bring(data())
    expect(await amounts()).toEqual({ 'VK Реклама › Поиск': 10_000 })
  })

  it('with unusual headings is read as the mapping says, and without one asks for the columns', async () => {
    const odd = 'Когда;Откуда;Сколько\n2026-03-01;Радио;5000\n'
    const seen = await preview(form(odd))
    expect(seen).toMatchObject({ columns: ['Когда', 'Откуда', 'Сколько'], rows: 0 })
    const refused = await call('POST', '/spend/import', { body: form(odd) })
    expect(refused.status).toBe(422)
    expect(await refused.json()).toMatchObject({ data: { code: 'file_columns_missing' } })
    await bring(form(odd, { mapping: JSON.stringify({ day: 'Когда', source: 'Откуда', amount: 'Сколько' }) }))
    expect(await amounts()).toEqual({ Радио: 500_000 })
  })

  it('that is no table is refused with a reason', async () => {
    for (const [content, code] of [
      ['', 'file_empty'],
      [new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'file_old_excel'],
    ] as const) {
      const response = await call('POST', '/spend/import', { body: form(content) })
      expect(response.status).toBe(422)
      expect(await response.json()).toMatchObject({ data: { code } })
    }
  })
})

describe('importing again', () => {
  it('the same file changes nothing, a longer one replaces what it knows better', async () => {
    await bring(form(march))
    expect(await preview(form(march))).toMatchObject({ alreadyImported: true, replaced: 4 })
    await bring(form(march))
    expect((await summary()).total).toBe(353_463)
    const corrected = march.replace('300\n', '450\n02.04.2026;Авито;;100\n'.replace('02.04', '01.04'))
    expect(await bring(form(corrected))).toMatchObject({ replaced: 4, rows: 5 })
    expect(await amounts()).toMatchObject({ Авито: 55_000 })
  })

  it('leaves alone what was entered by hand', async () => {
    await call('POST', '/spend', { body: { day: '2026-03-15', origin: ['Авито'], amount: '1' } })
    await bring(form(march))
    expect(await amounts()).toMatchObject({ Авито: 30_100 })
  })

  it('each import can be undone, in any order, and what it replaced comes back', async () => {
    const first = await bring(form(march))
    const second = await bring(form(march.replace(';300', ';450')))
    const third = await bring(form(march.replace(';300', ';600')))
    const undo = (id: string) => answer<SpendImport>(call('POST', `/spend/imports/${id}/undo`))
    const avito = async () => (await amounts()).Авито
    expect(await avito()).toBe(60_000)
    await undo(second.id)
    expect(await avito()).toBe(60_000)
    await undo(third.id)
    expect(await avito()).toBe(30_000)
    expect((await summary()).total).toBe(353_463)
    await undo(first.id)
    expect(await summary()).toMatchObject({ total: 0, rows: [] })
    const again = await call('POST', `/spend/imports/${first.id}/undo`)
    expect(await again.json()).toMatchObject({ data: { code: 'import_undone' } })
    const imports = await answer<SpendImport[]>(call('GET', '/spend/imports'))
    expect(imports.map(({ undoneAt }) => undoneAt !== null)).toEqual([true, true, true])
  })
})

describe('an amount entered by hand', () => {
  const enter = (body: object) => call('POST', '/spend', { body })

  it('is kept, corrected and removed, and the log holds every step', async () => {
    const made = await answer<SpendEntry>(
      enter({ day: '2026-03-10', origin: ['Радио', 'Весна'], amount: '12 500,40 ₽', note: 'эфир' }),
    )
    expect(made).toMatchObject({ amount: 1_250_040, origin: ['Радио', 'Весна'], note: 'эфир', currency: 'RUB' })
    const changed = await answer<SpendEntry>(call('PATCH', `/spend/${made.id}`, { body: { amount: '12500,04' } }))
    expect(changed).toMatchObject({ amount: 1_250_004, origin: ['Радио', 'Весна'], day: '2026-03-10', note: 'эфир' })
    const moved = await answer<SpendEntry>(call('PATCH', `/spend/${made.id}`, { body: { origin: [], note: null } }))
    expect(moved).toMatchObject({ origin: [], originId: null, note: null })
    await answer(call('DELETE', `/spend/${made.id}`))
    expect((await summary()).total).toBe(0)
    const log = await answer<{ action: string; before: unknown; after: unknown }[]>(
      call('GET', '/audit?objectType=spend', { role: 'director' }),
    )
    expect(log.map(({ action }) => action)).toEqual(['spend.removed', 'spend.changed', 'spend.changed', 'spend.added'])
    expect(log[2]).toMatchObject({ before: { amount: 1_250_040 }, after: { amount: 1_250_004 } })
  })

  it('is corrected by two people at once without losing what either wrote', async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await answer<SpendEntry>(enter({ day: '2026-03-10', origin: [], amount: '1' }))
      const changes = [{ amount: '2' }, { note: 'эфир' }, { origin: ['Радио'] }, { day: '2026-03-11' }]
      await Promise.all(changes.map((body) => answer(call('PATCH', `/spend/${id}`, { body }))))
      const { entries } = await answer<{ entries: SpendEntry[] }>(call('GET', '/spend?from=2026-03-11&to=2026-03-11'))
      expect(entries.find((entry) => entry.id === id)).toMatchObject({ amount: 200, note: 'эфир', origin: ['Радио'] })
    }
  })

  it.each([
    ['12.345', 'money_too_precise'],
    ['100 $', 'money_other_currency'],
    ['сто рублей', 'money_not_read'],
  ])('%s is refused with a reason and a place', async (amount, code) => {
    const response = await enter({ day: '2026-03-10', origin: [], amount })
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({ data: { code, field: 'amount' } })
  })

  it('is heard of by open screens at once', async () => {
    const heard = new Promise<string>((resolve) => {
      server.app.services.live.subscribe(companyId, ({ type }) => resolve(type))
    })
    await answer(enter({ day: '2026-03-10', origin: [], amount: '1' }))
    expect(await heard).toBe('attribution')
  })

  it('is for marketing to enter: a head of sales only reads', async () => {
    const response = await call('POST', '/spend', {
      role: 'head',
      body: { day: '2026-03-10', origin: [], amount: '1' },
    })
    expect(response.status).toBe(403)
    expect((await call('GET', '/spend?from=2026-03-01&to=2026-03-31', { role: 'head' })).status).toBe(200)
  })
})

it('the list pages through every amount once, newest day first, and takes in what is below a source', async () => {
  const days = Array.from(
    { length: 25 },
    (_, i) => `${String(1 + i).padStart(2, '0')}.03.2026;Авито;${i % 2 ? 'А' : 'Б'};${i + 1}`,
  )
  await bring(form(`Дата;Источник;Кампания;Сумма\n${days.join('\n')}\n01.03.2026;;;5\n`))
  interface Page {
    entries: SpendEntry[]
    count: number
    total: number
    next: string | null
  }
  const period = 'from=2026-03-01&to=2026-03-31'
  const seen: SpendEntry[] = []
  let next: string | null = null
  do {
    const page: Page = await answer<Page>(
      call('GET', `/spend?${period}&limit=7${next ? `&after=${encodeURIComponent(next)}` : ''}`),
    )
    expect(page).toMatchObject({ count: 26, total: 33_000 })
    seen.push(...page.entries)
    next = page.next
  } while (next)
  expect(new Set(seen.map(({ id }) => id)).size).toBe(26)
  expect(seen.map(({ day }) => day)).toEqual(
    seen
      .map(({ day }) => day)
      .sort()
      .reverse(),
  )
  const [avito] = await answer<{ id: string }[]>(call('GET', '/origins?level=source&text=авито'))
  expect(await answer(call('GET', `/spend?${period}&origin=${avito?.id}`))).toMatchObject({ count: 25, total: 32_500 })
  expect(await answer(call('GET', `/spend?${period}&origin=none`))).toMatchObject({ count: 1, total: 500 })
  const [row] = await server.db.query<{ names: number }>(
    sql`select count(distinct currency)::int as names from spend where currency <> 'RUB'`,
  )
  expect(row?.names).toBe(0)
})
