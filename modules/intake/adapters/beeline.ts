/**
 * Beeline “Cloud PBX”: BroadWorks Xsi-Events, XML by POST. Nothing is signed and no header can be set, so the secret stands in
 * the address. Events come only while a subscription lives (listening/beeline-subscription.ts keeps one).
 *
 * One conversation is one `extTrackingId`; each subscriber who is rung has a `callId` of his own. A call was missed when none
 * of its legs has an `answerTime`. The namespace of the type attribute is another one in every source: names are compared
 * without prefixes.
 */
import { sameText } from '../../../platform/secrets/signature.ts'
import type { LegObservation, LegOutcome } from '../../interactions/index.ts'
import { type Adapter, type Mapped, type StoredEvent, testPrefix } from './adapter.ts'
import { beelineRecords, mapBeelineRecord } from './beeline-records.ts'
import { parseJson, textOf } from './body.ts'
import { type CallFacts, missingField, numberOf, tellCall } from './tell-call.ts'
import { unixTime } from './when.ts'
import { below, at as elementAt, readXml, textAt, type XmlElement } from './xml.ts'

export const beeline: Adapter = {
  provider: 'beeline',
  group: 'telephony',
  accepts: ['application/xml', 'text/xml'],
  secrets: [
    { name: 'secret', made: true },
    { name: 'token', made: false },
  ],
  fields: [],
  trust({ query }, secrets) {
    const given = query.get('secret')
    if (!given) return 'missing'
    return secrets.secret && sameText(given, secrets.secret) ? 'right' : 'wrong'
  },
  keep: ({ topic, contentType, body }) => [{ topic, contentType, body }],
  map: mapBeeline,
  sample(secrets, now) {
    const subject = `${testPrefix}${Math.floor(now.getTime() / 1000)}`
    const ms = (secondsAgo: number) => now.getTime() - secondsAgo * 1000
    const body = `<?xml version="1.0" encoding="UTF-8"?>
<xsi:Event xmlns:xsi="http://schema.broadsoft.com/xsi" xmlns:xsi1="http://www.w3.org/2001/XMLSchema-instance" xsi1:type="xsi:SubscriptionEvent">
<xsi:eventID>${subject}</xsi:eventID><xsi:sequenceNumber>1</xsi:sequenceNumber><xsi:targetId>4950000002@example.ru</xsi:targetId>
<xsi:eventData xsi1:type="xsi:CallReleasedEvent"><xsi:call><xsi:callId>${subject}:0</xsi:callId><xsi:extTrackingId>${subject}</xsi:extTrackingId>
<xsi:personality>Terminator</xsi:personality><xsi:state>Released</xsi:state><xsi:releasingParty>remoteRelease</xsi:releasingParty>
<xsi:remoteParty><xsi:address countryCode="7">tel:+74950000000</xsi:address><xsi:callType>Network</xsi:callType></xsi:remoteParty>
<xsi:startTime>${ms(60)}</xsi:startTime><xsi:answerTime>${ms(50)}</xsi:answerTime><xsi:releaseTime>${ms(0)}</xsi:releaseTime></xsi:call></xsi:eventData></xsi:Event>`
    return {
      subject,
      topic: '',
      query: { secret: secrets.secret ?? '' },
      headers: { 'content-type': 'application/xml' },
      body,
    }
  },
}

/** Understood; say nothing about who talked with whom. */
const noMatter = [
  'CallSubscriptionEvent',
  'HookStatusEvent',
  'SubscriptionTerminatedEvent',
  'CallRecordingStartedEvent',
  'CallRecordingStoppedEvent',
  'ChannelTerminatedEvent',
]
const progress = [
  'CallReceivedEvent',
  'CallOriginatingEvent',
  'CallOriginatedEvent',
  'CallUpdatedEvent',
  'CallAnsweredEvent',
  'CallHeldEvent',
  'CallRetrievedEvent',
  'CallTransferredEvent',
  'CallForwardedEvent',
  'CallRedirectedEvent',
  'CallReleasedEvent',
]

const typeOf = (element: XmlElement | undefined): string | undefined => {
  const type = element?.attributes.type
  return type?.slice(type.indexOf(':') + 1)
}

function mapBeeline(event: StoredEvent): Mapped {
  if (event.topic === beelineRecords) return mapBeelineRecord(parseJson(textOf(event.body)))
  const root = readXml(textOf(event.body))
  if (!root) return { kind: 'failed', reason: { code: 'malformed_xml' } }
  const data = elementAt(root, 'eventData')
  const type = typeOf(data) ?? typeOf(root)
  if (!type) return missingField('eventData@type')
  if (noMatter.includes(type)) return { kind: 'ignored', reason: { code: 'no_matter', detail: type } }
  if (!progress.includes(type)) return { kind: 'failed', reason: { code: 'unknown_event', detail: type } }
  const call = elementAt(data, 'call')
  const callId = textAt(call, 'callId')
  if (!callId) return missingField('call/callId')
  // One leg in a network that gives no tracking id is a call of its own.
  const id = textAt(call, 'extTrackingId') ?? textAt(call, 'networkCallId') ?? callId
  return tellCall('beeline', id, factsOf(type, call, callId, textAt(root, 'targetId'), event.receivedAt))
}

function factsOf(
  type: string,
  call: XmlElement | undefined,
  callId: string,
  target: string | undefined,
  receivedAt: Date,
): CallFacts {
  const time = (name: string) => unixTime(textAt(call, name)) ?? undefined
  const [startedAt, answered, releasedAt] = [time('startTime'), time('answerTime'), time('releaseTime')]
  const answeredAt = answered ?? (type === 'CallAnsweredEvent' ? receivedAt : undefined)
  const over = type === 'CallReleasedEvent' || textAt(call, 'state') === 'Released'
  const endedAt = over ? (releasedAt ?? receivedAt) : undefined
  const line = numberOf(target)
  const outcome = answeredAt ? 'answered' : over ? causeOf(call) : undefined
  const reason = textAt(call, 'internalReleaseCause') ?? textAt(call, 'releasingParty')
  const leg: LegObservation = {
    key: callId,
    ...(line && { line }),
    ...(startedAt && { startedAt }),
    ...(answeredAt && { answeredAt }),
    ...(endedAt && { endedAt, ...(reason && { reason }) }),
    ...(outcome && { outcome }),
  }
  return {
    at: endedAt ?? answeredAt ?? startedAt ?? receivedAt,
    ...whoOf(call, line),
    ...(startedAt && { startedAt }),
    ...(over && { finished: true }),
    legs: [leg],
  }
}

/** Why nobody talked on a leg; where the exchange says nothing, nobody took it. */
function causeOf(call: XmlElement | undefined): LegOutcome {
  const cause = (
    textAt(call, 'internalReleaseCause') ??
    below(call, 'internalReleaseCause')[0]?.text ??
    ''
  ).toLowerCase()
  if (cause.includes('busy')) return 'busy'
  return cause.includes('unavailable') || cause.includes('forbidden') ? 'failed' : 'no_answer'
}

function whoOf(call: XmlElement | undefined, line: string | undefined): Partial<CallFacts> {
  const remote = elementAt(call, 'remoteParty')
  const phone = numberOf(textAt(remote, 'address'))
  const inside = textAt(remote, 'callType') === 'Group'
  const inbound = textAt(call, 'personality') === 'Terminator' || !textAt(call, 'personality')
  const dialled = inbound ? (dialledNumber(call) ?? (textAt(call, 'huntGroupUserId') ? undefined : line)) : undefined
  return {
    direction: inside ? 'internal' : inbound ? 'inbound' : 'outbound',
    ...(phone && { party: { phone } }),
    ...(dialled && !inside && { ourAddress: dialled }),
  }
}

/** A call that was passed on names whom it had been meant for; the last one is the number that the client dialled. */
const dialledNumber = (call: XmlElement | undefined): string | undefined =>
  numberOf(below(elementAt(call, 'redirections'), 'address').at(-1)?.text)
