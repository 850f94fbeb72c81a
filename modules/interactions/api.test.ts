import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../kernel/access.ts'
import { verifyAudit } from '../../platform/audit/audit.ts'
import { sql } from '../../platform/database/database.ts'
import { type TestServer, testServer } from '../../platform/testing/index.ts'
import type { InteractionCard, InteractionItem } from './contract.ts'
import type { Observation } from './observation.ts'
import { countedFields } from './rules.ts'

let server: TestServer
let base: string
const now = new Date('2026-03-12T12:00:00Z')

beforeAll(async () => {
  server = await testServer({ now: () => now })
  base = `/workspaces/${server.company.slug}`
  await tell([
    call('talk', { start: '09:00', talk: 120, party: { phone: '8 916 123-45-67', name: 'Анна Петрова' } }),
    call('missed', { start: '09:10', talk: 0, party: { phone: '+79031112233' }, line: '201' }),
    call('back', { start: '09:30', talk: 60, direction: 'outbound', party: { phone: '+79031112233' }, line: '202' }),
    call('waiting', { start: '10:00', talk: 0, party: { phone: '+79165550000' } }),
    {
      provider: 'site',
      externalId: 'form',
      kind: 'form',
      at: new Date('2026-03-10T11:00:00Z'),
      direction: 'inbound',
      finished: true,
      subject: 'Остекление балкона',
      party: { email: 'Boris@Example.com', name: '=cmd()' },
      origin: { source: 'yandex', campaign: 'балконы' },
    },
    {
      provider: 'chat',
      externalId: 'chat',
      kind: 'chat',
      at: new Date('2026-03-10T12:00:00Z'),
      direction: 'inbound',
      finished: true,
      party: { messenger: 'tg:anna', phone: '+79161234567' },
      messages: [
        { key: '1', at: new Date('2026-03-10T12:00:00Z'), author: 'client', text: 'Сколько стоят пластиковые окна?' },
        { key: '2', at: new Date('2026-03-10T12:01:00Z'), author: 'employee', line: '101', text: 'Добрый день!' },
      ],
    },
  ])
})
afterAll(() => server.close())

function call(
  externalId: string,
  facts: { start: string; talk: number } & Pick<Observation, 'party' | 'line' | 'direction'>,
): Observation {
  const startedAt = new Date(`2026-03-10T${facts.start}:00Z`)
  const answered = facts.talk > 0
  const answeredAt = new Date(startedAt.getTime() + 10_000)
  const endedAt = new Date(answeredAt.getTime() + facts.talk * 1000)
  return {
    provider: 'test',
    externalId,
    kind: 'call',
    at: endedAt,
    direction: facts.direction ?? 'inbound',
    startedAt,
    ...(answered ? { answeredAt } : {}),
    endedAt,
    finished: true,
    line: facts.line ?? '101',
    outcome: answered ? 'answered' : 'no_answer',
    ...(facts.party ? { party: facts.party } : {}),
  }
}

async function tell(observations: readonly Observation[]) {
  const response = await server.api('admin')(`${base}/interactions`, { body: { observations } })
  expect(response.status, await response.clone().text()).toBe(200)
  return response.json()
}

async function get<Result = { items: InteractionItem[]; next: string | null }>(role: Role, path: string) {
  const response = await server.api(role)(`${base}${path}`)
  expect(response.status, await response.clone().text()).toBe(200)
  return (await response.json()) as Result
}

const names = async (role: Role, query: string) => {
  const { items } = await get(role, `/interactions?${query}`)
  const cards = await Promise.all(
    items.map(({ id }) => get<InteractionCard>(role === 'marketing' ? 'director' : role, `/interactions/${id}`)),
  )
  return cards.map((card) => card.externalId)
}

describe('the list', () => {
  test('shows everything, the newest first, and pages without loss or repetition', async () => {
    expect(await names('director', '')).toEqual(['chat', 'form', 'waiting', 'back', 'missed', 'talk'])
    for (const sort of ['newest', 'oldest', 'longest']) {
      const whole = await get('director', `/interactions?sort=${sort}`)
      const paged: string[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const page: { items: InteractionItem[]; next: string | null } = await get(
          'director',
          `/interactions?sort=${sort}&limit=2${cursor ? `&cursor=${cursor}` : ''}`,
        )
        paged.push(...page.items.map((item) => item.id))
        cursor = page.next
      }
      expect(paged).toEqual(whole.items.map((item) => item.id))
    }
    expect(await names('director', 'sort=longest&limit=2')).toEqual(['talk', 'back'])
  })

  test('narrows by everything that a filter names', async () => {
    const { people, secondManager, otherManager, departments } = server.company
    expect(await names('director', 'kind=form&kind=chat')).toEqual(['chat', 'form'])
    expect(await names('director', 'missed=true')).toEqual(['form', 'waiting', 'missed'])
    expect(await names('director', 'missed=false&kind=call')).toEqual(['back', 'talk'])
    expect(await names('director', `employee=${secondManager.id}&employee=${otherManager.id}`)).toEqual([
      'back',
      'missed',
    ])
    expect(await names('director', 'employee=none')).toEqual(['form'])
    expect(await names('director', `department=${departments.service}`)).toEqual(['back'])
    expect(await names('director', `employee=${people.manager.id}&hour=13`)).toEqual(['waiting'])
    expect(await names('director', 'from=2026-03-11')).toEqual([])
    expect(await names('director', 'from=2026-03-10&to=2026-03-10&minTalk=61')).toEqual(['chat', 'talk'].slice(1))
    expect(await names('director', 'partyKind=mobile&direction=outbound')).toEqual(['back'])
    const { origins } = await get<{ origins: { id: string; name: string }[] }>('director', '/interactions/options')
    expect(origins.map((origin) => origin.name)).toEqual(['yandex'])
    expect(await names('director', `source=${origins[0]?.id}`)).toEqual(['form'])
  })

  test('finds words in any form, names, addresses and parts of numbers', async () => {
    const text = (value: string) => names('director', `text=${encodeURIComponent(value)}`)
    expect(await text('балконы')).toEqual(['form'])
    expect(await text('окно')).toEqual(['chat'])
    expect(await text('петровой')).toEqual(['chat', 'talk'])
    expect(await text('boris')).toEqual(['form'])
    expect(await text('45-67')).toEqual(['chat', 'talk'])
    expect(await text('8916123')).toEqual(['chat', 'talk'])
    expect(await text("'; drop table interactions; --")).toEqual([])
  })

  test('says of a missed call whether the client was reached afterwards', async () => {
    const { items } = await get('director', '/interactions?missed=true&kind=call&sort=oldest')
    expect(items.map((item) => item.followUp?.kind)).toEqual(['called_back', 'waiting'])
    expect(await names('director', 'waiting=true')).toEqual(['form', 'waiting'])
    expect(await names('director', 'waiting=false&kind=call')).toEqual(['back', 'missed', 'talk'])
  })

  test('counts what fits, by group', async () => {
    expect(await get('director', '/interactions/count?kind=call')).toMatchObject({
      total: 4,
      exact: true,
      missed: 2,
      waiting: 1,
    })
  })

  test('counts what each choice of a filter would show while the others stay, and itself does not narrow', async () => {
    const counts = (role: Role, query: string) =>
      get<{ exact: boolean; counts: Record<string, number> }>(role, `/interactions/options/counts?${query}`)
    const { people, secondManager, otherManager, departments } = server.company
    expect(await counts('director', 'by=kind&kind=form')).toEqual({
      exact: true,
      counts: { call: 4, form: 1, chat: 1 },
    })
    expect((await counts('director', 'by=kind&missed=true')).counts).toEqual({ call: 2, form: 1 })
    expect((await counts('director', `by=employee&employee=${people.manager.id}&kind=call`)).counts).toEqual({
      [people.manager.id]: 2,
      [secondManager.id]: 1,
      [otherManager.id]: 1,
    })
    expect((await counts('director', 'by=employee&kind=form')).counts).toEqual({ none: 1 })
    expect((await counts('manager', 'by=employee')).counts).toEqual({ [people.manager.id]: 3 })
    expect(Object.keys((await counts('head', 'by=department')).counts)).not.toContain(departments.service)
    expect((await counts('director', 'by=weekday')).counts).toEqual({ 2: 6 })
    expect((await counts('director', 'by=class')).counts).toEqual({ none: 6 })
    expect((await counts('director', 'by=group')).counts).toEqual({})
  })

  test('every choice of every filter shows as many as were counted', async () => {
    for (const by of countedFields) {
      const { counts } = await get<{ counts: Record<string, number> }>(
        'director',
        `/interactions/options/counts?by=${by}&direction=inbound`,
      )
      for (const [value, count] of by === 'direction' ? [] : Object.entries(counts)) {
        expect(await names('director', `direction=inbound&${by}=${encodeURIComponent(value)}`)).toHaveLength(count)
      }
    }
  })
})

describe('reach and masks', () => {
  test('a manager sees their own, a head their department, an auditor nothing', async () => {
    expect(await names('manager', '')).toEqual(['chat', 'waiting', 'talk'])
    expect(await names('head', '')).toEqual(['chat', 'waiting', 'missed', 'talk'])
    expect((await server.api('auditor')(`${base}/interactions`)).status).toBe(403)
    const { items } = await get('director', '/interactions?direction=outbound')
    expect((await server.api('manager')(`${base}/interactions/${items[0]?.id}`)).status).toBe(404)
  })

  test('marketing sees no names and no whole numbers, nor finds people by them', async () => {
    const { items } = await get('marketing', '/interactions?kind=call&sort=oldest')
    expect(items[0]?.party).toMatchObject({ name: null, number: '+7 916 ***-**-67' })
    expect(await names('marketing', `text=${encodeURIComponent('петрова')}`)).toEqual([])
    expect(await names('marketing', 'text=45-67')).toEqual([])
    const card = await get<InteractionCard>('marketing', `/interactions/${items[0]?.id}`)
    expect(JSON.stringify(card)).not.toMatch(/Петров|1234567/)
  })

  test('another company’s key finds nothing here', async () => {
    const other = await server.addCompany()
    const response = await fetch(`${server.url}/api/v1${base}/interactions`, {
      headers: { authorization: `Bearer ${other.keys.director}` },
    })
    expect(response.status).toBe(404)
  })
})

describe('a class', () => {
  const setClass = (role: Role, body: unknown) => server.api(role)(`${base}/interactions/class`, { body })

  test('is set by a person, kept against later facts, and told in the chain', async () => {
    const { classes } = server.company
    const [talk] = (await get('director', '/interactions?kind=call&sort=longest&limit=1')).items
    if (!talk) throw new Error('no talk')
    const first = await setClass('manager', { items: [{ id: talk.id, was: null }], classId: classes.lead })
    expect(await first.json()).toEqual({ changed: 1 })
    await tell([
      { ...call('talk', { start: '09:00', talk: 120 }), classKey: 'spam', recordingUrl: 'https://r.example/1.mp3' },
    ])
    const card = await get<InteractionCard>('director', `/interactions/${talk.id}`)
    expect(card).toMatchObject({ classId: classes.lead, hasRecording: true, recordingUrl: 'https://r.example/1.mp3' })
    expect(card.classHistory).toMatchObject([{ before: null, after: classes.lead }])
    expect(card.customer).toMatchObject({ name: 'Анна Петрова', interactions: 2, ordinal: 1 })
    expect(await verifyAudit(server.db, server.company.id)).toMatchObject({ intact: true })

    const second = await setClass('head', { items: [{ id: talk.id, was: null }], classId: classes.spam })
    expect(second.status).toBe(422)
    expect(await second.json()).toMatchObject({ data: { code: 'class_changed' } })
    const third = await setClass('head', {
      items: [{ id: talk.id, was: classes.lead }],
      classId: null,
      reason: 'ошибка',
    })
    expect(await third.json()).toEqual({ changed: 1 })
    const cleared = await get<InteractionCard>('director', `/interactions/${talk.id}`)
    expect(cleared.classId).toBeNull()
    expect(cleared.classHistory[0]).toMatchObject({ before: classes.lead, after: null, reason: 'ошибка' })
  })

  test('is refused for what is out of reach, for marketing, and for a class that is not there', async () => {
    const { classes } = server.company
    const [back] = (await get('director', '/interactions?direction=outbound')).items
    expect((await setClass('manager', { items: [{ id: back?.id }], classId: classes.lead })).status).toBe(404)
    expect((await setClass('marketing', { items: [{ id: back?.id }], classId: classes.lead })).status).toBe(403)
    expect((await setClass('director', { items: [{ id: back?.id }], classId: back?.id })).status).toBe(422)
  })

  test('of whoever waits for one comes in a queue, the oldest first, without calls in which nobody talked', async () => {
    const { items } = await get('director', '/interactions/unclassified')
    const kinds = items.map((item) => item.kind)
    expect(kinds).toEqual(['call', 'form', 'chat'])
    expect(await get('director', '/interactions/unclassified/state')).toMatchObject({
      waiting: 3,
      ages: { older: 3 },
      week: { ended: 3, inTime: 0 },
    })
  })

  test('can be added, renamed and archived but not share a key with another', async () => {
    const admin = server.api('admin')
    const fields = { nameRu: 'Двери', nameEn: 'Doors', group: 'lead', color: 'cyan', hotkey: 'd' }
    const added = (await (await admin(`${base}/classes`, { body: fields })).json()) as { id: string }
    const twice = await admin(`${base}/classes`, { body: fields })
    expect(await twice.json()).toMatchObject({ data: { code: 'hotkey_taken', field: 'hotkey' } })
    const english = await admin(`${base}/classes`, { body: fields, headers: { 'accept-language': 'en' } })
    expect(await english.json()).toMatchObject({ message: 'The key “d” belongs to Doors' })
    const archived = await admin(`${base}/classes/${added.id}`, { method: 'PATCH', body: { archived: true } })
    expect(await archived.json()).toMatchObject({ hotkey: null, nameRu: 'Двери' })
    expect((await server.api('manager')(`${base}/classes`, { body: fields })).status).toBe(403)
    const [talk] = (await get('director', '/interactions?kind=call&sort=longest&limit=1')).items
    expect((await setClass('director', { items: [{ id: talk?.id }], classId: added.id })).status).toBe(422)
  })
})

test('of two who change a class at once neither undoes what the other did', async () => {
  const fields = { nameRu: 'Ворота', nameEn: 'Gates', group: 'lead', color: 'cyan', hotkey: null }
  const { id } = (await (await server.api('admin')(`${base}/classes`, { body: fields })).json()) as { id: string }
  const own = sql`workspace_id = ${server.company.id} and id = ${id}`
  let coloured: Promise<Response> | undefined
  await server.db.transaction(async (tx) => {
    await tx.query(sql`update interaction_classes set name_ru = 'Заборы' where ${own}`)
    coloured = server.api('admin')(`${base}/classes/${id}`, { method: 'PATCH', body: { color: 'red' } })
    for (let waits = 0; waits === 0; ) {
      const waiting = await server.db.query(
        sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
      waits = waiting.length
    }
  })
  expect((await coloured)?.status).toBe(200)
  const [kept] = await server.db.query(sql`select name_ru as name, color from interaction_classes where ${own}`)
  expect(kept).toEqual({ name: 'Заборы', color: 'red' })
})

describe('views', () => {
  test('are one’s own until shared, and only the owner changes them', async () => {
    const view = { name: 'Пропущенные', filters: { missed: ['true'] }, shared: false }
    const mine = (await (await server.api('head')(`${base}/views`, { body: view })).json()) as { id: string }
    expect((await server.api('head')(`${base}/views`, { body: view })).status).toBe(409)
    expect(await get('director', '/views')).toEqual([])
    await server.api('head')(`${base}/views/${mine.id}`, { method: 'PATCH', body: { shared: true } })
    expect(await get('director', '/views')).toMatchObject([
      { name: 'Пропущенные', mine: false, filters: { missed: ['true'] } },
    ])
    expect((await server.api('director')(`${base}/views/${mine.id}`, { method: 'DELETE' })).status).toBe(404)
    expect((await server.api('head')(`${base}/views/${mine.id}`, { method: 'DELETE' })).status).toBe(200)
  })
})

describe('an export', () => {
  test('holds the filtered rows, runs no formula, and is in the log', async () => {
    const response = await server.api('director')(`${base}/interactions/export.csv?kind=form`)
    expect(response.headers.get('content-disposition')).toContain('lidoskop-interactions.csv')
    const lines = (await response.text()).trim().split('\r\n')
    expect(lines).toHaveLength(2)
    expect(lines[0]).toContain('Начало,Вид')
    expect(lines[1]).toMatch(/^2026-03-10 14:00:00,Заявка,.*'=cmd\(\),,boris@example.com/)
    const log = await get<{ action: string }[]>('admin', '/audit?limit=1')
    expect(log[0]?.action).toBe('interactions.exported')
  })

  test('is masked for marketing, refused to a manager, and has an Excel form', async () => {
    const text = await (await server.api('marketing')(`${base}/interactions/export.csv`)).text()
    expect(text).not.toMatch(/Петров|1234567|boris/)
    expect((await server.api('manager')(`${base}/interactions/export.csv`)).status).toBe(403)
    expect((await server.api('director')(`${base}/interactions/export.csv?hour=99`)).status).toBe(422)
    const sheet = await server.api('director')(`${base}/interactions/export.xlsx`)
    expect(
      Buffer.from(await sheet.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK')
  })
})
