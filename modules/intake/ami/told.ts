/** What is kept of one call: everything that Asterisk said of it so far, in the fields that matter. */
import { z } from 'zod'

/** An event with the moment at which it happened, ISO 8601. */
export type CallEvent = Readonly<Record<string, string>> & { readonly at: string; readonly Event: string }

/**
 * `clock`: whose clock `at` follows; `ours` where the exchange does not stamp its events. `whole` is false where listening
 * began in the middle of the call.
 */
export interface CallTold {
  readonly call: string
  readonly clock: 'exchange' | 'ours'
  readonly events: readonly CallEvent[]
}

const toldSchema = z.object({
  call: z.string().min(1),
  clock: z.enum(['exchange', 'ours']),
  events: z.array(z.object({ at: z.iso.datetime(), Event: z.string() }).catchall(z.string())).min(1),
})

/** Reads what `writeTold` wrote, or null. */
export function readTold(value: unknown): CallTold | null {
  const parsed = toldSchema.safeParse(value)
  return parsed.success ? parsed.data : null
}

const channel = [
  'Channel',
  'ChannelState',
  'CallerIDNum',
  'CallerIDName',
  'ConnectedLineNum',
  'Context',
  'Exten',
  'Uniqueid',
  'Linkedid',
] as const
const who = ['Channel', 'Uniqueid', 'Linkedid'] as const
const called = ['DestChannel', 'DestUniqueid', 'DestLinkedid', 'DestCallerIDNum'] as const
const queue = [...who, 'Queue', 'Interface', 'MemberName', 'HoldTime', 'RingTime'] as const

/** Events of calls and the fields of each that are kept; both the names since Asterisk 12 and those before. */
const kept: Readonly<Record<string, readonly string[]>> = {
  Newchannel: channel,
  CoreShowChannel: [...channel, 'Duration', 'Application', 'BridgeId'],
  Newstate: [...who, 'ChannelState'],
  Hangup: [...who, 'Cause'],
  HangupRequest: who,
  SoftHangupRequest: who,
  Newexten: [...who, 'Exten', 'Extension', 'Application', 'AppData'],
  VarSet: [...who, 'Variable', 'Value'],
  DialBegin: [...who, 'CallerIDNum', ...called, 'DialString'],
  DialEnd: [...who, ...called, 'DialStatus'],
  BridgeEnter: [...who, 'BridgeUniqueid'],
  BridgeLeave: [...who, 'BridgeUniqueid'],
  QueueCallerJoin: [...who, 'Queue', 'Position'],
  QueueCallerLeave: [...who, 'Queue'],
  QueueCallerAbandon: [...who, 'Queue', 'HoldTime'],
  AgentCalled: [...queue, ...called],
  AgentConnect: [...queue, ...called],
  AgentComplete: [...queue, ...called, 'TalkTime', 'Reason'],
  AgentRingNoAnswer: [...queue, ...called],
  BlindTransfer: ['TransfererChannel', 'TransfererUniqueid', 'TransfererLinkedid', 'TransfereeUniqueid', 'Extension'],
  // Before Asterisk 12.
  Dial: ['SubEvent', 'Channel', 'Destination', 'UniqueID', 'DestUniqueID', 'CallerIDNum', 'Dialstring', 'DialStatus'],
  Bridge: ['Bridgestate', 'Channel1', 'Channel2', 'Uniqueid1', 'Uniqueid2'],
  Join: [...who, 'Queue', 'Position'],
  Leave: [...who, 'Queue'],
  LocalBridge: ['Channel1', 'Channel2', 'Uniqueid1', 'Uniqueid2'],
}

/** What matters of a packet, or null where nothing does: dialplan steps other than a voicemail, variables other than a recording. */
export function keepOf(packet: Readonly<Record<string, string>>, at: string): CallEvent | null {
  const { Event = '', Application = '', Variable = '' } = packet
  const fields = kept[Event]
  if (!fields) return null
  if (Event === 'Newexten' && !/^(voicemail|vm)/i.test(Application)) return null
  if (Event === 'VarSet' && Variable !== 'MIXMONITOR_FILENAME') return null
  const event: Record<string, string> & { at: string; Event: string } = { at, Event }
  for (const field of fields) {
    const value = packet[field]
    if (value !== undefined && value !== '' && value !== '<unknown>') event[field] = value
  }
  return event
}

/** The channel that an event is about. */
export const uniqueidOf = (event: Readonly<Record<string, string>>): string | undefined =>
  event.Uniqueid ?? event.UniqueID ?? event.Uniqueid1 ?? event.TransfererUniqueid ?? event.DestUniqueid

/** Every channel that an event names. */
export const channelsOf = (event: Readonly<Record<string, string>>): string[] =>
  [uniqueidOf(event), event.Uniqueid2, event.DestUniqueid, event.DestUniqueID, event.TransfereeUniqueid].filter(
    (id) => id !== undefined,
  )

/** The call that an event names, where it does: Asterisk before 12 does not. */
export const linkedidOf = (event: Readonly<Record<string, string>>): string | undefined =>
  event.Linkedid ?? event.TransfererLinkedid ?? event.DestLinkedid

/** Masquerading leaves a channel's body behind under another name. */
export const isZombie = (name: string | undefined): boolean => name?.includes('<ZOMBIE>') ?? false
