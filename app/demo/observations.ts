/** A demo company's events in the words of the record. */
import type { MessageObservation, Observation, OriginObservation } from '../../modules/interactions/index.ts'
import type { Client } from './clients.ts'
import type { CallEnd, Desk } from './floor.ts'
import type { Random } from './random.ts'
import type { Advertising, Campaign, DemoPerson, Talks } from './setting.ts'

/** Calls come from the exchange, everything written through the product's own webhook. */
const exchange = 'mango'
const site = 'generic'
type Time = (second: number) => Date

function originOf(campaign: Campaign | null, certain: boolean): { origin: OriginObservation } | object {
  if (!campaign) return {}
  const placement = campaign.placements[0]?.name
  const keyword = campaign.keywords[0]?.text
  return {
    origin: {
      source: campaign.source,
      ...(campaign.campaign ? { campaign: campaign.campaign } : {}),
      ...(placement ? { placement } : {}),
      ...(keyword ? { keyword } : {}),
      ...(certain ? {} : { certain: false }),
    },
  }
}

const partyOf = (client: Client, full: boolean) => ({
  phone: client.phone,
  ...(full && client.name ? { name: client.name } : {}),
  ...(full && client.email ? { email: client.email } : {}),
})

/** A call that came in. Five per cent hide their number; then nobody can say which advertisement it was. */
export function callObservation(call: {
  random: Random
  mainNumber: string
  id: string
  client: Client
  at: number
  end: CallEnd
  time: Time
  returning: boolean
  classed: { classKey?: string }
}): Observation {
  const { random, client, end, time } = call
  const hidden = random.chance(0.03)
  const campaign = call.returning ? null : client.campaign
  return {
    provider: exchange,
    externalId: call.id,
    kind: 'call',
    direction: 'inbound',
    at: time(end.endedAt),
    startedAt: time(call.at),
    endedAt: time(end.endedAt),
    ...(end.kind === 'talked' ? { answeredAt: time(end.answeredAt) } : {}),
    finished: true,
    outcome: end.kind === 'talked' ? 'answered' : end.outcome,
    party: hidden ? { phone: 'anonymous' } : partyOf(client, end.kind === 'talked'),
    ourAddress: campaign?.number ?? call.mainNumber,
    legs: end.legs,
    ...originOf(campaign, campaign?.number !== undefined),
    ...call.classed,
  }
}

/** A call that went out. */
export function dialled(call: {
  mainNumber: string
  id: string
  line: string
  client: Client
  at: number
  talk: number
  answered: boolean
  rings: number
  time: Time
}): Observation {
  const { time, answered, at } = call
  const answeredAt = at + call.rings
  const endedAt = answeredAt + (answered ? call.talk : 0)
  return {
    provider: exchange,
    externalId: call.id,
    kind: 'call',
    direction: 'outbound',
    at: time(endedAt),
    startedAt: time(at),
    endedAt: time(endedAt),
    ...(answered ? { answeredAt: time(answeredAt), talkSeconds: Math.round(call.talk) } : {}),
    finished: true,
    outcome: answered ? 'answered' : 'no_answer',
    party: { phone: call.client.phone },
    ourAddress: call.mainNumber,
    line: call.line,
  }
}

/** A call between colleagues. */
export function internalCall(call: {
  id: string
  from: string
  to: string
  at: number
  talk: number
  answered: boolean
  time: Time
}): Observation {
  const { time, at, answered } = call
  const endedAt = at + 6 + (answered ? call.talk : 10)
  return {
    provider: exchange,
    externalId: call.id,
    kind: 'call',
    direction: 'internal',
    at: time(endedAt),
    startedAt: time(at),
    endedAt: time(endedAt),
    ...(answered ? { answeredAt: time(at + 6), talkSeconds: Math.round(call.talk) } : {}),
    finished: true,
    outcome: answered ? 'answered' : 'no_answer',
    party: { phone: call.to },
    line: call.from,
  }
}

const writtenKinds = [
  { kind: 'form', weight: 5 },
  { kind: 'chat', weight: 4 },
  { kind: 'callback', weight: 2 },
  { kind: 'messenger', weight: 2 },
  { kind: 'email', weight: 1 },
] as const

/** A chat, form, callback request, letter or messenger dialogue; forms and callback requests are answered by a call. */
export function written(contact: {
  random: Random
  advertising: Advertising
  talks: Talks
  id: string
  task: { readonly at: number; readonly client: Client; readonly classKey: string; readonly returning: boolean }
  desks: readonly Desk[]
  open: (second: number) => boolean
  /** When the office opens next, for what comes at night. */
  opensNext: number
  /** Nothing that comes later has happened yet. */
  now: Date
  time: Time
  classed: { classKey?: string }
  /** Whether somebody may still be late with a class. */
  recent: boolean
}): { observation: Observation; answeredBy: DemoPerson | null; callBackAt: number | null } {
  const { random, advertising, talks, task, time } = contact
  const { kind } = random.weighted(writtenKinds)
  const { at, client } = task
  const inTime = contact.open(at)
  const able = contact.desks.filter((desk) => desk.person.department === client.department)
  const free = inTime ? able.filter((desk) => desk.present(at)) : able
  const desk = free.length > 0 ? random.pick(free) : null
  const called = kind === 'form' || kind === 'callback'
  const letter = kind === 'email' ? pickOf(random, talks.letters[task.classKey]) : null
  const script = letter?.lines ?? (called ? null : pickOf(random, talks.dialogues[task.classKey]))
  const opening = script?.[0] ?? random.pick(talks.openings[task.classKey] ?? [])
  const first: MessageObservation = { key: 'm1', at: time(at), author: 'client', text: named(opening, client) }
  const willing = random.chance((inTime ? 1 : 0.85) * (desk?.person.habits?.answers ?? 0.9))
  // Whoever asks to be called is called at once.
  const pause = kind === 'callback' ? 2 + random.exponential(12) : 40 + random.exponential(paces[kind].first)
  const answeredAt = (inTime ? at : contact.opensNext) + pause
  const answers = desk !== null && willing && time(answeredAt + 600) <= contact.now
  const messages =
    answers && !called
      ? dialogue(
          { random, talks, script, client, now: contact.now, pace: paces[kind].next },
          first,
          answeredAt,
          desk,
          time,
        )
      : [first]
  const last = messages.at(-1)?.at ?? time(at)
  const campaign = task.returning ? null : client.campaign
  const reached = answers && (!called || random.chance(0.8))
  return {
    answeredBy: reached ? desk.person : null,
    callBackAt: called && answers && (inTime || kind === 'callback') ? answeredAt : null,
    observation: {
      provider: site,
      externalId: contact.id,
      kind,
      direction: 'inbound',
      at: last,
      startedAt: time(at),
      endedAt: answers && called ? time(answeredAt) : last,
      ...(answers ? { answeredAt: time(answeredAt), outcome: 'answered', line: desk.line } : { outcome: 'no_answer' }),
      finished: true,
      party: partyOf(client, true),
      ourAddress: kind === 'email' ? advertising.mailbox : advertising.site,
      messages,
      subject: letter?.subject ?? first.text,
      ...originOf(campaign, true),
      // What was read but not answered is classed too, mostly at once.
      ...(answers || random.chance(0.93) || !contact.recent ? contact.classed : {}),
    },
  }
}

/** Mean seconds until the first answer, and from one line to the next. */
const paces = {
  form: { first: 700, next: 0 },
  callback: { first: 0, next: 0 },
  chat: { first: 90, next: 55 },
  messenger: { first: 260, next: 140 },
  email: { first: 1_500, next: 2_700 },
} as const

const pickOf = <Item>(random: Random, items: readonly Item[] | undefined): Item | null =>
  items && items.length > 0 ? random.pick(items) : null

const named = (text: string, { name }: Client): string => text.replace('{name}', name ?? 'Жду ответа')

/** As this person writes: `{а}` is the end of a woman’s verbs. */
const saidBy = (text: string, { name }: DemoPerson): string =>
  text.replaceAll('{who}', name).replaceAll('{а}', /[ая]$/.test(name) ? 'а' : '')

/** What was said up to `now`. */
function dialogue(
  {
    random,
    talks,
    script,
    client,
    now,
    pace,
  }: {
    readonly random: Random
    readonly talks: Talks
    readonly script: readonly string[] | null
    readonly client: Client
    readonly now: Date
    readonly pace: number
  },
  first: MessageObservation,
  answeredAt: number,
  { line, person }: Desk,
  time: Time,
): MessageObservation[] {
  const rest =
    script?.slice(1) ??
    Array.from({ length: 1 + random.int(0, 3) }, (_, i) => random.pick(i % 2 === 0 ? talks.answers : talks.replies))
  const messages = [first]
  let at = answeredAt
  for (const [i, text] of rest.entries()) {
    if (i > 0) at += pace / 3 + random.exponential(pace)
    const key = `m${i + 2}`
    messages.push(
      i % 2 === 0
        ? { key, at: time(at), author: 'employee', line, text: saidBy(text, person) }
        : { key, at: time(at), author: 'client', text: named(text, client) },
    )
  }
  return messages.filter(({ at }) => at <= now)
}
