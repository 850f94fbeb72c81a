/** From what an exchange said of one call to the facts of the record. Pure; the more was said, the more it tells, and nothing else. */
import type { Direction, LegObservation, LegOutcome } from '../../interactions/index.ts'
import type { CallFacts } from '../adapters/tell-call.ts'
import { type Channel, type Channels, extensionOf, isInner, outsideNumber, peerOf, readChannels } from './channels.ts'
import { queueLegs, voicemailLegs } from './places.ts'
import { type RecordingSettings, recordingOf } from './recording-url.ts'
import { common, lengthOf, type Talk, together } from './spans.ts'
import type { CallTold } from './told.ts'

export interface AmiSettings extends RecordingSettings {
  /** Trunks whose names look like extensions. */
  readonly trunks: ReadonlySet<string>
}

interface Ends {
  readonly direction: Direction | null
  /** Of ours, where one of ours began the call. */
  readonly from: string | null
  readonly phone: string | null
  readonly name: string | null
  readonly ours: string | null
  /** Channels of the other end. */
  readonly client: readonly string[]
}

const fromOutside = /^(?:from-(?:trunk|pstn|did|zaptel|dahdi|sip-external)|ext-did|incoming)/i

/** What the call is by now, or null where nothing of it is known but that it is over. */
export function observeCall(told: CallTold, settings: AmiSettings): CallFacts | null {
  const all = readChannels(told)
  const last = all.events.at(-1)
  if (!last) return null
  const root = all.byId.get(told.call) ?? [...all.byId.values()].sort((a, b) => a.createdAt - b.createdAt)[0]
  if (!root) return { at: new Date(last.ms), endedAt: new Date(last.ms), finished: true }
  const finished = all.gone || [...all.byId.values()].filter(({ first }) => first).every(({ endedAt }) => endedAt)
  const ends = endsOf(all, root, settings, finished)
  const persons = personLegs(all, root, ends, settings, finished)
  const queues = queueLegs(all, root, finished)
  const machines = voicemailLegs(all)
  const talked = persons.some(({ outcome }) => outcome === 'answered')
  const endedAt = finished ? endOf(all, last.ms) : null
  const startedAt = new Date(root.createdAt)
  const gaveUp =
    finished && !talked && machines.length === 0 && ends.direction === 'inbound' && clientLeft(all, root, queues)
  const recordingUrl = finished && talked ? recordingOf(told.call, all, startedAt, settings) : null
  return {
    at: new Date(last.ms),
    startedAt,
    ...(endedAt !== null && { endedAt: new Date(endedAt), finished: true }),
    ...(ends.direction && { direction: ends.direction }),
    ...(ends.phone && { party: { phone: ends.phone, ...(ends.name && { name: ends.name }) } }),
    ...(ends.ours && { ourAddress: ends.ours }),
    ...(ends.from && { line: ends.from }),
    ...(gaveUp && { outcome: 'cancelled' as const }),
    ...(recordingUrl && { recordingUrl }),
    legs: [...persons, ...queues, ...machines],
  }
}

/** Who called whom, by the channel that began the call and the numbers that were dialled. */
function endsOf(all: Channels, root: Channel, { trunks }: AmiSettings, finished: boolean): Ends {
  const {
    CallerIDNum: number,
    CallerIDName: name,
    Exten: exten = '',
    Context: context = '',
  }: Readonly<Record<string, string>> = root.first ?? {}
  const own = fromOutside.test(context) ? null : extensionOf(root, trunks)
  const abroad = all.dials.flatMap((dial) => {
    const to = all.byId.get(dial.to) ?? { names: [dial.toName] }
    const phone = extensionOf(to, trunks) || isInner(to) ? null : outsideNumber(dial.dialled)
    return phone ? [{ ...dial, phone }] : []
  })
  const asked = outsideNumber(exten)
  if (own === null) {
    const called = isInner(root) ? outsideNumber(root.names[0] ?? '') : null
    if (called) {
      // The exchange rang the client first and a colleague after that.
      return { direction: 'outbound', from: null, phone: called, name: null, ours: null, client: [root.id] }
    }
    const phone = number ?? (finished ? 'anonymous' : null)
    return {
      direction: root.first ? 'inbound' : null,
      from: null,
      phone: root.first ? phone : null,
      name: name && name !== number && !/^[+\d\s()-]+$/.test(name) ? name : null,
      ours: /^\+?\d{5,15}$/.test(exten) ? exten : null,
      client: [root.id],
    }
  }
  const [dial] = abroad
  if (dial || asked) {
    const shown = dial?.callerNumber && outsideNumber(dial.callerNumber)
    return {
      direction: 'outbound',
      from: own,
      // Before the trunk is dialled the number still has the exchange's own prefix for a line out.
      phone: dial?.phone ?? (finished ? asked : null),
      name: null,
      ours: shown || null,
      client: abroad.map(({ to }) => to),
    }
  }
  const other = exten !== own && /^\d{2,6}$/.test(exten) ? exten : null
  const rung = all.dials.map((one) => extensionOf(all.byId.get(one.to) ?? { names: [one.toName] }, trunks))
  const phone = other ?? rung.find((one) => one !== null && one !== own) ?? null
  return {
    direction: phone || finished ? 'internal' : null,
    ...{ from: own, phone, name: null, ours: null, client: [] },
  }
}

const byStatus: Readonly<Record<string, LegOutcome>> = {
  ANSWER: 'answered',
  BUSY: 'busy',
  CHANUNAVAIL: 'failed',
  CONGESTION: 'failed',
  INVALIDARGS: 'failed',
  NOANSWER: 'no_answer',
  DONTCALL: 'no_answer',
  TORTURE: 'no_answer',
  CANCEL: 'cancelled',
  ABORT: 'cancelled',
}

const tellingMost: readonly LegOutcome[] = ['failed', 'busy', 'no_answer', 'cancelled']

/** People of ours: of a call from outside everyone who was rung, of one of ours who made it and whoever took it over. */
function personLegs(
  all: Channels,
  root: Channel,
  ends: Ends,
  { trunks }: AmiSettings,
  finished: boolean,
): LegObservation[] {
  const lines = new Map<string, { channels: Channel[]; dials: Channels['dials'][number][] }>()
  const at = (line: string) => {
    const known = lines.get(line) ?? { channels: [], dials: [] }
    lines.set(line, known)
    return known
  }
  const client = ends.client.flatMap((id) => all.byId.get(id) ?? [])
  for (const channel of all.byId.values()) {
    if (client.includes(channel)) continue
    const line = extensionOf(channel, trunks)
    if (line) at(line).channels.push(channel)
  }
  for (const dial of all.dials) {
    const channel = all.byId.get(dial.to)
    if (channel && client.includes(channel)) continue
    const named = channel ?? { names: [dial.toName] }
    const line = extensionOf(named, trunks) ?? outsideNumber(dial.dialled) ?? strangerLine(named.names)
    if (!line) continue
    const known = at(line)
    known.dials.push(dial)
    if (channel && !known.channels.includes(channel)) known.channels.push(channel)
  }
  const heard = client.length > 0 ? { of: together(client) } : null
  return [...lines].flatMap(([line, { channels, dials }]): LegObservation[] => {
    const mine = line === ends.from
    // Whom a colleague called is the other end, unless a client is in it as well.
    if (ends.direction === 'internal' && !mine) return []
    if (ends.direction === null && ends.from !== null && !mine) return []
    const talk = talkOf(channels, heard)
    const connected = connectedAt(all, line, trunks)
    const answered = talk !== null || connected !== null
    const began = [...dials.map((dial) => dial.at), ...channels.map(({ createdAt }) => createdAt)]
    const startedAt = Math.min(...(connected?.rung ? [connected.rung] : []), ...(mine ? [root.createdAt] : began))
    if (!Number.isFinite(startedAt)) return []
    const answeredAt = talk ? talk.from : (connected?.at ?? null)
    const endedAt = answered
      ? (talk?.to ?? (finished ? endOf(all, null) : null))
      : ringEnd(channels, dials, mine ? root : null)
    const outcome = answered ? 'answered' : outcomeOf(all, mine ? all.dials : dials, line, finished, trunks)
    const talkSeconds = talk && talk.to !== null && talk.from !== null ? talk.ms / 1000 : connected?.talkSeconds
    return [
      {
        key: line,
        role: 'person',
        line,
        startedAt: new Date(startedAt),
        ...(answeredAt !== null && { answeredAt: new Date(answeredAt) }),
        ...(endedAt !== null && { endedAt: new Date(endedAt) }),
        ...(outcome && { outcome }),
        ...(talkSeconds !== undefined && { talkSeconds: Math.round(talkSeconds) }),
      },
    ]
  })
}

/** A telephone without a number of its own: `PJSIP/ivanov-0000001c`. */
const strangerLine = (names: readonly string[]): string | null => {
  const [name] = names
  return name && !/^Local\//i.test(name) ? peerOf(name) || null : null
}

/** When a person's telephones and the client's were both in a talk. The telephone itself counts more than the inner channel to it. */
function talkOf(channels: readonly Channel[], client: { readonly of: Talk | null } | null): Talk | null {
  const own = together(channels.filter((channel) => !isInner(channel))) ?? together(channels)
  if (!own || !client) return own
  return client.of && common(own, client.of)
}

/** What the queue says of its own members: it knows a talk also where no bridge was seen. */
function connectedAt(
  { events }: Channels,
  line: string,
  trunks: ReadonlySet<string>,
): { at: number | null; rung: number | null; talkSeconds?: number } | null {
  const own = events.filter(
    (event) =>
      /^Agent(Connect|Complete)$/.test(event.Event) &&
      (extensionOf({ names: [event.Interface ?? ''] }, trunks) ??
        extensionOf({ names: [event.DestChannel ?? ''] }, trunks)) === line,
  )
  if (own.length === 0) return null
  const connect = own.find(({ Event }) => Event === 'AgentConnect')
  const talk = own.reduce((sum, { TalkTime }) => sum + (lengthOf(TalkTime) ?? 0), 0)
  // Seconds here; AgentRingNoAnswer tells the same name in milliseconds.
  const rang = lengthOf(connect?.RingTime)
  return {
    at: connect?.ms ?? null,
    rung: connect && rang !== null ? connect.ms - rang * 1000 : null,
    ...(own.some(({ Event }) => Event === 'AgentComplete') && { talkSeconds: talk }),
  }
}

function outcomeOf(
  { events }: Channels,
  dials: Channels['dials'],
  line: string,
  finished: boolean,
  trunks: ReadonlySet<string>,
): LegOutcome | null {
  const statuses = dials.flatMap(({ status }) => (status ? [byStatus[status.toUpperCase()] ?? 'no_answer'] : []))
  // A queue that stops ringing cancels the inner dial: the telephone's own "no answer" says more.
  const said = tellingMost.find((outcome) => statuses.includes(outcome))
  if (said && said !== 'cancelled') return said
  const refused = events.some(
    (event) =>
      event.Event === 'AgentRingNoAnswer' &&
      extensionOf({ names: [event.Interface ?? event.DestChannel ?? ''] }, trunks) === line,
  )
  if (refused) return 'no_answer'
  if (said) return said
  return finished ? 'cancelled' : null
}

function ringEnd(channels: readonly Channel[], dials: Channels['dials'], root: Channel | null): number | null {
  if (root) return root.endedAt
  const ends = [...dials.map(({ endedAt }) => endedAt), ...channels.map(({ endedAt }) => endedAt)]
  const known = ends.filter((end) => end !== null)
  return known.length > 0 && known.length === ends.length ? Math.max(...known) : null
}

/** The end of the last telephone; inner channels outlive a call by moments. */
function endOf({ byId }: Channels, otherwise: number | null): number | null {
  const channels = [...byId.values()].filter(({ first }) => first)
  const real = channels.filter((channel) => !isInner(channel))
  const ends = (real.length > 0 ? real : channels).flatMap(({ endedAt }) => (endedAt === null ? [] : [endedAt]))
  return ends.length > 0 ? Math.max(...ends) : otherwise
}

const soon = 2_000

/** Whether the client hung up while somebody or a queue was still trying. */
function clientLeft({ dials }: Channels, root: Channel, queues: readonly LegObservation[]): boolean {
  const { endedAt, hungUpByItself } = root
  if (endedAt === null) return false
  if (hungUpByItself || queues.some(({ outcome }) => outcome === 'cancelled')) return true
  return dials.some(
    (dial) =>
      (dial.status === null || dial.status.toUpperCase() === 'CANCEL') && (dial.endedAt ?? endedAt) >= endedAt - soon,
  )
}
