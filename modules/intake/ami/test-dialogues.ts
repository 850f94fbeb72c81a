/** Calls as exchanges tell them: the order and fields of real recordings, with numbers and names of our own. */
import type { Said } from './test-exchange.ts'

/** Second of the first call's birth: 2026-03-02 12:00:00 in Moscow. */
export const began = Date.parse('2026-03-02T09:00:00Z') / 1000

export interface Script {
  /** Uniqueid of the caller's channel, and Linkedid of all. */
  readonly call: string
  readonly events: Said[]
}

export type Fields = Record<string, string>

/** Writes the events of one call with stamps, second by second. */
export function script(nth: number, stamped = true, from = began) {
  const born = from + nth * 1000
  const call = `${born}.${nth * 10}`
  const events: Said[] = []
  const id = (leg: number) => (leg === 0 ? call : `${born + 1}.${nth * 10 + leg}`)
  const at = (second: number, Event: string, fields: Fields): void => {
    events.push({ Event, Privilege: 'call,all', ...(stamped && { Timestamp: (born + second).toFixed(6) }), ...fields })
  }
  const channel = (leg: number, name: string, more: Fields = {}): Fields => ({
    Channel: name,
    Uniqueid: id(leg),
    Linkedid: call,
    ...more,
  })
  const dest = (leg: number, name: string, more: Fields = {}): Fields => ({
    DestChannel: name,
    DestUniqueid: id(leg),
    DestLinkedid: call,
    ...more,
  })
  return { call, born, events, id, at, channel, dest }
}

export const trunk = 'PJSIP/provider-000000bb'
export const inbound = (phone: string): Fields => ({
  ChannelState: '4',
  CallerIDNum: phone,
  CallerIDName: '<unknown>',
  ConnectedLineNum: '<unknown>',
  Context: 'from-trunk',
  Exten: '74951234567',
})

/**
 * A queue of FreePBX: 101 does not answer in 15 s, 102 does; its members are Local channels. 20 s of waiting, `talk` s of talk.
 */
export function queueCall(nth: number, phone = '79161234567', talk = 40): Script {
  const s = script(nth)
  const member = (leg: number, ext: string, half: 1 | 2) => `Local/${ext}@from-queue-0000002${leg};${half}`
  s.at(0, 'Newchannel', s.channel(0, trunk, inbound(phone)))
  s.at(1, 'Newstate', s.channel(0, trunk, { ChannelState: '6', Context: 'ivr-1', Exten: 's' }))
  s.at(2, 'QueueCallerJoin', s.channel(0, trunk, { Queue: '201', Position: '1', Count: '1' }))
  for (const [ring, ext, second, answers] of [
    [1, '101', 2, false],
    [4, '102', 17, true],
  ] as const) {
    const local = member(ring, ext, 1)
    const inner = member(ring, ext, 2)
    const phoneOf = `PJSIP/${ext}-000000${ring}c`
    const queue = { Queue: '201', Interface: `Local/${ext}@from-queue/n`, MemberName: `Сотрудник ${ext}` }
    s.at(second, 'Newchannel', s.channel(ring, local, { Context: 'from-queue', Exten: ext }))
    s.at(second, 'Newchannel', s.channel(ring + 1, inner, { Context: 'from-queue', Exten: ext }))
    s.at(second, 'AgentCalled', { ...s.channel(0, trunk), ...s.dest(ring, local), ...queue })
    s.at(second, 'DialBegin', { ...s.channel(0, trunk), ...s.dest(ring, local), DialString: `${ext}@from-queue/n` })
    s.at(second, 'Newchannel', s.channel(ring + 2, phoneOf, { Context: 'from-internal', Exten: '' }))
    s.at(second, 'DialBegin', { ...s.channel(ring + 1, inner), ...s.dest(ring + 2, phoneOf), DialString: ext })
    if (!answers) {
      s.at(second + 15, 'DialEnd', {
        ...s.channel(ring + 1, inner),
        ...s.dest(ring + 2, phoneOf),
        DialStatus: 'CANCEL',
      })
      s.at(second + 15, 'AgentRingNoAnswer', {
        ...s.channel(0, trunk),
        ...s.dest(ring, local),
        ...queue,
        RingTime: '15000',
      })
      s.at(second + 15, 'DialEnd', { ...s.channel(0, trunk), ...s.dest(ring, local), DialStatus: 'NOANSWER' })
      for (const leg of [ring, ring + 1])
        s.at(second + 15, 'Hangup', s.channel(leg, leg === ring ? local : inner, { Cause: '0' }))
      s.at(second + 15, 'Hangup', s.channel(ring + 2, phoneOf, { Cause: '26' }))
      continue
    }
    const answer = second + 5
    s.at(answer, 'DialEnd', { ...s.channel(ring + 1, inner), ...s.dest(ring + 2, phoneOf), DialStatus: 'ANSWER' })
    for (const [leg, name] of [
      [ring + 1, inner],
      [ring + 2, phoneOf],
    ] as const)
      s.at(answer, 'BridgeEnter', s.channel(leg, name, { BridgeUniqueid: `b${nth}-inner` }))
    s.at(answer, 'DialEnd', { ...s.channel(0, trunk), ...s.dest(ring, local), DialStatus: 'ANSWER' })
    s.at(answer, 'QueueCallerLeave', s.channel(0, trunk, { Queue: '201', Position: '1', Count: '0' }))
    s.at(answer, 'AgentConnect', {
      ...s.channel(0, trunk),
      ...s.dest(ring, local),
      ...queue,
      HoldTime: '20',
      RingTime: '5',
    })
    for (const [leg, name] of [
      [ring, local],
      [0, trunk],
    ] as const)
      s.at(answer, 'BridgeEnter', s.channel(leg, name, { BridgeUniqueid: `b${nth}` }))
    s.at(
      answer,
      'VarSet',
      s.channel(0, trunk, {
        Variable: 'MIXMONITOR_FILENAME',
        Value: `/var/spool/asterisk/monitor/2026/03/02/q-201-${phone}.wav`,
      }),
    )
    const end = answer + talk
    s.at(end, 'HangupRequest', s.channel(0, trunk))
    s.at(end, 'BridgeLeave', s.channel(0, trunk, { BridgeUniqueid: `b${nth}` }))
    s.at(end, 'BridgeLeave', s.channel(ring, local, { BridgeUniqueid: `b${nth}` }))
    s.at(end, 'AgentComplete', {
      ...s.channel(0, trunk),
      ...s.dest(ring + 2, phoneOf),
      ...queue,
      HoldTime: '20',
      TalkTime: String(talk),
      Reason: 'caller',
    })
    s.at(end, 'BridgeLeave', s.channel(ring + 1, inner, { BridgeUniqueid: `b${nth}-inner` }))
    s.at(end, 'BridgeLeave', s.channel(ring + 2, phoneOf, { BridgeUniqueid: `b${nth}-inner` }))
    for (const [leg, name] of [
      [ring, local],
      [ring + 1, inner],
      [ring + 2, phoneOf],
      [0, trunk],
    ] as const)
      s.at(end, 'Hangup', s.channel(leg, name, { Cause: '16', 'Cause-txt': 'Normal Clearing' }))
  }
  return s
}

/** Waits in the queue for `wait` s; `after` tells what happens then: the client hangs up, or the queue gives up and 103 answers. */
export function leftQueue(nth: number, phone: string, after: 'hangup' | 'elsewhere' | 'voicemail'): Script {
  const s = script(nth)
  s.at(0, 'Newchannel', s.channel(0, trunk, inbound(phone)))
  s.at(1, 'QueueCallerJoin', s.channel(0, trunk, { Queue: '201', Position: '1', Count: '1' }))
  if (after === 'hangup') s.at(31, 'HangupRequest', s.channel(0, trunk))
  // Newer versions say so for a time-out as well; and it is always followed by a leave.
  s.at(
    31,
    'QueueCallerAbandon',
    s.channel(0, trunk, { Queue: '201', Position: '1', OriginalPosition: '1', HoldTime: '30' }),
  )
  s.at(31, 'QueueCallerLeave', s.channel(0, trunk, { Queue: '201', Position: '1', Count: '0' }))
  let end = 31
  if (after === 'elsewhere') {
    const phoneOf = 'PJSIP/103-000000f1'
    s.at(32, 'Newchannel', s.channel(1, phoneOf, { Context: 'from-internal', Exten: '' }))
    s.at(32, 'DialBegin', { ...s.channel(0, trunk), ...s.dest(1, phoneOf), DialString: '103' })
    s.at(36, 'DialEnd', { ...s.channel(0, trunk), ...s.dest(1, phoneOf), DialStatus: 'ANSWER' })
    for (const [leg, name] of [
      [0, trunk],
      [1, phoneOf],
    ] as const)
      s.at(36, 'BridgeEnter', s.channel(leg, name, { BridgeUniqueid: `b${nth}` }))
    end = 66
    for (const [leg, name] of [
      [0, trunk],
      [1, phoneOf],
    ] as const)
      s.at(end, 'BridgeLeave', s.channel(leg, name, { BridgeUniqueid: `b${nth}` }))
    s.at(end, 'Hangup', s.channel(1, phoneOf, { Cause: '16' }))
  }
  if (after === 'voicemail') {
    s.at(
      32,
      'Newexten',
      s.channel(0, trunk, { Extension: 'vmu101', Exten: 'vmu101', Application: 'VoiceMail', AppData: '101@default,u' }),
    )
    end = 50
  }
  s.at(end, 'Hangup', s.channel(0, trunk, { Cause: '16' }))
  return s
}

/** 102 calls a client through the trunk; the exchange strips its 9. `status` of the dial; 25 s of talk where it was answered. */
export function outboundCall(nth: number, phone: string, status: 'ANSWER' | 'BUSY'): Script {
  const s = script(nth)
  const [own, out] = ['PJSIP/102-000000d1', 'PJSIP/provider-000000d2']
  s.at(
    0,
    'Newchannel',
    s.channel(0, own, { CallerIDNum: '102', CallerIDName: 'Анна', Context: 'from-internal', Exten: `9${phone}` }),
  )
  s.at(1, 'Newchannel', s.channel(1, out, { Context: 'from-trunk', Exten: '' }))
  s.at(1, 'DialBegin', {
    ...s.channel(0, own),
    CallerIDNum: '74951234567',
    ...s.dest(1, out),
    DialString: `${phone}@provider`,
  })
  s.at(9, 'DialEnd', { ...s.channel(0, own), ...s.dest(1, out), DialStatus: status })
  const both = [
    [0, own],
    [1, out],
  ] as const
  if (status === 'ANSWER') {
    for (const [leg, name] of both) s.at(9, 'BridgeEnter', s.channel(leg, name, { BridgeUniqueid: `b${nth}` }))
    for (const [leg, name] of both) s.at(34, 'BridgeLeave', s.channel(leg, name, { BridgeUniqueid: `b${nth}` }))
  }
  for (const [leg, name] of both) s.at(status === 'ANSWER' ? 34 : 9, 'Hangup', s.channel(leg, name, { Cause: '16' }))
  return s
}

/**
 * The exchange rings `line`, who picks up after 3 s, and then the client, who does after 9 s (`ANSWER`) or not. So Originate looks: its first dial
 * has no caller. `from`: the second of the first call's birth at which it begins, where another moment is wanted.
 */
export function originatedCall(
  nth: number,
  line: string,
  phone: string,
  status: 'ANSWER' | 'NOANSWER',
  from = began,
): Script {
  const s = script(nth, true, from)
  const [own, out] = [`PJSIP/${line}-000000a1`, 'PJSIP/provider-000000a2']
  s.at(
    0,
    'Newchannel',
    s.channel(0, own, { CallerIDNum: line, CallerIDName: phone, Context: 'from-internal', Exten: '' }),
  )
  s.at(0, 'DialBegin', { ...s.dest(0, own), DialString: line })
  s.at(3, 'DialEnd', { ...s.dest(0, own), DialStatus: 'ANSWER' })
  s.at(4, 'Newchannel', s.channel(1, out, { Context: 'from-trunk', Exten: '' }))
  s.at(4, 'DialBegin', { ...s.channel(0, own), ...s.dest(1, out), DialString: `${phone}@provider` })
  s.at(9, 'DialEnd', { ...s.channel(0, own), ...s.dest(1, out), DialStatus: status })
  const both = [
    [0, own],
    [1, out],
  ] as const
  if (status === 'ANSWER') {
    for (const [leg, name] of both) s.at(9, 'BridgeEnter', s.channel(leg, name, { BridgeUniqueid: `b${nth}` }))
    for (const [leg, name] of both) s.at(34, 'BridgeLeave', s.channel(leg, name, { BridgeUniqueid: `b${nth}` }))
  }
  for (const [leg, name] of both) s.at(status === 'ANSWER' ? 34 : 9, 'Hangup', s.channel(leg, name, { Cause: '16' }))
  return s
}

/** 101 talks to 102 for 10 s. */
export function internalCall(nth: number): Script {
  const s = script(nth)
  const [own, other] = ['PJSIP/101-000000e1', 'PJSIP/102-000000e2']
  s.at(
    0,
    'Newchannel',
    s.channel(0, own, { CallerIDNum: '101', CallerIDName: 'Пётр', Context: 'from-internal', Exten: '102' }),
  )
  s.at(0, 'Newchannel', s.channel(1, other, { Context: 'from-internal', Exten: '' }))
  s.at(0, 'DialBegin', { ...s.channel(0, own), ...s.dest(1, other), DialString: '102' })
  s.at(3, 'DialEnd', { ...s.channel(0, own), ...s.dest(1, other), DialStatus: 'ANSWER' })
  const both = [
    [0, own],
    [1, other],
  ] as const
  for (const [leg, name] of both) s.at(3, 'BridgeEnter', s.channel(leg, name, { BridgeUniqueid: `b${nth}` }))
  for (const [leg, name] of both) s.at(13, 'BridgeLeave', s.channel(leg, name, { BridgeUniqueid: `b${nth}` }))
  for (const [leg, name] of both) s.at(13, 'Hangup', s.channel(leg, name, { Cause: '16' }))
  return s
}

/** 101 answers, talks for 20 s and sends the client on to 102, who talks for 30 s. */
export function blindTransfer(nth: number, phone: string): Script {
  const s = script(nth)
  const [first, second] = ['PJSIP/101-000000f3', 'PJSIP/102-000000f4']
  s.at(0, 'Newchannel', s.channel(0, trunk, inbound(phone)))
  s.at(1, 'Newchannel', s.channel(1, first, { Context: 'from-internal', Exten: '' }))
  s.at(1, 'DialBegin', { ...s.channel(0, trunk), ...s.dest(1, first), DialString: '101' })
  s.at(6, 'DialEnd', { ...s.channel(0, trunk), ...s.dest(1, first), DialStatus: 'ANSWER' })
  for (const [leg, name] of [
    [0, trunk],
    [1, first],
  ] as const)
    s.at(6, 'BridgeEnter', s.channel(leg, name, { BridgeUniqueid: `b${nth}` }))
  s.at(26, 'BlindTransfer', {
    Result: 'Success',
    TransfererChannel: first,
    TransfererUniqueid: s.id(1),
    TransfererLinkedid: s.call,
    TransfereeUniqueid: s.id(0),
    Extension: '102',
  })
  for (const [leg, name] of [
    [1, first],
    [0, trunk],
  ] as const)
    s.at(26, 'BridgeLeave', s.channel(leg, name, { BridgeUniqueid: `b${nth}` }))
  s.at(26, 'Hangup', s.channel(1, first, { Cause: '16' }))
  s.at(27, 'Newchannel', s.channel(2, second, { Context: 'from-internal', Exten: '' }))
  s.at(27, 'DialBegin', { ...s.channel(0, trunk), ...s.dest(2, second), DialString: '102' })
  s.at(30, 'DialEnd', { ...s.channel(0, trunk), ...s.dest(2, second), DialStatus: 'ANSWER' })
  for (const [leg, name] of [
    [0, trunk],
    [2, second],
  ] as const)
    s.at(30, 'BridgeEnter', s.channel(leg, name, { BridgeUniqueid: `c${nth}` }))
  for (const [leg, name] of [
    [0, trunk],
    [2, second],
  ] as const)
    s.at(60, 'BridgeLeave', s.channel(leg, name, { BridgeUniqueid: `c${nth}` }))
  for (const [leg, name] of [
    [2, second],
    [0, trunk],
  ] as const)
    s.at(60, 'Hangup', s.channel(leg, name, { Cause: '16' }))
  return s
}

/** Asterisk 11: no Linkedid, the old names, seconds only by our own clock. 12 s of ringing are as long as the test makes them. */
export function oldCall(nth: number, phone: string): Script {
  const s = script(nth, false)
  const [own, other] = ['SIP/provider-000000a1', 'SIP/101-000000a2']
  const say = (Event: string, fields: Fields): void => s.at(0, Event, fields)
  say('Newchannel', {
    Channel: own,
    ChannelState: '0',
    CallerIDNum: phone,
    CallerIDName: '',
    AccountCode: '',
    Exten: '74951234567',
    Context: 'from-trunk',
    Uniqueid: s.id(0),
  })
  say('Newchannel', {
    Channel: other,
    ChannelState: '0',
    CallerIDNum: '',
    CallerIDName: '',
    AccountCode: '',
    Exten: '',
    Context: 'from-internal',
    Uniqueid: s.id(1),
  })
  say('Dial', {
    SubEvent: 'Begin',
    Channel: own,
    Destination: other,
    CallerIDNum: phone,
    UniqueID: s.id(0),
    DestUniqueID: s.id(1),
    Dialstring: '101',
  })
  say('Bridge', {
    Bridgestate: 'Link',
    Bridgetype: 'core',
    Channel1: own,
    Channel2: other,
    Uniqueid1: s.id(0),
    Uniqueid2: s.id(1),
    CallerID1: phone,
    CallerID2: '101',
  })
  say('Bridge', {
    Bridgestate: 'Unlink',
    Bridgetype: 'core',
    Channel1: own,
    Channel2: other,
    Uniqueid1: s.id(0),
    Uniqueid2: s.id(1),
    CallerID1: phone,
    CallerID2: '101',
  })
  say('Hangup', { Channel: other, Uniqueid: s.id(1), CallerIDNum: '101', Cause: '16', 'Cause-txt': 'Normal Clearing' })
  say('Dial', { SubEvent: 'End', Channel: own, UniqueID: s.id(0), DialStatus: 'ANSWER' })
  say('Hangup', { Channel: own, Uniqueid: s.id(0), CallerIDNum: phone, Cause: '16', 'Cause-txt': 'Normal Clearing' })
  return s
}

/**
 * The same dialogue at another time and on another of our numbers: `at` is the second of the call's birth, `ours` the number that
 * was dialled, as the trunk writes it.
 */
export function retold({ call, events }: Script, { at, ours }: { readonly at: number; readonly ours: string }): Script {
  const shift = at - Math.floor(Number(call))
  const later = (value: string): string =>
    value.replace(/\b(\d{10})(?=\.\d+$)/g, (second) => String(Number(second) + shift)).replaceAll('74951234567', ours)
  return {
    call: later(call),
    events: events.map((event) =>
      Object.fromEntries(Object.entries(event).map(([name, value]) => [name, later(value)])),
    ),
  }
}
