import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Role } from '../../kernel/access.ts'
import { verifyAudit } from '../../platform/audit/audit.ts'
import { sql } from '../../platform/database/database.ts'
import { type TestServer, testServer } from '../../platform/testing/index.ts'
import type { SourcesReport } from '../attribution/contract.ts'
import type { Observation } from '../interactions/index.ts'
import { escalateDue } from './jobs.ts'

let server: TestServer
let clock = new Date('2026-03-06T09:00:00Z')
/** Ids of the contacts, in the order in which they were told. */
let ids: string[] = []

const contact = (n: number, over: Partial<Observation> = {}): Observation => {
  const startedAt = new Date(Date.UTC(2026, 2, 5, 6, n))
  return {
    ...{ provider: 'generic', externalId: `contact ${n}`, kind: 'call', at: startedAt, startedAt },
    ...{ direction: 'inbound', finished: true, outcome: 'answered', talkSeconds: 60 },
    ...{ line: server.company.people.manager.line, party: { phone: `+7916${3_000_000 + n}` } },
    ...{ origin: { source: 'Яндекс Директ', campaign: n % 2 ? 'Окна' : 'Балконы' } },
    ...{ classKey: n < 20 ? 'spam' : 'lead' },
    ...over,
  }
}

beforeAll(async () => {
  server = await testServer({ now: () => clock })
  await record(Array.from({ length: 40 }, (_, n) => contact(n)))
  const rows = await server.db.query<{ id: string }>(sql`
    select id from interactions where workspace_id = ${server.company.id} order by started_at`)
  ids = rows.map(({ id }) => id)
})
afterAll(() => server.close())

const record = (observations: Observation[]) =>
  server.db.transaction((tx) => server.app.recorder.record(tx, { workspace: server.company, observations, now: clock }))

async function ask(role: Role, path: string, body?: unknown) {
  const answer = await server.api(role)(`/workspaces/${server.company.slug}${path}`, { body })
  const said = (await answer.json()) as Record<string, unknown>
  return { status: answer.status, code: said.code, ...said } as { status: number; code: unknown } & Record<
    string,
    never
  >
}
const as = async <Value>(role: Role, path: string) => {
  const answer = await server.api(role)(`/workspaces/${server.company.slug}${path}`)
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as Value
}
const cls = (key: string) => server.company.classes[key] ?? ''
const at = (n: number) => ids[n] ?? ''
const open = (n: number, classKey = 'lead', was = 'spam') =>
  ask('marketing', '/disputes', {
    interaction: at(n),
    was: cls(was),
    classId: cls(classKey),
    reason: 'Клиент спрашивал цену окна, +7 916 123-45-67',
  })
interface Review {
  checked: { by: string } | null
  dispute: {
    state: string
    awaits: string
    outcome: string | null
    entries: { kind: string; text: string | null }[]
  } | null
  acts: string[]
}
const review = (n: number, role: Role = 'head') => as<Review>(role, `/interactions/${at(n)}/class-review`)
const classOf = async (n: number) =>
  (await as<{ classId: string | null }>('director', `/interactions/${at(n)}`)).classId
const told = async (n: number) =>
  (
    await server.db.query<{ type: string; concerns: unknown }>(sql`
      select type, concerns from notices where workspace_id = ${server.company.id} and interaction_id = ${at(n)} order by id`)
  ).map(({ type }) => type)

describe('a dispute from end to end', () => {
  it('is opened by marketing, answered and settled by the head of sales, and the class changes with the reason', async () => {
    expect((await open(0)).status).toBe(200)
    expect(await classOf(0)).toBe(cls('spam'))
    expect(await review(0)).toMatchObject({ dispute: { state: 'open', awaits: 'sales' } })
    expect((await ask('manager', `/disputes/${at(0)}/entries`, { text: 'Он продавал рекламу' })).status).toBe(200)
    // A manager writes, but does not settle.
    const agreement = { classId: cls('lead'), reason: 'Переслушали: просил замер' }
    expect((await ask('manager', `/disputes/${at(0)}/agreement`, agreement)).status).toBe(403)
    expect((await ask('head', `/disputes/${at(0)}/agreement`, agreement)).status).toBe(200)
    expect(await classOf(0)).toBe(cls('lead'))
    expect((await review(0)).dispute).toMatchObject({ state: 'settled', outcome: 'marketing' })
    expect((await review(0)).dispute?.entries.map(({ kind }) => kind)).toEqual(['opened', 'wrote', 'accepted'])
    expect(await told(0)).toEqual(['dispute.opened', 'dispute.answered', 'dispute.settled'])
    const history = await server.db.query(sql`
      select action, reason from audit_log where workspace_id = ${server.company.id} and object_id = ${at(0)}
        and action like 'dispute.%' order by seq`)
    expect(history).toEqual([
      { action: 'dispute.opened', reason: expect.stringContaining('цену окна') },
      { action: 'dispute.wrote', reason: 'Он продавал рекламу' },
      { action: 'dispute.accepted', reason: 'Переслушали: просил замер' },
    ])
    expect(await verifyAudit(server.db, server.company.id)).toMatchObject({ intact: true })
  })

  it('marketing reads what sales wrote with numbers masked', async () => {
    const texts = (await review(0, 'marketing')).dispute?.entries.map(({ text }) => text)
    expect(texts?.[0]).toContain('цену окна')
    expect(texts?.[0]).not.toContain('123-45-67')
  })

  it('is not seen, let alone settled, by those who may not see the interaction', async () => {
    await record([contact(90, { line: server.company.otherManager.line, classKey: 'spam' })])
    const [row] = await server.db.query<{ id: string }>(sql`
      select id from interactions where workspace_id = ${server.company.id} and external_id = 'contact 90'`)
    const id = row?.id ?? ''
    const body = { interaction: id, was: cls('spam'), classId: cls('lead'), reason: 'Это был клиент' }
    expect((await ask('marketing', '/disputes', body)).status).toBe(200)
    for (const role of ['head', 'manager'] as const) {
      expect((await ask(role, `/disputes/${id}/entries`, { text: 'нет' })).status).toBe(404)
      const { items } = await as<{ items: { id: string }[] }>(role, '/disputes')
      expect(items.map((item) => item.id)).not.toContain(id)
    }
  })

  it('nobody disputes a class that is another by now, in dispute already, or the very same', async () => {
    expect(await open(1, 'lead', 'upsell')).toMatchObject({ status: 422, code: 'CLASS_CHANGED' })
    expect(await open(1, 'spam')).toMatchObject({ code: 'DISPUTE_SAME_CLASS' })
    await open(1)
    expect(await open(1)).toMatchObject({ code: 'DISPUTE_RUNS' })
    expect(await ask('marketing', '/class-checks', { items: [{ id: at(1), was: cls('spam') }] })).toMatchObject({
      code: 'DISPUTE_RUNS',
    })
  })

  it('goes to the director after three working days, once, also after a restart; the director decides', async () => {
    await open(2)
    const before = await told(2)
    expect(before).toEqual(['dispute.opened'])
    clock = new Date('2026-03-11T08:59:00Z')
    await escalateDue(server.db, server.company.id, clock)
    expect((await review(2)).dispute?.state).toBe('open')
    // Friday 12:00 in Moscow and three working days: Wednesday 12:00.
    expect(
      await ask('director', `/disputes/${at(2)}/decision`, { classId: cls('lead'), reason: 'Рано' }),
    ).toMatchObject({ code: 'DISPUTE_NOT_ESCALATED' })
    clock = new Date('2026-03-11T09:00:00Z')
    await Promise.all([
      escalateDue(server.db, server.company.id, clock),
      escalateDue(server.db, server.company.id, clock),
    ])
    expect((await review(2)).dispute).toMatchObject({ state: 'escalated', awaits: 'director' })
    expect(await told(2)).toEqual(['dispute.opened', 'dispute.escalated'])
    const decision = { classId: cls('spam'), reason: 'Это реклама, а не клиент' }
    expect((await ask('head', `/disputes/${at(2)}/decision`, decision)).status).toBe(403)
    expect((await ask('director', `/disputes/${at(2)}/decision`, decision)).status).toBe(200)
    expect((await review(2)).dispute).toMatchObject({ state: 'settled', outcome: 'sales' })
  })

  it('is taken back by marketing, who agrees then, and can be disputed anew', async () => {
    await open(3)
    expect((await ask('head', `/disputes/${at(3)}/withdrawal`, { reason: 'нет' })).status).toBe(403)
    expect((await ask('marketing', `/disputes/${at(3)}/withdrawal`, { reason: 'Ошибся' })).status).toBe(200)
    expect(await review(3)).toMatchObject({
      checked: { by: server.company.people.marketing.name },
      dispute: { state: 'withdrawn' },
    })
    expect((await open(3)).status).toBe(200)
    expect((await review(3)).dispute?.state).toBe('open')
  })

  it('follows a class that is given past it: sales who give the claimed class have conceded, and undo nothing alone', async () => {
    await open(4)
    const give = (key: string) => ask('manager', '/interactions/class', { items: [{ id: at(4) }], classId: cls(key) })
    await give('upsell')
    expect((await review(4)).dispute).toMatchObject({ state: 'open', awaits: 'marketing' })
    await give('lead')
    expect((await review(4)).dispute).toMatchObject({ state: 'settled', outcome: 'marketing' })
    await give('spam')
    expect((await review(4)).dispute).toMatchObject({ state: 'open', awaits: 'marketing' })
  })

  it('a class that marketing agreed with waits for a look again once it is another', async () => {
    expect(await ask('marketing', '/class-checks', { items: [{ id: at(30), was: cls('lead') }] })).toMatchObject({
      checked: 1,
    })
    expect((await review(30)).checked).not.toBeNull()
    await ask('manager', '/interactions/class', { items: [{ id: at(30) }], classId: cls('upsell') })
    expect((await review(30)).checked).toBeNull()
  })
})

describe('figures', () => {
  const march = 'from=2026-03-01&to=2026-03-31'
  const count = async (query: string) =>
    (await as<{ total: number }>('director', `/interactions/count?${march}${query}`)).total

  it('the report counts the class that stands, or what each side claims; its counts open exactly those interactions', async () => {
    for (const said of ['', 'sales', 'marketing']) {
      const query = said ? `&said=${said}` : ''
      const report = await as<SourcesReport>('director', `/reports/sources?${march}&level=campaign${query}`)
      // The record itself is counted where the filter asks for more than the roll-up knows: both agree.
      const counted = await as<SourcesReport>('director', `/reports/sources?${march}&level=campaign${query}&kind=call`)
      expect(report.rows.map(({ name, groups }) => [name, groups])).toEqual(
        counted.rows.map(({ name, groups }) => [name, groups]),
      )
      for (const row of report.rows) {
        expect(await count(`&direction=inbound&campaign=${row.id}&group=destructive${query}`)).toBe(row.junk.count)
        const only = await as<SourcesReport>(
          'director',
          `/reports/sources?${march}&level=campaign&class=${cls('lead')}&campaign=${row.id}${query}`,
        )
        expect(only.total.interactions).toBe(row.classes[cls('lead')] ?? 0)
      }
      expect(report.total.interactions).toBe(41)
    }
  })

  it('as marketing said there is less junk than as sales said', async () => {
    const junk = async (said: string) =>
      (await as<SourcesReport>('director', `/reports/sources?${march}&said=${said}`)).total.groups.destructive
    expect(await junk('sales')).toBeGreaterThan(await junk('marketing'))
  })

  it('says how much is in dispute, and the list shows exactly that', async () => {
    const { disputed } = await as<SourcesReport>('director', `/reports/sources?${march}`)
    expect(disputed).toBeGreaterThan(0)
    expect(await count('&review=disputed')).toBe(disputed)
  })

  it('lists what runs by age, what waits for whom, and what was settled', async () => {
    const list = async (role: Role, view: string) =>
      (await as<{ items: { id: string; state: string; openedAt: string }[] }>(role, `/disputes?view=${view}`)).items
    const live = await list('director', 'live')
    expect(live.map(({ openedAt }) => openedAt)).toEqual(live.map(({ openedAt }) => openedAt).sort())
    expect((await list('head', 'mine')).map(({ id }) => id)).toEqual([at(3)])
    expect((await list('marketing', 'mine')).map(({ id }) => id)).toEqual([at(4)])
    expect((await list('director', 'over')).map(({ state }) => state)).toEqual(['settled', 'settled'])
  })

  it('tells per person how many disputed classes were changed, and that so few tell nothing', async () => {
    const figures = await as<{ sales: unknown[]; marketing: unknown[]; outcomes: unknown }>(
      'director',
      `/reports/disputes?${march}`,
    )
    const { manager, marketing } = server.company.people
    expect(figures.sales).toContainEqual(
      expect.objectContaining({
        name: manager.name,
        changed: { count: 1, of: 2, interval: expect.anything(), enough: false },
      }),
    )
    expect(figures.marketing).toContainEqual(
      expect.objectContaining({ id: marketing.id, upheld: expect.objectContaining({ count: 1, of: 2 }) }),
    )
    expect(figures.outcomes).toEqual({ sales: 1, marketing: 1, other: 0 })
  })

  it('what was removed leaves no dispute behind', async () => {
    const left = async () =>
      (await server.db.query(sql`select 1 from class_disputes where workspace_id = ${server.company.id}`)).length
    const before = await left()
    await server.db.transaction(async (tx) => {
      const [row] = server.app.recorder.projections.filter(({ name }) => name === 'class_reviews')
      const [gone] = await tx.query<{ id: string }>(
        sql`select id from interactions where workspace_id = ${server.company.id} and id = ${at(1)}`,
      )
      if (gone) await row?.apply(tx, server.company.id, [{ before: gone as never, after: null }])
    })
    expect(await left()).toBe(before - 1)
  })
})
