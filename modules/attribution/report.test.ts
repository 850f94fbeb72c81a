import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestServer, testServer } from '../../platform/testing/index.ts'
import type { Observation, OriginObservation } from '../interactions/index.ts'
import type { SourceRow, SourcesReport } from './contract.ts'
import { behind, type Figure, isRaid } from './rules.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
  await record([
    ...contacts(300, { source: 'Яндекс Директ', campaign: 'Окна Москва', placement: 'Поиск', keyword: 'пвх окна' }, 8),
    ...contacts(253, { source: 'Яндекс Директ', campaign: 'Балконы РСЯ', placement: 'Сети' }, 60),
    ...contacts(300, { source: 'Справочник' }, 0),
    ...contacts(40, { source: 'Справочник' }, 40, 28),
    ...contacts(40, { source: 'Яндекс Директ' }, 1),
    ...contacts(20, { source: 'Авито', campaign: 'Объявления' }, 1),
    ...contacts(30, undefined, 0),
  ])
  await api('POST', '/spend', { day: '2026-03-05', origin: ['Яндекс Директ', 'Балконы РСЯ'], amount: '10 000,01' })
  await api('POST', '/spend', { day: '2026-03-06', origin: ['Яндекс Директ'], amount: '500 ₽' })
  await api('POST', '/spend', { day: '2026-03-07', origin: ['Радио'], amount: '7000' })
  await api('POST', '/spend', { day: '2026-03-08', origin: [], amount: '3,50' })
  await api('POST', '/spend', { day: '2026-04-01', origin: ['Авито'], amount: '999' })
})
afterAll(() => server.close())

let numbered = 0
/** `junk` of them are spam, three in five of the rest leads, the last tenth has no class. */
function contacts(count: number, origin: OriginObservation | undefined, junk: number, onDay?: number): Observation[] {
  return Array.from({ length: count }, (_, i): Observation => {
    const startedAt = new Date(Date.UTC(2026, 2, onDay ?? 1 + (i % 28), 9))
    const classKey =
      i < junk ? 'spam' : i >= count * 0.9 ? undefined : i % 5 < 3 ? 'lead' : i % 5 === 3 ? 'upsell' : 'accompanying'
    return {
      provider: 'generic',
      externalId: String(++numbered),
      kind: 'call',
      at: startedAt,
      startedAt,
      direction: 'inbound',
      finished: true,
      outcome: i % 7 ? 'answered' : 'no_answer',
      line: i % 2 ? '101' : '202',
      party: { phone: `+7916${String(1_000_000 + numbered)}` },
      ...(origin && { origin }),
      ...(classKey && { classKey }),
    }
  })
}

const record = (observations: Observation[]) =>
  server.db.transaction((tx) =>
    server.app.recorder.record(tx, { workspace: server.company, observations, now: new Date('2026-04-01T00:00:00Z') }),
  )

async function api(method: string, path: string, body?: unknown) {
  const response = await server.api('marketing')(`/workspaces/${server.company.slug}${path}`, { method, body })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return response.json()
}

const march = 'from=2026-03-01&to=2026-03-31'
const report = async (query = ''): Promise<SourcesReport> =>
  (await api('GET', `/reports/sources?${march}${query}`)) as SourcesReport
const named = (rows: readonly SourceRow[], name: string | null) => {
  const row = rows.find((one) => one.name === name)
  if (!row) throw new Error(`no row ${name}`)
  return row
}

/** As many interactions as the list shows for a filter. */
const listed = async (filter: object) => {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(filter)) {
    if (Array.isArray(value)) for (const one of value) search.append(`${name}[]`, one)
    else if (value !== undefined) search.append(name, String(value))
  }
  const { total } = (await api('GET', `/interactions/count?${search}`)) as { total: number }
  return total
}

describe('sources × classes', () => {
  it('counts contacts by source with those of no source apart, and the rows add up to the total', async () => {
    const { rows, total } = await report()
    expect(rows.map(({ name, interactions }) => [name, interactions])).toEqual([
      ['Яндекс Директ', 593],
      ['Справочник', 340],
      ['Авито', 20],
      ['Радио', 0],
      [null, 30],
    ])
    expect(total.interactions).toBe(983)
    for (const field of ['interactions', 'missed', 'unclassified', 'leads', 'spend'] as const) {
      expect(rows.reduce((sum, row) => sum + (row[field] ?? 0), 0)).toBe(total[field])
    }
    expect(total.groups.lead + total.groups.upsell + total.groups.accompanying + total.groups.destructive).toBe(
      total.interactions - total.unclassified,
    )
  })

  it('every figure opens exactly the interactions behind it', async () => {
    for (const query of [
      '',
      '&level=campaign',
      `&level=campaign&source=${named((await report()).rows, 'Яндекс Директ').id}`,
    ]) {
      const one = await report(query)
      let opened = 0
      for (const row of [...one.rows, null]) {
        const figures = row ?? one.total
        const shown: [Figure, number][] = [
          [{ kind: 'interactions' }, figures.interactions],
          [{ kind: 'missed' }, figures.missed],
          [{ kind: 'unclassified' }, figures.unclassified],
          [{ kind: 'leads' }, figures.leads],
          [{ kind: 'junk' }, figures.junk.count],
          [{ kind: 'classified' }, figures.junk.of],
          [{ kind: 'group', group: 'upsell' }, figures.groups.upsell],
          ...one.classes.map(({ id }): [Figure, number] => [{ kind: 'class', id }, figures.classes[id] ?? 0]),
        ]
        for (const [figure, count] of shown) {
          expect(await listed(behind(one, row, figure)), `${row?.name} ${JSON.stringify(figure)}`).toBe(count)
          opened += count
        }
      }
      expect(opened).toBeGreaterThan(1000)
    }
  })

  it('goes down from source to campaign, placement and keyword, saying where it stands and what comes next', async () => {
    const yandex = named((await report()).rows, 'Яндекс Директ')
    expect(yandex.next).toBe('campaign')
    const campaigns = await report(`&level=campaign&source=${yandex.id}`)
    expect(campaigns.path).toEqual([{ id: yandex.id, level: 'source', name: 'Яндекс Директ' }])
    expect(campaigns.rows.map(({ name, interactions }) => [name, interactions])).toEqual([
      ['Окна Москва', 300],
      ['Балконы РСЯ', 253],
      [null, 40],
    ])
    const moscow = named(campaigns.rows, 'Окна Москва')
    const placements = await report(`&level=placement&source=${yandex.id}&campaign=${moscow.id}`)
    const search = named(placements.rows, 'Поиск')
    expect(search).toMatchObject({ next: 'keyword', above: ['Яндекс Директ', 'Окна Москва'] })
    const keywords = await report(`&level=keyword&source=${yandex.id}&campaign=${moscow.id}&placement=${search.id}`)
    expect(keywords.rows).toMatchObject([{ name: 'пвх окна', interactions: 300, next: null }])
  })

  it('accuses the one campaign whose junk is above the norm beyond chance, and says how much data the others lack', async () => {
    const { rows, norm } = await report('&level=campaign')
    expect(norm).toBe(0.03)
    const bad = named(rows, 'Балконы РСЯ').junk
    expect(bad.verdict).toBe('above')
    expect(bad.count / bad.of).toBe(bad.interval?.share)
    expect(bad.interval?.low).toBeGreaterThan(norm)
    expect(bad.adjusted).toBeGreaterThanOrEqual(bad.pValue ?? 1)
    expect(named(rows, 'Окна Москва').junk.verdict).not.toBe('above')
    expect(named(rows, 'Объявления').junk).toMatchObject({ verdict: 'too_little', count: 1, of: 18 })
    expect(named(rows, 'Объявления').junk.needed).toBeGreaterThan(250)
  })

  it('does not accuse a source for one raid: its junk of one day counts for little, however the figures are read', async () => {
    for (const query of ['', '&kind=call']) {
      const { rows, norm } = await report(query)
      const raided = named(rows, 'Справочник').junk
      expect(raided).toMatchObject({ count: 40, of: 310, verdict: 'too_little' })
      expect(raided.interval?.share).toBeCloseTo(40 / 310, 12)
      expect(raided.bursts).toBeGreaterThan(5)
      expect(isRaid(raided, norm)).toBe(true)
    }
  })

  it('tells what a lead cost, keeps money without contacts and money without a source, and loses none', async () => {
    const { rows, total, spendKnown } = await report()
    expect(spendKnown).toBe(true)
    const yandex = named(rows, 'Яндекс Директ')
    expect(yandex.spend).toBe(1_050_001)
    expect(yandex.costPerLead).toBe(Math.round(1_050_001 / yandex.leads))
    expect(named(rows, 'Радио')).toMatchObject({ interactions: 0, spend: 700_000, costPerLead: null })
    expect(named(rows, null).spend).toBe(350)
    expect(total.spend).toBe(1_050_001 + 700_000 + 350)
    const campaigns = await report(`&level=campaign&source=${yandex.id}`)
    expect(named(campaigns.rows, null).spend).toBe(50_000)
    expect(campaigns.total.spend).toBe(1_050_001)
  })

  it('gives the same figures from the record when the filter asks for more than the roll-up knows', async () => {
    const rolled = await report('&level=campaign')
    const counted = await report('&level=campaign&kind=call')
    const bare = (one: SourcesReport) =>
      one.rows
        .filter(({ interactions }) => interactions > 0)
        .map(({ spend: _, costPerLead: __, deals: ____, junk: { adjusted: ___, ...junk }, ...row }) => ({
          ...row,
          junk,
        }))
    expect(bare(counted)).toEqual(bare(rolled))
    expect(counted).toMatchObject({ spendKnown: false, total: { spend: null, costPerLead: null } })
    expect((await report('&kind=chat')).total.interactions).toBe(0)
  })

  it('shows a head of one department that department’s contacts alone, and no spend of the whole company', async () => {
    const response = await server.api('head')(`/workspaces/${server.company.slug}/reports/sources?${march}`)
    const own = (await response.json()) as SourcesReport
    const whole = await report()
    const listedThere = await report(`&department=${server.company.departments.windows}`)
    expect(own.total.interactions).toBe(listedThere.total.interactions)
    expect(own.total.interactions).toBeGreaterThan(0)
    expect(own.total.interactions).toBeLessThan(whole.total.interactions)
    expect(own.spendKnown).toBe(false)
  })

  it('is closed to those who may not see sources, and says what is wrong with a period', async () => {
    const as = (role: 'manager' | 'auditor' | 'marketing', query: string) =>
      server.api(role)(`/workspaces/${server.company.slug}/reports/sources?${query}`)
    expect((await as('manager', march)).status).toBe(403)
    expect((await as('auditor', march)).status).toBe(403)
    expect((await as('marketing', 'from=2026-04-01&to=2026-03-01')).status).toBe(422)
    expect((await as('marketing', 'to=2026-03-01')).status).toBe(422)
  })

  it('another company sees none of it', async () => {
    const other = await server.addCompany()
    const response = await fetch(
      `${server.url}/api/v1/workspaces/${other.company.slug}/reports/sources?${march}&level=campaign`,
      { headers: { authorization: `Bearer ${other.keys.marketing}` } },
    )
    expect(await response.json()).toMatchObject({ rows: [], total: { interactions: 0, spend: 0 } })
  })
})

describe('the table as a file', () => {
  const file = (query: string) =>
    server.api('marketing')(`/workspaces/${server.company.slug}/reports/sources/file?${march}${query}`)

  it('is CSV with the same figures, and formulas in names are harmless', async () => {
    await record(contacts(1, { source: '=HYPERLINK("http://evil")' }, 0))
    const response = await file('&format=csv')
    expect(response.headers.get('content-type')).toContain('text/csv')
    expect(response.headers.get('content-disposition')).toContain('lidoskop-source-2026-03-01-2026-03-31.csv')
    const text = await response.text()
    expect(text).toContain('Яндекс Директ,593,')
    expect(text).not.toMatch(/(^|\n|,)"?=/)
  })

  it('is a workbook whose figures are numbers', async () => {
    const response = await file('&format=xlsx&language=en&level=campaign')
    const rows = await readSheet(Buffer.from(await response.arrayBuffer()))
    expect(rows[0]?.slice(0, 3)).toEqual(['Campaign', 'Contacts', 'Missed'])
    expect(rows.find(([name]) => name === 'Яндекс Директ › Окна Москва')?.[1]).toBe(300)
  })
})
