/** From an exchange's events to what its channels went through: who was dialled by whom, and who shared a bridge when. */
import { channelExtension } from '../files/profiles/ends.ts'
import { type CallEvent, type CallTold, isZombie, uniqueidOf } from './told.ts'

/** Milliseconds since 1970; `to` is null while it goes on. `from` is null where listening began in its middle. */
export interface Span {
  readonly from: number | null
  readonly to: number | null
}

export interface Channel {
  readonly id: string
  /** Every name it had: masquerading before Asterisk 12 gives a channel another's body. */
  readonly names: readonly string[]
  readonly first: CallEvent | null
  readonly createdAt: number
  readonly endedAt: number | null
  readonly hungUpByItself: boolean
  /** Spans in which somebody else shared a bridge with it. */
  readonly together: readonly Span[]
}

export interface Dial {
  readonly from: string | null
  readonly to: string
  readonly toName: string
  readonly dialled: string
  readonly callerNumber: string | null
  readonly at: number
  readonly endedAt: number | null
  readonly status: string | null
}

export interface Channels {
  readonly byId: ReadonlyMap<string, Channel>
  readonly dials: readonly Dial[]
  /** Events in order of time, put right by the exchange's clock. */
  readonly events: readonly (CallEvent & { readonly ms: number })[]
  readonly gone: boolean
}

/** Clocks that differ by less are taken for one. */
const tolerated = 2_000

/**
 * Milliseconds to be added to our clock to get the exchange's: a channel's name begins with the second of its birth
 * (`1594054062.123`). Zero where the exchange stamps its events itself.
 */
function skewOf({ call, clock, events }: CallTold): number {
  const born = Number(/(?:^|-)(\d{9,10})\.\d+$/.exec(call)?.[1])
  const first = events.find((event) => event.Event === 'Newchannel' && event.Uniqueid === call)
  if (clock === 'exchange' || !first || !born) return 0
  const skew = born * 1000 + 500 - Date.parse(first.at)
  return Math.abs(skew) > tolerated ? skew : 0
}

interface Open {
  id: string
  names: string[]
  first: CallEvent | null
  createdAt: number
  endedAt: number | null
  hungUpByItself: boolean
  together: Span[]
}

/** Reads the events of one call. Their order does not matter where the exchange stamps them. */
export function readChannels(told: CallTold): Channels {
  const skew = skewOf(told)
  const events = told.events
    .map((event) => ({ ...event, ms: Date.parse(event.at) + skew }) as CallEvent & { readonly ms: number })
    .sort((a, b) => a.ms - b.ms || rank(a) - rank(b))
  const channels = new Map<string, Open>()
  const dials: Dial[] = []
  const bridges = new Map<string, Map<string, number | null>>()

  const touch = (id: string, ms: number, name: string | undefined): Open => {
    let channel = channels.get(id)
    if (!channel) {
      channel = {
        ...{ id, names: [], first: null, createdAt: ms, endedAt: null, hungUpByItself: false, together: [] },
      }
      channels.set(id, channel)
    }
    if (name && !isZombie(name) && !channel.names.includes(name)) channel.names.push(name)
    return channel
  }
  const enter = (bridge: string, id: string, from: number | null): void => {
    const members = bridges.get(bridge) ?? new Map<string, number | null>()
    bridges.set(bridge, members)
    if (!members.has(id)) members.set(id, from)
  }
  /** Ends what the channel shared with the others of the bridge. */
  const leave = (bridge: string, id: string, to: number | null): void => {
    const members = bridges.get(bridge)
    const since = members?.get(id)
    if (!members || since === undefined) return
    members.delete(id)
    for (const [other, otherSince] of members) {
      const span = { from: since === null || otherSince === null ? null : Math.max(since, otherSince), to }
      channels.get(id)?.together.push(span)
      channels.get(other)?.together.push(span)
    }
  }
  const leaveAll = (id: string, to: number): void => {
    for (const bridge of bridges.keys()) leave(bridge, id, to)
  }

  for (const event of events) {
    const id = uniqueidOf(event)
    const { ms } = event
    if (event.Event === 'Gone') {
      for (const channel of channels.values()) {
        leaveAll(channel.id, ms)
        channel.endedAt ??= ms
      }
    }
    if (!id) continue
    const channel = touch(id, ms, event.Channel ?? event.Channel1 ?? event.TransfererChannel)
    switch (event.Event) {
      case 'Newchannel':
        channel.first = event
        break
      case 'CoreShowChannel':
        channel.first ??= event
        channel.createdAt = Math.min(channel.createdAt, ms - lengthOf(event.Duration))
        if (event.BridgeId) enter(event.BridgeId, id, null)
        break
      case 'HangupRequest':
      case 'SoftHangupRequest':
        channel.hungUpByItself = true
        break
      case 'Hangup':
      case 'Moved':
        leaveAll(id, ms)
        channel.endedAt = ms
        break
      case 'BridgeEnter':
        enter(event.BridgeUniqueid ?? '', id, ms)
        break
      case 'BridgeLeave':
        leave(event.BridgeUniqueid ?? '', id, ms)
        break
      case 'Bridge': {
        const other = event.Uniqueid2 ?? ''
        touch(other, ms, event.Channel2)
        const bridge = `${id}|${other}`
        if (event.Bridgestate === 'Unlink') {
          leave(bridge, id, ms)
          bridges.delete(bridge)
        } else {
          enter(bridge, id, ms)
          enter(bridge, other, ms)
        }
        break
      }
      case 'DialBegin':
      case 'AgentCalled':
        begin(dials, event, event.DestUniqueid, event.DestChannel, event.DialString)
        break
      case 'DialEnd':
        finish(dials, (dial) => dial.to === event.DestUniqueid, event)
        break
      case 'Dial':
        if (event.SubEvent === 'Begin') begin(dials, event, event.DestUniqueID, event.Destination, event.Dialstring)
        else finish(dials, (dial) => dial.from === id && dial.status === null, event)
        break
    }
  }
  for (const [bridge, members] of bridges) for (const id of [...members.keys()]) leave(bridge, id, null)
  return { byId: channels, dials, events, gone: events.some(({ Event }) => Event === 'Gone') }
}

/** Of one moment: what brings a channel about comes first, what ends it last. */
const rank = ({ Event }: CallEvent): number =>
  Event === 'Newchannel' || Event === 'CoreShowChannel' ? 0 : Event === 'Hangup' || Event === 'Moved' ? 2 : 1

function begin(
  dials: Dial[],
  event: CallEvent & { readonly ms: number },
  to: string | undefined,
  toName: string | undefined,
  dialled = '',
): void {
  if (!to || dials.some((dial) => dial.to === to)) return
  dials.push({
    from: event.Uniqueid ?? event.UniqueID ?? null,
    to,
    toName: toName ?? '',
    dialled,
    callerNumber: event.CallerIDNum ?? null,
    at: event.ms,
    endedAt: null,
    status: null,
  })
}

function finish(dials: Dial[], fits: (dial: Dial) => boolean, event: CallEvent & { readonly ms: number }): void {
  for (const [index, dial] of dials.entries()) {
    if (fits(dial)) dials[index] = { ...dial, endedAt: event.ms, status: event.DialStatus ?? null }
  }
}

/** `01:02:03` → milliseconds. */
function lengthOf(text: string | undefined): number {
  const [, hours = '0', minutes = '0', seconds = '0'] = /^(\d+):(\d\d):(\d\d)$/.exec(text ?? '') ?? []
  return (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000
}

export const isLocal = (name: string): boolean => /^Local\//i.test(name)

/** Whether nothing of it is more than a bridge inside the exchange. */
export const isInner = ({ names }: Pick<Channel, 'names'>): boolean => names.length > 0 && names.every(isLocal)

/** `PJSIP/ivanov-0000001c` → `ivanov`. */
export const peerOf = (name: string): string => name.replace(/^[^/]*\//, '').replace(/-[0-9a-f]{6,}(;\d)?(<.*>)?$/i, '')

/** The outside number in `79161234567@trunk`, `trunk/79161234567` or `Local/79161234567@from-internal`. */
export function outsideNumber(text: string): string | null {
  const found = text
    .replace(/^(?:PJSIP|SIP|IAX2?|Local|DAHDI)\//i, '')
    .split(/[/@,]/)
    .find((part) => /^\+?\d{7,15}$/.test(part))
  return found ?? null
}

/** The extension that a channel is, unless the name belongs to a trunk. */
export function extensionOf({ names }: Pick<Channel, 'names'>, trunks: ReadonlySet<string>): string | null {
  for (const name of [...names].sort((a, b) => Number(isLocal(a)) - Number(isLocal(b)))) {
    const extension = channelExtension(name)
    if (extension && !trunks.has(extension) && !trunks.has(peerOf(name))) return extension
  }
  return null
}
