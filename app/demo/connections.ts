/** The demo company's connections, and the last day of its story once more in the words of the systems that told it. */
import type { KnownConnection } from '../../modules/intake/index.ts'
import type { Observation } from '../../modules/interactions/index.ts'

type Event = KnownConnection['history'][number]

const directions = { internal: 0, inbound: 1, outbound: 2 } as const

/** The exchange's summary of a call, as Mango Office posts it. */
function summaryOf(call: Observation): Event {
  const unix = (at: Date | undefined) => (at ? at.getTime() / 1000 : 0)
  const answered = call.outcome === 'answered'
  const line = call.line ?? call.legs?.find((leg) => leg.outcome === 'answered' && leg.line)?.line
  const answeredAt = call.answeredAt ?? call.legs?.find((leg) => leg.answeredAt)?.answeredAt
  const client = { number: call.party?.phone }
  const employee = { extension: line }
  const [from, to] = call.direction === 'inbound' ? [client, employee] : [employee, client]
  const body = JSON.stringify({
    entry_id: call.externalId,
    call_direction: directions[call.direction ?? 'inbound'],
    from,
    to: call.direction === 'internal' ? { extension: call.party?.phone } : to,
    line_number: call.ourAddress,
    create_time: unix(call.startedAt),
    talk_time: answered ? unix(answeredAt) : 0,
    end_time: unix(call.endedAt),
    entry_result: answered ? 1 : 0,
    disconnect_reason: answered ? 1110 : call.outcome === 'cancelled' ? 1110 : 1111,
  })
  const receivedAt = call.endedAt ?? call.at
  return { receivedAt, kept: { topic: 'events/summary', contentType: 'application/json', body: Buffer.from(body) } }
}

/** A contact of the site in the words of the product's own webhook. */
function requestOf(contact: Observation): Event {
  const body = JSON.stringify({
    id: contact.externalId,
    kind: contact.kind,
    at: contact.startedAt,
    direction: 'inbound',
    startedAt: contact.startedAt,
    client: contact.party,
    ourAddress: contact.ourAddress,
    origin: contact.origin,
    subject: contact.subject,
  })
  const receivedAt = contact.startedAt ?? contact.at
  return { receivedAt, kept: { topic: '', contentType: 'application/json', body: Buffer.from(body) } }
}

/** `lastDay`: what the story told of its last day. */
export function demoConnections(lastDay: readonly Observation[]): readonly KnownConnection[] {
  const told = [...lastDay].sort((a, b) => a.at.getTime() - b.at.getTime())
  const secrets = { apiKey: 'demo-mango-key', salt: 'demo-mango-salt', secret: 'demo-zadarma-secret' }
  return [
    {
      provider: 'mango',
      name: 'АТС Mango Office',
      secrets,
      active: true,
      // The demo's keys are nobody's: the real exchange is not asked.
      settings: { history: false },
      history: told.filter(({ provider }) => provider === 'mango').map(summaryOf),
    },
    {
      provider: 'generic',
      name: 'Заявки с сайта',
      secrets: {},
      active: true,
      history: told.filter(({ provider }) => provider === 'generic').map(requestOf),
    },
    { provider: 'zadarma', name: 'Старая АТС', secrets, active: false, history: [] },
  ]
}
