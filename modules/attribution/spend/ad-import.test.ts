import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  directNew,
  directOneCampaign,
  directWizard,
  googleEnglish,
  googleRussian,
  utf16,
} from './exports/test-exports.ts'
import { spendHouse } from './test-house.ts'

let house: Awaited<ReturnType<typeof spendHouse>>
beforeAll(async () => {
  house = await spendHouse('2026-11-24T09:00:00Z')
})
afterAll(() => house.server.close())
beforeEach(() => house.found())

describe('an export of an advertising system', () => {
  it('is recognised by its content; its days and the rest make its own total to the kopeck', async () => {
    const seen = await house.preview(directWizard)
    expect(seen).toMatchObject({
      amount: 184_013,
      days: [
        { day: '2026-03-01', amount: 174_006 },
        { day: '2026-03-02', amount: 10_007 },
      ],
      recognised: {
        system: 'yandex-direct',
        source: 'Яндекс Директ',
        headingRow: 5,
        vat: { said: 'with', written: 'with', counted: 'with' },
        totals: { verdict: 'equal', rows: 184_013, own: 184_013, difference: 0 },
        totalLines: 1,
        levels: ['campaign', 'placement', 'keyword'],
        campaigns: 2,
        unmatchedCampaigns: 2,
        unmatched: 184_013,
      },
    })
    expect(await house.total()).toBe(0)
    expect(await house.campaigns()).toEqual([])
    const kept = await house.bring(directWizard)
    expect(kept).toMatchObject({ amount: 184_013, system: 'yandex-direct', ownTotal: 184_013, difference: 0 })
    // Nobody said yet what the campaigns are: their money stands at the source, none is lost.
    expect(await house.amounts()).toEqual({ 'Яндекс Директ': 184_013 })
  })

  it('shows what rounding took from its rows as a line of its own', async () => {
    const kept = await house.bring(directOneCampaign)
    expect(kept).toMatchObject({ amount: 50_001, ownTotal: 50_001, difference: 1 })
    const rounding = (await house.entries()).filter(({ kind }) => kind === 'rounding')
    expect(rounding).toMatchObject([{ day: '2026-04-05', amount: 1, origin: ['Яндекс Директ'] }])
    expect(await house.days()).toEqual({ '2026-04-03': 20_000, '2026-04-04': 15_000, '2026-04-05': 15_001 })
  })

  it.each([
    ['Google Ads, CSV', googleEnglish, 183_500, 'Google Ads'],
    ['Google Ads, UTF-16 in Russian', utf16(googleRussian), 130_000, 'Google Ads'],
  ] as const)('%s: the sum of the days is its own total', async (_, content, own, source) => {
    const kept = await house.bring(content as string)
    expect(kept).toMatchObject({ amount: own, ownTotal: own, source })
    expect(Object.values(await house.days()).reduce((a, b) => a + b, 0)).toBe(own)
  })

  it('that does not add up to its own total is refused until somebody says that its rows are right', async () => {
    const wrong = directWizard.replace('1\u00a0840,13', '1\u00a0900,00')
    expect(await house.preview(wrong)).toMatchObject({
      recognised: { totals: { verdict: 'differs', difference: 5_987 } },
    })
    expect(await house.refuse(wrong)).toMatchObject({
      status: 422,
      message: expect.stringContaining('«Итого» на 59.87'),
      data: { code: 'spend_totals_differ' },
    })
    expect(await house.bring(wrong, { trustRows: 'true' })).toMatchObject({ amount: 184_013, difference: 5_987 })
  })

  it('without days is refused; spread over days only when somebody asks for it, and then to the kopeck', async () => {
    expect(await house.refuse(directNew)).toMatchObject({ data: { code: 'spend_no_days' } })
    const spread = { spread: 'even', periodFrom: '2026-10-01', periodTo: '2026-10-07' }
    expect(await house.preview(directNew, spread)).toMatchObject({
      amount: 47_101,
      firstDay: '2026-10-01',
      lastDay: '2026-10-07',
      recognised: { byDay: false, spread: { from: '2026-10-01', to: '2026-10-07' } },
    })
    await house.bring(directNew, spread)
    const days = Object.values(await house.days())
    expect(days).toHaveLength(7)
    expect(days.reduce((a, b) => a + b, 0)).toBe(47_101)
    expect(Math.max(...days) - Math.min(...days)).toBeLessThanOrEqual(1)
  })

  it('imported again as it grows replaces days of campaigns as a whole, and undoing brings back what it replaced', async () => {
    await house.bring(directWizard)
    const later = `Дата;Кампания;№ Кампании;Условие показа;Показы;Клики;Расход (руб.)
02.03.2026;Балконы РСЯ;54321002;другой ключ;1;1;90,00
03.03.2026;Балконы РСЯ;54321002;другой ключ;1;1;5,00
`
    const kept = await house.bring(later)
    expect(kept.replaced).toBe(2)
    expect(await house.days()).toEqual({ '2026-03-01': 174_006, '2026-03-02': 9_000, '2026-03-03': 500 })
    // A day that came to nothing takes its money away.
    await house.bring(later.replace('90,00', '-'))
    expect(await house.days()).toEqual({ '2026-03-01': 174_006, '2026-03-03': 500 })
    for (const { id } of await house.answer<{ id: string }[]>('GET', '/spend/imports').then((all) => all.slice(0, 2))) {
      await house.answer('POST', `/spend/imports/${id}/undo`)
    }
    expect(await house.days()).toEqual({ '2026-03-01': 174_006, '2026-03-02': 10_007 })
  })

  it('tells of money of the same source and days that stays beside it', async () => {
    await house.answer('POST', '/spend', { day: '2026-03-01', origin: ['Яндекс Директ'], amount: '10' })
    expect(await house.preview(directWizard)).toMatchObject({ recognised: { doubled: 1_000 } })
  })
})

describe('campaigns', () => {
  it('whose id or name contacts carry are matched by themselves, down to the keyword', async () => {
    await house.leads(3, {
      source: 'yandex',
      campaign: 'cid|54321001|search',
      placement: '410001',
      keyword: 'купить окна',
    })
    await house.leads(2, { source: 'Яндекс Директ', campaign: 'balkony_rsya' })
    expect(await house.preview(directWizard)).toMatchObject({ recognised: { unmatched: 0, unmatchedCampaigns: 0 } })
    await house.bring(directWizard)
    expect(await house.amounts()).toEqual({
      'yandex › cid|54321001|search › 410001 › купить окна': 174_006,
      'Яндекс Директ › balkony_rsya › Балконы › ---autotargeting': 7,
      'Яндекс Директ › balkony_rsya': 10_000,
    })
    expect(await house.campaigns()).toMatchObject([
      { externalId: '54321001', matchedBy: 'id', amount: 174_006 },
      { externalId: '54321002', matchedBy: 'name', amount: 10_007 },
    ])
    const { rows } = await house.report('keyword')
    // 1,740.06 ÷ 3 leads.
    expect(rows.find(({ name }) => name === 'купить окна')).toMatchObject({
      spend: 174_006,
      leads: 3,
      costPerLead: 58_002,
    })
    const sources = await house.report('source')
    expect(sources.rows.map(({ name, spend, costPerLead }) => [name, spend, costPerLead])).toEqual([
      ['yandex', 174_006, 58_002],
      ['Яндекс Директ', 10_007, 5_004],
    ])
    expect(sources.total).toMatchObject({ spend: 184_013, leads: 5, costPerLead: 36_803 })
  })

  it('that were matched by a person stay so, and past and coming money moves with them', async () => {
    await house.leads(2, { source: 'Яндекс Директ', campaign: 'spring' })
    await house.bring(directWizard)
    const [windows] = await house.campaigns()
    const [spring] = await house.answer<{ id: string }[]>('GET', '/origins?level=campaign&text=spring')
    await house.answer('PUT', `/spend/campaigns/${windows?.id}/match`, { origin: spring?.id })
    expect(await house.amounts()).toEqual({
      'Яндекс Директ › spring › Пластиковые окна › купить окна': 174_006,
      'Яндекс Директ': 10_007,
    })
    await house.bring(directWizard)
    expect(await house.campaigns()).toMatchObject([
      { externalId: '54321002', originId: null },
      { externalId: '54321001', matchedBy: 'person', origin: ['Яндекс Директ', 'spring'] },
    ])
    await house.answer('PUT', `/spend/campaigns/${windows?.id}/match`, { origin: null })
    expect(await house.amounts()).toEqual({ 'Яндекс Директ': 184_013 })
    const log = await fetch(
      `${house.server.url}/api/v1/workspaces/${house.company().slug}/audit?objectType=ad_campaign`,
      {
        headers: { authorization: `Bearer ${await directorKey()}` },
      },
    )
    expect(((await log.json()) as { action: string }[]).map(({ action }) => action)).toEqual([
      'spend.campaign_matched',
      'spend.campaign_matched',
    ])
  })

  it('are matched when their contacts come later; the rest may stand under its own names', async () => {
    await house.bring(directWizard)
    await house.leads(1, { source: 'yandex', campaign: '54321001' })
    expect(await house.answer('POST', '/spend/campaigns/match', {})).toEqual({ matched: 1 })
    expect(await house.answer('POST', '/spend/campaigns/match', { rest: 'new' })).toEqual({ matched: 1 })
    const { rows } = await house.report('campaign')
    expect(rows.map(({ name, spend, leads }) => [name, spend, leads])).toEqual([
      ['54321001', 174_006, 1],
      ['Балконы РСЯ', 10_007, 0],
    ])
  })

  it('known by name are the same when their id is told later, and a renamed one stays itself', async () => {
    const file = (campaign: string, id = '') =>
      `Дата;Кампания;№ Кампании;Условие показа;Расход (руб.)\n01.03.2026;${campaign};${id};окна;10,00\n`
    await house.bring(file('Окна'))
    await house.bring(file('Окна', '54321001'))
    await house.bring(file('Окна 2026', '54321001'))
    expect(await house.campaigns()).toMatchObject([{ name: 'Окна 2026', externalId: '54321001', amount: 1_000 }])
    expect(await house.total()).toBe(1_000)
  })
})

const directorKey = async () => house.keys().director

describe('VAT', () => {
  const withoutVat = directWizard.replace('с НДС', 'без НДС')

  it('is added as the law had it on the day, and no kopeck is lost', async () => {
    expect(await house.preview(withoutVat)).toMatchObject({
      amount: 224_496,
      recognised: { vat: { said: 'without', written: 'without', counted: 'with' }, totals: { verdict: 'equal' } },
    })
    // 1,840.13 × 1.22 = 2,244.9586
    expect(await house.bring(withoutVat)).toMatchObject({
      amount: 224_496,
      vat: { written: 'without', counted: 'with' },
    })
    const old = withoutVat.replaceAll('.03.2026', '.12.2025')
    await house.found()
    // × 1.2 = 2,208.156
    expect(await house.bring(old)).toMatchObject({ amount: 220_816 })
  })

  it('said for an import is proposed for the next one of that system', async () => {
    const silent = directWizard.replace(', с НДС', '')
    expect(await house.preview(silent)).toMatchObject({ recognised: { vat: { said: null, written: 'with' } } })
    await house.bring(silent, { vat: 'without' })
    expect(await house.preview(silent)).toMatchObject({ recognised: { vat: { said: null, written: 'without' } } })
    expect(await house.preview(googleEnglish)).toMatchObject({ recognised: { vat: { written: 'with' } } })
  })

  it('counted otherwise from now on counts imported money anew, and back again to the kopeck', async () => {
    await house.bring(directWizard)
    await house.answer('POST', '/spend', { day: '2026-03-01', origin: ['Радио'], amount: '10' })
    await house.answer('PATCH', '/spend/rules', { vat: 'without' })
    // 1,840.13 ÷ 1.22 = 1,508.3032…
    expect(await house.amounts()).toEqual({ 'Яндекс Директ': 150_830, Радио: 1_000 })
    expect(await house.answer('GET', '/spend/imports')).toMatchObject([{ amount: 150_830 }])
    await house.answer('PATCH', '/spend/rules', { vat: 'with' })
    expect(await house.amounts()).toEqual({ 'Яндекс Директ': 184_013, Радио: 1_000 })
  })
})

describe('another currency', () => {
  const dollars = googleEnglish.replaceAll(',RUB', ',USD')

  it('is refused row by row without a rate', async () => {
    const seen = await house.preview(dollars)
    expect(seen).toMatchObject({
      rows: 0,
      wrongRows: 3,
      recognised: { currencies: [{ currency: 'USD', amount: 183_500, rate: null }] },
    })
    expect(seen.wrong[0]).toMatchObject({ code: 'money_other_currency', message: expect.stringContaining('RUB') })
  })

  it('is converted by the rate that was entered, which is kept with the import', async () => {
    const kept = await house.bring(dollars, { rates: '{"USD":"92,505"}' })
    // 1,835.00 × 92.505 = 169,746.675
    expect(kept).toMatchObject({ amount: 16_974_668, ownTotal: 183_500, rates: { USD: '92,505' } })
    expect(await house.total()).toBe(16_974_668)
    expect(await house.refuse(dollars, { rates: '{"USD":"сто"}' })).toMatchObject({ status: 422 })
  })

  it('beside the company’s own in one file: each is converted by its own rate', async () => {
    const mixed = googleEnglish.replace('600.00,12,50.00,RUB', '600.00,12,50.00,USD')
    const seen = await house.preview(mixed, { rates: '{"USD":"90"}' })
    // 1,235.00 ₽ + 600 $ × 90; totals of two currencies are no sum.
    expect(seen).toMatchObject({ amount: 5_523_500, wrongRows: 0, recognised: { totals: { verdict: 'none' } } })
  })
})

describe('an amount for several days', () => {
  const enter = (body: object) => house.answer<{ id: string }>('POST', '/spend', body)

  it('is spread evenly, to the kopeck; any of its days stands for the whole', async () => {
    const made = await enter({ day: '2026-03-01', until: '2026-03-07', origin: ['Радио'], amount: '100', note: 'эфир' })
    expect(made).toMatchObject({ period: { from: '2026-03-01', to: '2026-03-07', amount: 10_000 }, amount: 1_429 })
    expect(Object.values(await house.days())).toEqual([1_429, 1_429, 1_429, 1_429, 1_428, 1_428, 1_428])
    const [last] = await house.entries()
    const changed = await house.answer('PATCH', `/spend/${last?.id}`, { until: '2026-03-03', amount: '90' })
    expect(changed).toMatchObject({ period: { from: '2026-03-01', to: '2026-03-03', amount: 9_000 }, note: 'эфир' })
    expect(await house.days()).toEqual({ '2026-03-01': 3_000, '2026-03-02': 3_000, '2026-03-03': 3_000 })
    await house.answer('PATCH', `/spend/${last?.id}`, { until: null })
    expect(await house.days()).toEqual({ '2026-03-01': 9_000 })
    await house.answer('PATCH', `/spend/${last?.id}`, { until: '2026-03-02' })
    await house.answer('DELETE', `/spend/${last?.id}`)
    expect(await house.total()).toBe(0)
  })

  it.each([['2026-02-28'], ['2036-03-01']])('until %s is refused', async (until) => {
    const response = await house.call('POST', '/spend', { day: '2026-03-01', until, origin: ['Радио'], amount: '1' })
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({ data: { code: 'spend_period_wrong', field: 'until' } })
  })
})
