/** Sorts the stream of an exchange's events into calls, and says which of them have news to be kept. Holds no clock. */
import { extensionOf } from './channels.ts'
import type { Packet } from './packets.ts'
import { createPresence } from './presence.ts'
import { type CallEvent, type CallTold, channelsOf, keepOf, linkedidOf, uniqueidOf } from './told.ts'

/** News of a call waits this long for more of the same moment: an answer is a dozen events. */
const gatherMs = 150
/** Without `Linkedid` a telephone that is rung looks like a call of its own until the exchange says who dialled it. */
const unnamedMs = 1_500
/** A call that rings a large queue for an hour: the rings above this say nothing new. */
const mostEvents = 1_500
const forgottenMs = 120_000
const ringing = /^(Newstate|DialBegin|DialEnd|Dial|AgentCalled|AgentRingNoAnswer|Newchannel)$/

interface Call {
  readonly id: string
  clock: CallTold['clock']
  events: CallEvent[]
  readonly seen: Set<string>
  readonly alive: Set<string>
  named: boolean
  /** Milliseconds since 1970 by the events' clock: the last event. */
  toldAt: number
  /** Milliseconds since 1970 by ours: the last event, and when news is due; null where everything is kept. */
  lastAt: number
  dueAt: number | null
  endedAt: number | null
}

export interface Gathering {
  /** Takes one event. `now` in milliseconds. */
  take(packet: Packet, now: number): void
  /** Takes what is going on now (CoreShowChannels, asked at `asked`): calls that are not in it have ended unheard. */
  reconcile(channels: readonly Packet[], asked: number, now: number): void
  /** Calls with news that are due, everything said of each so far. Whoever takes them keeps them or gives them back. */
  due(now: number): CallTold[]
  giveBack(told: readonly CallTold[], now: number): void
  /** Milliseconds from `now` until something is due; null where nothing is. */
  nextIn(now: number): number | null
  /** The call that a channel belongs to, for records that name the channel alone. */
  callOf(uniqueid: string): string | undefined
  /** The exchange was there at that moment, and told of every call that had ended before. */
  alive(at: number): void
  /** Calls that go on, by the moment up to which that is certain. */
  open(): Readonly<Record<string, number>>
  /** Calls that went on when somebody last listened, remembered over a restart. */
  remember(open: Readonly<Record<string, number>>): void
}

export function createGathering(): Gathering {
  const calls = new Map<string, Call>()
  /** Channel → call. */
  const owners = new Map<string, string>()
  const remembered = new Map<string, number>()
  /** Channels that went over to another call than the one that they name: who was called for advice, who fetched a parked client. */
  const adopted = new Map<string, string>()
  const presence = createPresence()
  let aliveAt = 0
  /** What the exchange's clock is ahead of ours, in milliseconds, where it stamps its events. */
  let ahead = 0

  const callNamed = (id: string): Call => {
    const known = calls.get(id)
    if (known) return known
    const call: Call = {
      ...{ id, clock: 'ours', events: [], seen: new Set<string>(), alive: new Set<string>(), named: false },
      ...{ toldAt: 0, lastAt: 0, dueAt: null, endedAt: null },
    }
    calls.set(id, call)
    return call
  }
  const add = (call: Call, event: CallEvent, now: number): void => {
    const { at: _, ...said } = event
    const key = JSON.stringify(said)
    // An event that is printed twice (two sessions, a relay) is one.
    const place = `${event.at} ${key}`
    if (call.seen.has(place)) return
    call.seen.add(place)
    call.lastAt = now
    call.toldAt = Math.max(call.toldAt, Date.parse(event.at))
    if (call.events.length >= mostEvents && ringing.test(event.Event)) return
    call.events.push(event)
    const pause = call.named ? Math.max(gatherMs, call.events.length * 5) : unnamedMs
    call.dueAt = Math.min(call.dueAt ?? Number.POSITIVE_INFINITY, now + pause)
  }
  /** A transfer, or an exchange that names no calls: two turn out to be one. */
  const move = (uniqueid: string, from: Call, to: Call, at: string, now: number): void => {
    owners.set(uniqueid, to.id)
    from.alive.delete(uniqueid)
    to.alive.add(uniqueid)
    const own = from.events.filter((event) => channelsOf(event)[0] === uniqueid)
    for (const event of own) add(to, event, now)
    if (from.dueAt !== null && !from.named && from.alive.size === 0) {
      // Nobody has heard of it yet: it never was a call.
      for (const event of from.events) add(to, event, now)
      calls.delete(from.id)
      return
    }
    add(from, { at, Event: 'Moved', Uniqueid: uniqueid, To: to.id }, now)
    if (from.alive.size === 0) from.endedAt = now
  }
  /** Who shares a bridge with somebody of another call goes over to the client's call, or to the older one. */
  const share = (uniqueid: string, others: readonly string[], at: string, now: number): void => {
    for (const other of others) {
      const [one, two] = [uniqueid, other].map((id) => ({ id, call: calls.get(owners.get(id) ?? '') }))
      if (!one?.call || !two?.call || one.call === two.call) continue
      const [stays, goes] = begins(one.call) <= begins(two.call) ? [one.call, two] : [two.call, one]
      if (goes.call) move(goes.id, goes.call, stays, at, now)
      adopted.set(goes.id, stays.id)
    }
  }

  return {
    take(packet, now) {
      const stamp = stampOf(packet.Timestamp)
      const event = keepOf(packet, new Date(stamp ?? now).toISOString())
      const uniqueid = event && uniqueidOf(event)
      if (!event || !uniqueid) return
      const linkedid = linkedidOf(event)
      const id = adopted.get(uniqueid) ?? linkedid ?? owners.get(uniqueid) ?? uniqueid
      const known = owners.get(uniqueid)
      const before = known && known !== id ? calls.get(known) : undefined
      const call = callNamed(id)
      call.named ||= linkedid !== undefined || /^(Dial|Bridge|Join)$/.test(event.Event)
      if (stamp !== null) {
        call.clock = 'exchange'
        ahead = stamp - now
      }
      if (before) move(uniqueid, before, call, event.at, now)
      for (const one of channelsOf(event)) {
        const owner = owners.get(one)
        const other = owner && owner !== id && linkedid === undefined ? calls.get(owner) : undefined
        if (other) move(one, other, call, event.at, now)
        if (!owner) owners.set(one, id)
      }
      if (event.Event === 'Newchannel') call.alive.add(uniqueid)
      add(call, event, now)
      share(uniqueid, presence.take(packet, uniqueid), event.at, now)
      if (event.Event === 'Hangup') {
        call.alive.delete(uniqueid)
        if (call.alive.size === 0) call.endedAt = now
      } else if (call.alive.size > 0) call.endedAt = null
    },
    reconcile(channels, asked, now) {
      const there = new Set<string>()
      for (const packet of channels) {
        const event = keepOf(packet, new Date(now + ahead).toISOString())
        const uniqueid = event?.Uniqueid
        if (!event || !uniqueid) continue
        const id = adopted.get(uniqueid) ?? event.Linkedid ?? owners.get(uniqueid) ?? uniqueid
        there.add(id)
        if (owners.has(uniqueid)) continue
        const call = callNamed(id)
        call.named = true
        owners.set(uniqueid, id)
        call.alive.add(uniqueid)
        add(call, event, now)
      }
      for (const [one, other] of presence.pairs(channels)) share(one, [other], new Date(now + ahead).toISOString(), now)
      for (const call of calls.values()) {
        if (call.endedAt !== null || there.has(call.id) || call.lastAt >= asked) continue
        add(call, { at: new Date(call.toldAt + Math.max(0, aliveAt - call.lastAt)).toISOString(), Event: 'Gone' }, now)
        for (const uniqueid of call.alive) presence.gone(uniqueid)
        call.alive.clear()
        call.endedAt = now
      }
      for (const [id, lastAt] of remembered) {
        if (!there.has(id) && !calls.has(id)) {
          const call = callNamed(id)
          call.named = true
          call.endedAt = now
          add(call, { at: new Date(lastAt).toISOString(), Event: 'Gone' }, now)
        }
      }
      remembered.clear()
    },
    due(now) {
      const told: CallTold[] = []
      for (const call of calls.values()) {
        if (call.dueAt !== null && call.dueAt <= now) {
          call.dueAt = null
          told.push({ call: call.id, clock: call.clock, events: [...call.events] })
        } else if (call.dueAt === null && call.endedAt !== null && now - call.endedAt > forgottenMs) {
          calls.delete(call.id)
          for (const [uniqueid, owner] of owners) {
            if (owner !== call.id) continue
            owners.delete(uniqueid)
            adopted.delete(uniqueid)
          }
        }
      }
      return told
    },
    giveBack(told, now) {
      for (const { call } of told) {
        const known = calls.get(call)
        if (known) known.dueAt ??= now + 1_000
      }
    },
    nextIn(now) {
      let next: number | null = null
      for (const { dueAt } of calls.values()) if (dueAt !== null) next = Math.min(next ?? dueAt, dueAt)
      return next === null ? null : Math.max(0, next - now)
    },
    callOf: (uniqueid) => owners.get(uniqueid),
    alive(at) {
      aliveAt = Math.max(aliveAt, at)
    },
    open: () =>
      Object.fromEntries([
        ...remembered,
        ...[...calls.values()].flatMap(({ id, endedAt, lastAt }) =>
          endedAt === null ? [[id, Math.max(lastAt, aliveAt)] as const] : [],
        ),
      ]),
    remember(open) {
      for (const [id, lastAt] of Object.entries(open)) if (!calls.has(id)) remembered.set(id, lastAt)
    },
  }
}

/** `1594054062.123456`, seconds since 1970, where the exchange stamps its events. */
function stampOf(text: string | undefined): number | null {
  const seconds = Number(text)
  return text && seconds > 1e8 && seconds < 1e11 ? Math.round(seconds * 1000) : null
}

/** Sorts a client's call before one of ours, and the older before the younger. */
function begins({ id, events }: Call): string {
  const first = events.find(({ Event, Uniqueid }) => /^(Newchannel|CoreShowChannel)$/.test(Event) && Uniqueid === id)
  const isOurs = first !== undefined && extensionOf({ names: [first.Channel ?? ''] }, new Set()) !== null
  const [, born = '', count = ''] = /(\d+)\.(\d+)$/.exec(id) ?? []
  return `${isOurs ? 1 : 0} ${born.padStart(12, '0')} ${count.padStart(12, '0')}`
}
