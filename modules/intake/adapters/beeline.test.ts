import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestServer, testServer } from '../../../platform/testing/server.ts'
import { everyOrder } from '../test-orders.ts'
import { inboxEmpty, openEndpoint, recordOf, statesOf, type TestEndpoint } from '../testing.ts'
import { beeline } from './beeline.ts'

let server: TestServer
let door: TestEndpoint
beforeAll(async () => {
  server = await testServer()
  door = await openEndpoint(server, 'beeline', { secrets: { token: 'token' } })
})
afterAll(() => server.close())

const post = (body: string, secret: string | undefined = door.secrets.secret) =>
  fetch(secret === undefined ? door.url : `${door.url}?secret=${encodeURIComponent(secret)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/xml; charset=UTF-8' },
    body,
  })

const start = Date.parse('2026-03-02T10:00:00Z')
const ms = (seconds: number) => start + seconds * 1000
let sequence = 0

/** One event about the leg of a subscriber, as BroadWorks writes it; `namespace` is another one in every source. */
function event(
  type: string,
  leg: string,
  call: Readonly<Record<string, string | number>>,
  namespace = 'http://www.w3.org/2001/XMLSchema-instance',
): string {
  sequence += 1
  const { tracking, target, ...elements } = call
  const parts = Object.entries(elements).map(([name, value]) => `<xsi:${name}>${value}</xsi:${name}>`)
  return `<?xml version="1.0" encoding="UTF-8"?>
<xsi:Event xmlns:xsi="http://schema.broadsoft.com/xsi" xmlns:xsi1="${namespace}" xsi1:type="xsi:SubscriptionEvent">
<xsi:eventID>${leg}-${type}</xsi:eventID><xsi:sequenceNumber>${sequence}</xsi:sequenceNumber><xsi:subscriptionId>s-1</xsi:subscriptionId>
<xsi:targetId>${target}@vol.nw.ims.example.org</xsi:targetId>
<xsi:eventData xsi1:type="xsi:${type}"><xsi:call><xsi:callId>callhalf-${leg}:0</xsi:callId><xsi:extTrackingId>${tracking}</xsi:extTrackingId>
<xsi:remoteParty><xsi:name>Анна &amp; Ко</xsi:name><xsi:address countryCode="7">tel:+79161234567</xsi:address><xsi:callType>Network</xsi:callType></xsi:remoteParty>
${parts.join('')}</xsi:call></xsi:eventData></xsi:Event>`
}

const redirections =
  '<xsi:redirection><xsi:party><xsi:address countryCode="7">tel:+74951112233</xsi:address></xsi:party><xsi:reason>hunt-group</xsi:reason></xsi:redirection>'

/** A hunt group rings two subscribers; 201 answers after eight seconds and talks for forty. */
const groupCall = (tracking: string): readonly string[] => {
  const common = { tracking, personality: 'Terminator', startTime: ms(0), redirections }
  const first = { ...common, target: '101' }
  const second = { ...common, target: '201' }
  const [a, b] = [`${tracking}1`, `${tracking}2`]
  return [
    event('CallReceivedEvent', a, { ...first, state: 'Alerting' }),
    event('CallReceivedEvent', b, { ...second, state: 'Alerting' }),
    event('CallAnsweredEvent', b, { ...second, state: 'Active', answerTime: ms(8) }),
    event('CallReleasedEvent', a, { ...first, state: 'Released', releasingParty: 'localRelease', releaseTime: ms(8) }),
    event('CallReleasedEvent', b, {
      ...second,
      state: 'Released',
      releasingParty: 'remoteRelease',
      answerTime: ms(8),
      releaseTime: ms(48),
    }),
  ]
}

async function tell(events: readonly string[]): Promise<void> {
  for (const body of events) expect((await post(body)).status).toBe(200)
  await inboxEmpty(server)
}

test('the legs of a hunt group are one call: who was rung in vain, who talked, and the number that was dialled', async () => {
  await tell(groupCall('100001'))
  const [call] = await recordOf(server, '100001')
  expect(call).toMatchObject({
    provider: 'beeline',
    direction: 'inbound',
    state: 'finished',
    outcome: 'talked',
    startedAt: new Date(ms(0)),
    answeredAt: new Date(ms(8)),
    endedAt: new Date(ms(48)),
    waitSeconds: 8,
    talkSeconds: 40,
    partyNumber: '+79161234567',
    ourAddress: '+74951112233',
    line: '201',
    employee: server.company.secondManager.name,
  })
  expect(call?.legs.map(({ line, outcome }) => [line, outcome])).toEqual([
    ['101', 'no_answer'],
    ['201', 'answered'],
  ])
})

test('shuffled, doubled and cut short, every order of the same events gives the same record', () =>
  everyOrder(5, async (id, order) => {
    const events = groupCall(id)
    await tell(order.map((place) => events[place] ?? ''))
    return recordOf(server, id)
  }))

test('missed is a call none of whose legs was answered; busy and unavailable are told apart', async () => {
  const released = (tracking: string, more: Readonly<Record<string, string | number>>) =>
    event('CallReleasedEvent', tracking, {
      ...{
        tracking,
        target: '101',
        personality: 'Terminator',
        state: 'Released',
        startTime: ms(0),
        releaseTime: ms(20),
      },
      ...more,
    })
  await tell([
    released('200001', { releasingParty: 'remoteRelease' }),
    released('200002', { internalReleaseCause: 'Busy' }),
    released('200003', { internalReleaseCause: 'Temporarily Unavailable' }),
    released('200004', { personality: 'Originator', answerTime: ms(5) }),
  ])
  expect(await recordOf(server, '20000')).toMatchObject([
    { direction: 'inbound', outcome: 'unanswered', durationSeconds: 20 },
    { direction: 'inbound', outcome: 'busy' },
    { direction: 'inbound', outcome: 'failed' },
    { direction: 'outbound', outcome: 'talked', talkSeconds: 15, line: '101', ourAddress: null },
  ])
})

test('the event of the provider’s own description is understood, with its odd namespace and without a tracking id', async () => {
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<xsi:Event xmlns:xsi="http://schema.broadsoft.com/xsi" xmlns:xsi1="http://schema.broadsoft.com/xsi">
  <xsi:eventID>e-1</xsi:eventID>
  <xsi:sequenceNumber>1</xsi:sequenceNumber>
  <xsi:subscriptionId>s-1</xsi:subscriptionId>
  <xsi:targetId>9604596945</xsi:targetId>
  <xsi:eventData xsi1:type="xsi:CallReceivedEvent">
    <xsi:call>
      <xsi:callId>callhalf-300001</xsi:callId>
      <xsi:networkCallId>300001-bcf3-482c</xsi:networkCallId>
      <xsi:remoteParty>
        <xsi:address countryCode="7">tel:+79161234567</xsi:address>
        <xsi:callType>Network</xsi:callType>
      </xsi:remoteParty>
    </xsi:call>
  </xsi:eventData>
</xsi:Event>`
  await tell([body])
  expect(await recordOf(server, '300001-bcf3')).toMatchObject([
    {
      direction: 'inbound',
      state: 'ringing',
      partyNumber: '+79161234567',
      ourAddress: '+79604596945',
      line: '9604596945',
    },
  ])
})

test('subscriptions and hook states change nothing; what is cut short or strange stays with its reason', () => {
  const map = (body: string) =>
    beeline.map({ topic: '', contentType: 'application/xml', body: Buffer.from(body), receivedAt: new Date(ms(0)) }, {})
  const of = (type: string) => event(type, '1', { tracking: '1', target: '101' })
  for (const type of ['CallSubscriptionEvent', 'HookStatusEvent', 'SubscriptionTerminatedEvent']) {
    expect(map(of(type))).toMatchObject({ kind: 'ignored', reason: { code: 'no_matter', detail: type } })
  }
  const terminated =
    '<xsi:Event xmlns:xsi="x" xmlns:y="z" y:type="xsi:SubscriptionTerminatedEvent"><xsi:subscriptionId>s</xsi:subscriptionId></xsi:Event>'
  expect(map(terminated)).toMatchObject({ kind: 'ignored' })
  const whole = of('CallReceivedEvent')
  for (const length of [10, 200, whole.length - 5]) {
    expect(map(whole.slice(0, length))).toMatchObject({ kind: 'failed', reason: { code: 'malformed_xml' } })
  }
  expect(map('<a/>')).toMatchObject({ reason: { code: 'missing_field' } })
  expect(map(of('SingingEvent'))).toMatchObject({ reason: { code: 'unknown_event', detail: 'SingingEvent' } })
  expect(map(whole.replace(/<xsi:callId>.*<\/xsi:callId>/, ''))).toMatchObject({
    reason: { code: 'missing_field', detail: 'call/callId' },
  })
})

test('a document that would grow without end by its own entities is refused', () => {
  const bomb = `<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;">]><xsi:Event type="x:CallReceivedEvent">&y;${'<b>'.repeat(60)}</xsi:Event>`
  expect(
    beeline.map({ topic: '', contentType: 'application/xml', body: Buffer.from(bomb), receivedAt: new Date() }, {}),
  ).toMatchObject({
    kind: 'failed',
  })
})

test('a secret that is missing, wrong or empty is refused, and so is another kind of body', async () => {
  const before = await statesOf(server, door)
  const [body = ''] = groupCall('400001')
  expect((await fetch(door.url, { method: 'POST', headers: { 'content-type': 'application/xml' }, body })).status).toBe(
    401,
  )
  expect((await post(body, 'wrong')).status).toBe(401)
  expect((await post(body, '')).status).toBe(401)
  const json = await fetch(`${door.url}?secret=${door.secrets.secret}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  })
  expect(json.status).toBe(415)
  expect(await statesOf(server, door)).toEqual(before)
})
