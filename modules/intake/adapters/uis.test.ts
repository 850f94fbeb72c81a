import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestServer, testServer } from '../../../platform/testing/server.ts'
import { inboxEmpty, openEndpoint, postUis, recordOf, statesOf, type TestEndpoint } from '../testing.ts'
import { stageOf } from './uis-stage.ts'

let server: TestServer
let door: TestEndpoint
beforeAll(async () => {
  server = await testServer()
  door = await openEndpoint(server, 'uis', { settings: { timezone: 'Europe/Moscow' } })
})
afterAll(() => server.close())

type Event = Readonly<Record<string, unknown>>

/** A call as templates with the provider's variables tell of it: rings at one manager, another one talks. */
const answered = (id: string): Event[] => {
  const common = { virtual_phone_number: '74951112233', contact_phone_number: '79161234567', call_session_id: id }
  const first = { employee_id: 758631, employee_full_name: server.company.people.manager.name }
  const second = { employee_id: 758632, employee_full_name: server.company.secondManager.name }
  return [
    {
      ...common,
      notification_name: 'Входящий звонок на виртуальный номер',
      notification_time: '2026-03-02 10:05:10',
      utm_source: 'yandex',
      utm_campaign: 'Окна',
    },
    {
      ...common,
      ...first,
      notification_name: 'Ожидание ответа',
      notification_time: '2026-03-02 10:05:15',
      direction: 'in',
      leg_id: 11,
    },
    {
      ...common,
      ...second,
      notification_name: 'Ожидание ответа',
      notification_time: '2026-03-02 10:05:25',
      direction: 'in',
      leg_id: 12,
    },
    {
      ...common,
      ...second,
      notification_name: 'Начало разговора',
      notification_time: '2026-03-02 10:05:30',
      direction: 'in',
      leg_ids: [10, 12],
    },
    {
      ...common,
      ...second,
      notification_name: 'Окончание разговора',
      notification_time: '2026-03-02 10:07:30',
      direction: 'in',
      talk_time_duration: 120,
    },
    {
      ...common,
      ...second,
      notification_name: 'Завершение звонка',
      notification_time: '2026-03-02 10:07:30',
      direction: 'in',
      talk_time_duration: 120,
      total_time_duration: 140,
      wait_time_duration: 20,
    },
    {
      ...common,
      ...second,
      notification_name: 'Записанный разговор',
      notification_time: '2026-03-02 10:08:00',
      file_link: 'https://app.uiscom.ru/system/media/talk/1/2/',
      file_duration: 120,
    },
  ]
}

async function tell(events: readonly Event[]): Promise<void> {
  for (const event of events) expect((await postUis(door, event)).status).toBe(200)
  await inboxEmpty(server)
}

test('the provider’s own variables need no mapping: one interaction with who rang, who talked, source and recording', async () => {
  await tell(answered('8001'))
  const found = await recordOf(server, '8001')
  expect(found).toMatchObject([
    {
      provider: 'uis',
      direction: 'inbound',
      state: 'finished',
      outcome: 'talked',
      startedAt: new Date('2026-03-02T07:05:10Z'),
      answeredAt: new Date('2026-03-02T07:05:30Z'),
      endedAt: new Date('2026-03-02T07:07:30Z'),
      waitSeconds: 20,
      talkSeconds: 120,
      partyNumber: '+79161234567',
      employee: server.company.secondManager.name,
      recordingUrl: 'https://app.uiscom.ru/system/media/talk/1/2/',
    },
  ])
  expect(found[0]?.legs.map(({ key, outcome }) => [key, outcome])).toEqual([
    ['758631', null],
    ['758632', 'answered'],
  ])
})

test('shuffled, doubled and cut short, every order of the same events gives the same record', async () => {
  let run = 0
  const story = async (id: string, order: readonly number[]) => {
    await tell(order.map((index) => answered(id)[index] as Event))
    const found = await recordOf(server, id)
    expect(found).toHaveLength(1)
    return JSON.parse(JSON.stringify(found).replaceAll(id, 'id'))
  }
  await fc.assert(
    fc.asyncProperty(
      fc
        .subarray([0, 1, 2, 3, 4, 5, 6], { minLength: 1 })
        .chain((some) =>
          fc.tuple(
            fc.constant(some),
            fc.shuffledSubarray(some, { minLength: some.length }),
            fc.array(fc.constantFrom(...some), { maxLength: 3 }),
          ),
        ),
      async ([straight, shuffled, again]) => {
        run += 1
        expect(await story(`s${run}-`, [...shuffled, ...again])).toEqual(await story(`o${run}-`, straight))
      },
    ),
    { numRuns: 15, seed: 20_261_124 },
  )
})

test('a lost call alone says that the client waited and nobody answered', async () => {
  await tell([
    {
      notification_name: 'Потерянный звонок',
      notification_time: '2026-03-02 10:10:00',
      call_session_id: '8002',
      contact_phone_number: '79161234567',
      wait_time_duration: 35,
      direction: 'in',
    },
  ])
  expect(await recordOf(server, '8002')).toMatchObject([
    {
      state: 'finished',
      outcome: 'unanswered',
      waitSeconds: 35,
      talkSeconds: 0,
      startedAt: new Date('2026-03-02T07:09:25Z'),
    },
  ])
})

test('a company’s own field names are mapped by the endpoint’s settings, for events that come and for those that are kept', async () => {
  const own = await openEndpoint(server, 'uis')
  const event = {
    secret: own.secrets.secret,
    nomer: '79031112233',
    zvonok: '8003',
    kogda: '2026-03-02 10:00:00',
    event: 'started',
  }
  const post = () =>
    fetch(own.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(event) })
  expect((await post()).status).toBe(200)
  await inboxEmpty(server)
  expect(await statesOf(server, own)).toEqual({ failed: 1 })

  const path = `/workspaces/${server.company.slug}`
  const fields = { id: 'zvonok', phone: 'nomer', at: 'kogda' }
  const changed = await server.api('admin')(`${path}/endpoints/${own.id}`, {
    method: 'PATCH',
    body: { settings: { fields } },
  })
  expect(changed.status).toBe(200)
  const replayed = await server.api('admin')(`${path}/raw-events/replay`, {
    body: { state: ['failed'], endpoint: own.id },
  })
  expect(await replayed.json()).toEqual({ replayed: 1 })
  await inboxEmpty(server)
  expect(await recordOf(server, '8003')).toMatchObject([{ partyNumber: '+79031112233' }])
})

test('the secret may stand in the header, the body or the address, and is never kept', async () => {
  const body = { call_session_id: '8004', notification_time: '2026-03-02 10:00:00' }
  const secret = door.secrets.secret ?? ''
  const json = { 'content-type': 'application/json' }
  const post = (said: object, query = '', headers: Record<string, string> = json) =>
    fetch(door.url + query, { method: 'POST', headers, body: JSON.stringify(said) })
  expect((await post(body)).status).toBe(401)
  expect((await post({ ...body, secret: 'guess' })).status).toBe(401)
  expect((await post({ ...body, secret })).status).toBe(200)
  expect((await post({ ...body, n: 2 }, `?secret=${secret}`)).status).toBe(200)
  expect((await post({ ...body, n: 3 }, '', { ...json, 'x-lidoskop-secret': secret })).status).toBe(200)
  expect(
    (await fetch(`${door.url}?call_session_id=8005&notification_time=2026-03-02+10:00:00&secret=${secret}`)).status,
  ).toBe(200)
  await inboxEmpty(server)
  expect(await recordOf(server, '8005')).toHaveLength(1)
  const answer = await server.api('admin')(`/workspaces/${server.company.slug}/raw-events?endpoint=${door.id}&limit=10`)
  const { events } = (await answer.json()) as { events: { id: string }[] }
  for (const { id } of events) {
    const one = await server.api('admin')(`/workspaces/${server.company.slug}/raw-events/${id}`)
    expect(await one.text()).not.toContain(secret)
  }
})

test('the turn of a call is read from what notifications are called', () => {
  const names = [
    ['Входящий звонок', 'started'],
    ['Ожидание ответа', 'ring'],
    ['Начало разговора', 'talk'],
    ['Окончание разговора', 'talk_end'],
    ['Завершение звонка', 'finished'],
    ['Потерянный звонок', 'lost'],
    ['Call recording completed', 'recording'],
    ['Talk started', 'talk'],
    ['Talk finished', 'talk_end'],
    ['Call finished', 'finished'],
    ['Waiting for the answer', 'ring'],
  ] as const
  for (const [name, stage] of names)
    expect([name, stageOf({ notification_name: name }, () => undefined)]).toEqual([name, stage])
})
