import iconv from 'iconv-lite'
import { afterAll, describe, expect, it } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { compareTotals } from '../settle.ts'
import { headingOf } from './headings.ts'
import { periodIn } from './labels.ts'
import { readExport } from './read-export.ts'
import { type ExportChoices, recogniseExport } from './recognise.ts'
import {
  directApi,
  directNew,
  directOneCampaign,
  directWizard,
  googleEnglish,
  googleRussian,
  testFiles,
  utf16,
  vkRows,
} from './test-exports.ts'

const files = testFiles()
afterAll(files.remove)
const now = new Date('2026-11-24T09:00:00Z')

async function read(content: string | Uint8Array, choices: Partial<ExportChoices> = {}) {
  const path = files.put(content)
  const plan = await recogniseExport(path, { vat: 'with', now, ...choices })
  if (!plan) return null
  const reading = await readExport(path, plan, now)
  return {
    plan,
    reading,
    totals: compareTotals(reading.rows, reading.totals, { system: plan.system, counted: reading.countedRows }),
  }
}

async function readKnown(content: string | Uint8Array, choices: Partial<ExportChoices> = {}) {
  const found = await read(content, choices)
  if (!found) throw new Error('the export was not recognised')
  return found
}

const roubles = (micros: number) => micros / 1_000_000
const cellOf = (value: string | number | Date) =>
  value instanceof Date
    ? { type: Date, value, format: 'dd.mm.yyyy' }
    : typeof value === 'number'
      ? { type: Number, value }
      : { type: String, value }
const workbook = (sheets: readonly { sheet: string; rows: typeof vkRows }[]) =>
  writeXlsxFile(sheets.map(({ sheet, rows }) => ({ sheet, data: rows.map((cells) => cells.map(cellOf)) }))).toBuffer()

describe('Yandex Direct', () => {
  it('report wizard: headings are found below any preamble, the total is no row and agrees to the kopeck', async () => {
    const { plan, reading, totals } = await readKnown(directWizard)
    expect(plan.system.key).toBe('yandex-direct')
    expect(plan).toMatchObject({ vat: 'with', currency: 'RUB', period: { from: '2026-03-01', to: '2026-03-02' } })
    expect(reading.problems).toEqual([])
    expect(reading.rows.map(({ micros }) => roubles(micros))).toEqual([505.5, 1234.56, 0, 0.07, 100])
    expect(totals).toMatchObject({ verdict: 'equal', own: 1_840_130_000, difference: 0 })
    expect(reading.rows[0]).toMatchObject({
      day: '2026-03-01',
      campaign: { externalId: '54321001', name: 'Окна Москва | Поиск' },
      group: 'Пластиковые окна',
      keyword: 'купить окна',
    })
    // What no group is named for stays with its campaign.
    expect(reading.rows[4]).toMatchObject({ campaign: { name: 'Балконы РСЯ' }, group: null, keyword: null })
  })

  it.each([
    ['windows-1251', 'win1251'],
    ['UTF-16', 'utf16'],
    ['UTF-8 with its mark', 'utf8'],
  ])('report wizard in %s says the same', async (_, encoding) => {
    // windows-1251 has no narrow spaces, but it has the one that Yandex writes.
    const bytes = new Uint8Array(iconv.encode(directWizard, encoding, { addBOM: encoding !== 'win1251' }))
    const { totals } = await readKnown(bytes)
    expect(totals).toMatchObject({ verdict: 'equal', rows: 1_840_130_000 })
  })

  it('new report: decimal points, «₽», a line break within quotes; it has no days, and says so', async () => {
    const { plan, reading, totals } = await readKnown(directNew)
    expect(plan.system.key).toBe('yandex-direct')
    expect(plan.columns.day).toBeUndefined()
    expect(reading.rows.map(({ micros, day }) => [roubles(micros), day])).toEqual([
      [471, null],
      [0.01, null],
    ])
    expect(totals.verdict).toBe('none')
  })

  it('one campaign by day: the campaign and the whole are read above the days, a Latin c is a Cyrillic one', async () => {
    const { plan, reading, totals } = await readKnown(directOneCampaign)
    expect(plan).toMatchObject({ vat: 'with', campaign: { name: 'Окна Москва | Поиск', id: '54321001' } })
    expect(reading.rows).toHaveLength(3)
    expect(reading.rows[0]?.campaign).toEqual({ externalId: '54321001', name: 'Окна Москва | Поиск' })
    expect(totals).toMatchObject({ verdict: 'rounding', own: 500_010_000, rows: 500_000_000, difference: 10_000 })
  })

  it('API report: millionths, doubled quotes, `--`, and the number of rows is checked', async () => {
    const { reading } = await readKnown(directApi)
    expect(reading.rows.map(({ micros, campaign }) => [roubles(micros), campaign?.name])).toEqual([
      [505.5, 'Окна Москва | Поиск'],
      [1234.56, 'Балконы "под ключ"'],
      [0, 'Балконы "под ключ"'],
    ])
    expect(reading).toMatchObject({ saidRows: 3, countedRows: 3, problems: [] })
    const cut = await readKnown(directApi.replace('Total rows: 3', '"Total rows: 300"\n'))
    expect(cut.reading.saidRows).toBe(300)
    const roubleForm = await readKnown(directApi.replace('505500000', '505.50').replace('1234560000', '1234.56'))
    expect(roubleForm.reading.rows.map(({ micros }) => roubles(micros))).toEqual([505.5, 1234.56, 0])
  })
})

describe('VK Реклама', () => {
  it('workbook: the sheet «Объявления» is read wherever it stands, fractions of a double are kopecks', async () => {
    const { plan, reading, totals } = await readKnown(
      await workbook([
        {
          sheet: 'Демография',
          rows: [
            ['Возраст', 'Пол', 'Показы', 'Клики', 'Цена за результат, ₽'],
            ['18-24', 'ж', 1, 1, 1],
          ],
        },
        { sheet: 'Объявления', rows: vkRows },
      ]),
    )
    expect(plan).toMatchObject({ system: { key: 'vk-ads' }, shape: { sheet: 'Объявления' } })
    expect(reading.rows.map(({ micros, day }) => [roubles(micros), day])).toEqual([
      [2555.98, '2026-03-01'],
      [471, '2026-03-01'],
      [0.1, '2026-03-02'],
    ])
    expect(reading.rows[0]).toMatchObject({ campaign: { externalId: '107921416', name: null }, groupId: '5001' })
    expect(totals).toMatchObject({ verdict: 'equal', own: 3_027_080_000 })
  })

  it('the old cabinet’s history, CSV with «Переходы» and «руб.», is known too', async () => {
    const { plan, reading } = await readKnown(
      'Дата;Название объявления;Статус;ID объявления;ID группы объявлений;Показы;Переходы;Потрачено, руб.;Охват\n01.02.2026;Окна;Остановлено;1;77;10;1;12,30;9\n',
    )
    expect(plan.system.key).toBe('vk-ads')
    expect(reading.rows[0]).toMatchObject({ micros: 12_300_000, groupId: '77', campaign: null, currency: 'RUB' })
  })
})

describe('Google Ads', () => {
  it('CSV: title and period above, totals that repeat the same money are none of it, and the right one is compared', async () => {
    const { plan, reading, totals } = await readKnown(googleEnglish)
    expect(plan).toMatchObject({ system: { key: 'google-ads' }, period: { from: '2026-09-01', to: '2026-09-02' } })
    expect(reading.rows.map(({ micros, campaign }) => [roubles(micros), campaign?.name])).toEqual([
      [1234.56, 'Brand | Search | MSK'],
      [0.44, 'Brand | Search | MSK'],
      [0, 'Окна, "осень"'],
      [600, 'Всего хорошего'],
    ])
    expect(reading.totals).toHaveLength(3)
    expect(totals).toMatchObject({ verdict: 'equal', own: 1_835_000_000, label: 'Total: Filtered campaigns' })
  })

  it('“CSV for Excel” (UTF-16 with tabs) in Russian: the cost is «Цена», not an average that begins so', async () => {
    const { plan, reading, totals } = await readKnown(utf16(googleRussian))
    expect(plan).toMatchObject({
      system: { key: 'google-ads' },
      shape: { encoding: 'utf-16le', separator: '\t' },
      period: { from: '2026-09-01', to: '2026-09-02' },
    })
    expect(reading.rows.map(({ micros, currency }) => [roubles(micros), currency])).toEqual([
      [1234.56, 'RUB'],
      [65.44, 'RUB'],
    ])
    expect(totals).toMatchObject({ verdict: 'equal', own: 1_300_000_000 })
  })

  it('marks of match types are no part of a keyword', async () => {
    const { reading } = await readKnown(
      'Search keyword report\nDay,Search keyword,Campaign,Ad group,Impr.,Clicks,Cost,Currency code\n2026-09-01,[купить окна],Бренд,Окна,1,1,1.00,RUB\n2026-09-01,"""окна москва""",Бренд,Окна,1,1,1.00,RUB\n2026-09-01,+окна +недорого,Бренд,Окна,1,1,1.00,RUB\n',
    )
    expect(reading.rows.map(({ keyword }) => keyword)).toEqual(['купить окна', 'окна москва', 'окна недорого'])
  })
})

it('a table of the company’s own, or another system’s export, is none of them', async () => {
  const strangers = [
    'Дата;Источник;Кампания;Расход, ₽\n01.03.2026;Авито;Окна;100\n',
    // Headings that Ozon writes.
    ';Кампания № 30339429, период 08.07.2026-22.07.2026\nID;Название;Дата;Показы;Клики;Расход, ₽\n1;Окно;08.07.2026;10;1;5\n',
  ]
  for (const content of strangers) expect(await read(content)).toBeNull()
})

it('a total that disagrees is told, and half a kopeck a row is not taken for a mistake', async () => {
  const wrong = await readKnown(directWizard.replace('1\u00a0840,13', '1\u00a0900,00'))
  expect(wrong.totals).toMatchObject({ verdict: 'differs', difference: 59_870_000 })
  const rounded = await readKnown(directWizard.replace('1\u00a0840,13', '1\u00a0840,15'))
  expect(rounded.totals).toMatchObject({ verdict: 'rounding', difference: 20_000 })
})

it('rows that can’t be read are told with their line, the rest is read', async () => {
  const { reading } = await readKnown(
    directWizard
      .replace('0,07', 'много')
      .replace('02.03.2026;Балконы РСЯ;54321002;—', '32.03.2026;Балконы РСЯ;54321002;—'),
  )
  expect(reading.problems.map(({ row, field, code }) => [row, field, code])).toEqual([
    [9, 'amount', 'money_not_read'],
    [10, 'day', 'row_not_date'],
  ])
  expect(reading.rows).toHaveLength(3)
})

it('dates that may be read in two ways are not guessed', async () => {
  const { plan } = await readKnown('Day,Campaign,Impr.,Clicks,Cost,Currency code\n03/04/2026,Brand,1,1,1.00,RUB\n')
  expect(plan.dates.alternatives).not.toEqual([])
})

it.each([
  ['Расход c НДС (руб.)', { key: 'расход', vat: 'with', currency: 'RUB' }],
  ['Расход, ₽', { key: 'расход', vat: null, currency: 'RUB' }],
  ['Потрачено всего, ₽ без НДС', { key: 'потрачено всего', vat: 'without', currency: 'RUB' }],
  ['Цена за результат, Р', { key: 'цена за результат', vat: null, currency: 'RUB' }],
  ['Cost (USD)', { key: 'cost', vat: null, currency: 'USD' }],
  ['CTR (%)', { key: 'ctr (%)', vat: null, currency: null }],
  ['№ Кампании', { key: '№ кампании', vat: null, currency: null }],
])('the heading %s is taken apart', (text, heading) => expect(headingOf(text)).toEqual(heading))

it.each([
  ['Период: 01.03.2026 - 31.03.2026', '2026-03-01', '2026-03-31'],
  ['Spend (2026-08-01 - 2026-08-02)', '2026-08-01', '2026-08-02'],
  ['Sep 1, 2026 to Sep 30, 2026', '2026-09-01', '2026-09-30'],
  ['1 October 2026 - 7 October 2026', '2026-10-01', '2026-10-07'],
  ['1 сентября 2026 г. - 30 сентября 2026 г.', '2026-09-01', '2026-09-30'],
])('the period of %s is read', (text, from, to) => expect(periodIn(text)).toEqual({ from, to }))
