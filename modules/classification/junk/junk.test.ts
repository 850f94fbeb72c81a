import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { verifyAudit } from '../../../platform/audit/audit.ts'
import { type TestServer, testServer } from '../../../platform/testing/index.ts'
import type { Observation } from '../../interactions/index.ts'
import type { JunkDecision, JunkFinding } from '../contract.ts'
import { compareShares, type JunkPlace, judgePlaces } from '../rules.ts'

/** mulberry32: the same seed, the same chance. */
function chance(seed: number) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const drawn = (share: number, of: number, next: () => number): JunkPlace => {
  let junk = 0
  for (let i = 0; i < of; i++) if (next() < share) junk += 1
  return { junk, of, bursts: 1 }
}
const foundIn = (places: readonly JunkPlace[]) =>
  judgePlaces(places, 0.03).flatMap(({ verdict }, index) => (verdict === 'above' ? [index] : []))
const thousand = (one: (next: () => number) => boolean): number =>
  Array.from({ length: 1000 }, (_, seed) => one(chance(seed + 1))).filter(Boolean).length / 1000

describe('what is above the norm beyond chance', () => {
  it('of twenty campaigns of 2.5 % and one of 9 % the one is found, and it alone', () => {
    let foundIt = 0
    let alone = 0
    for (let seed = 1; seed <= 1000; seed++) {
      const next = chance(seed)
      const campaigns = [...Array.from({ length: 20 }, () => drawn(0.025, 400, next)), drawn(0.09, 400, next)]
      const found = foundIn(campaigns)
      foundIt += Number(found.includes(20))
      alone += Number(found.join() === '20')
    }
    expect(foundIt / 1000).toBeGreaterThan(0.99)
    expect(alone / 1000).toBeGreaterThan(0.97)
  })

  it('of twenty equal campaigns over 1,000 seeds one raises an alarm no more often than 5 % of the times', () => {
    const alarms = (share: number, of: number) =>
      thousand((next) => foundIn(Array.from({ length: 20 }, () => drawn(share, of, next))).length > 0)
    // As much junk as the company's own norm is the worst that is still no reason to speak.
    const worst = [alarms(0.03, 100), alarms(0.03, 400), alarms(0.03, 1000)]
    for (const rate of worst) expect(rate).toBeLessThanOrEqual(0.05)
    expect(alarms(0.025, 400)).toBeLessThanOrEqual(0.01)
  })

  test('looking at more places never makes one that was not found a finding by itself', () => {
    const place = fc.record({
      junk: fc.integer({ min: 0, max: 30 }),
      of: fc.integer({ min: 30, max: 600 }),
      bursts: fc.constant(1),
    })
    fc.assert(
      fc.property(place, fc.integer({ min: 1, max: 40 }), (one, clean) => {
        const others = Array.from({ length: clean }, () => ({ junk: 0, of: 500, bursts: 1 }))
        if (!foundIn([one]).includes(0)) expect(foundIn([one, ...others])).toEqual([])
      }),
    )
  })

  it('tells before from after only where the data does', () => {
    expect(compareShares({ junk: 36, of: 400 }, { junk: 6, of: 400 })).toBe('less')
    expect(compareShares({ junk: 6, of: 400 }, { junk: 36, of: 400 })).toBe('more')
    expect(compareShares({ junk: 12, of: 400 }, { junk: 10, of: 400 })).toBe('same')
    expect(compareShares({ junk: 36, of: 400 }, { junk: 0, of: 20 })).toBe('too_little')
  })
})

describe('the finder over the record', () => {
  let server: TestServer
  let clock = new Date('2026-03-31T12:00:00Z')
  const bad = 'РСЯ: ремонт'
  let numbered = 0

  const contacts = (campaign: string, count: number, share: number, firstDay: number, days: number) =>
    Array.from({ length: count }, (_, i): Observation => {
      // Spread evenly over days, hours and pages.
      const startedAt = new Date(Date.UTC(2026, 2, firstDay + (i % days), 6 + (i % 9), i % 60))
      const junk = Math.floor((i + 1) * share) > Math.floor(i * share)
      return {
        ...{ provider: 'generic', externalId: `${campaign} ${++numbered}`, kind: 'call', at: startedAt, startedAt },
        ...{ direction: 'inbound', finished: true, outcome: 'answered', talkSeconds: 60, line: '101' },
        ...{ party: { phone: `+7916${String(4_000_000 + numbered)}` }, classKey: junk ? 'spam' : 'lead' },
        origin: { source: 'Яндекс Директ', campaign },
      }
    })
  const record = async (observations: Observation[]) => {
    for (let from = 0; from < observations.length; from += 2000) {
      const batch = observations.slice(from, from + 2000)
      await server.db.transaction((tx) =>
        server.app.recorder.record(tx, { workspace: server.company, observations: batch, now: clock }),
      )
    }
  }
  beforeAll(async () => {
    server = await testServer({ now: () => clock })
    const good = Array.from({ length: 20 }, (_, n) => contacts(`Кампания ${n + 1}`, 200, 0.025, 1, 28))
    await record([...good.flat(), ...contacts(bad, 300, 0.09, 1, 28)])
    for (const [campaign, amount] of [
      [bad, '30 000'],
      ['Кампания 1', '20 000'],
    ] as const) {
      await ask('marketing', '/spend', { day: '2026-03-05', origin: ['Яндекс Директ', campaign], amount })
    }
  })
  afterAll(() => server.close())

  async function ask<Answer>(role: 'marketing' | 'director' | 'manager', path: string, body?: unknown) {
    const answer = await server.api(role)(`/workspaces/${server.company.slug}${path}`, { body })
    return { status: answer.status, body: (await answer.json()) as Answer }
  }
  const march = 'from=2026-03-01&to=2026-03-31'
  const find = async () =>
    (await ask<{ looked: number; findings: JunkFinding[] }>('marketing', `/reports/junk?${march}`)).body

  it('finds the one campaign of 9 % among twenty of 2.5 %, says what it burned, and opens exactly its junk', async () => {
    const { findings, looked } = await find()
    // Source, campaigns, nine hours and seven weekdays.
    expect(looked).toBe(1 + 21 + 9 + 7)
    expect(findings).toHaveLength(1)
    const [found] = findings
    expect(found).toMatchObject({
      dimension: 'campaign',
      name: bad,
      junk: 27,
      of: 300,
      burned: 270_000,
      estimated: false,
    })
    expect(found?.examples).toHaveLength(5)
    const query = new URLSearchParams()
    for (const [name, value] of Object.entries(found?.filter ?? {})) {
      for (const one of [value].flat()) query.append(name, String(one))
    }
    expect((await ask('marketing', `/interactions/count?${query}`)).body).toMatchObject({ total: 27 })
  })

  it('keeps a decision with what was seen, and says later whether it helped', async () => {
    const [found] = (await find()).findings
    const asked = {
      dimension: 'campaign',
      value: found?.value,
      decision: 'bid_lowered',
      note: 'Минус-площадки',
      from: '2026-03-01',
      to: '2026-03-31',
    }
    expect((await ask('manager', '/junk-decisions', asked)).status).toBe(403)
    expect((await ask('marketing', '/junk-decisions', asked)).status).toBe(200)
    const decisions = async () => (await ask<JunkDecision[]>('director', '/junk-decisions')).body
    expect(await decisions()).toMatchObject([
      { decision: 'bid_lowered', before: { junk: 27, of: 300 }, after: { of: 0 }, verdict: 'too_little' },
    ])
    clock = new Date('2026-04-30T12:00:00Z')
    await record(contacts(bad, 300, 0.01, 32, 28))
    expect(await decisions()).toMatchObject([{ after: { junk: 3, of: 300 }, verdict: 'less' }])
    expect(await verifyAudit(server.db, server.company.id)).toMatchObject({ intact: true })
  })

  it('takes no decision on what there is not', async () => {
    const about = (dimension: string, value: string) =>
      ask('marketing', '/junk-decisions', {
        dimension,
        value,
        decision: 'watched',
        from: '2026-03-01',
        to: '2026-03-31',
      })
    expect((await about('campaign', 'нет такой')).status).toBe(404)
    expect((await about('hour', '25')).status).toBe(422)
    expect((await about('hour', '9')).status).toBe(200)
  })
})
