/** Calls that several people have a hand in, as exchanges tell them: the order and fields of real recordings. */
import { type Fields, inbound, type Script, script, trunk } from './test-dialogues.ts'

const telephone = (extension: string, leg: number) => `PJSIP/${extension}-00000${leg}f5`

/** 101 answers after 6 s. Fields of the talk's bridge are the exchange's own: two people, no conference. */
function answered(nth: number, phone: string) {
  const s = script(nth)
  const first = telephone('101', 1)
  const basic = { BridgeUniqueid: `first${nth}`, BridgeType: 'basic', BridgeTechnology: 'simple_bridge' }
  s.at(0, 'Newchannel', s.channel(0, trunk, inbound(phone)))
  s.at(1, 'Newchannel', s.channel(1, first, { Context: 'from-internal', Exten: '' }))
  s.at(1, 'DialBegin', { ...s.channel(0, trunk), ...s.dest(1, first), DialString: '101' })
  s.at(6, 'DialEnd', { ...s.channel(0, trunk), ...s.dest(1, first), DialStatus: 'ANSWER' })
  s.at(6, 'BridgeEnter', s.channel(1, first, basic))
  s.at(6, 'BridgeEnter', s.channel(0, trunk, basic))
  return { s, first, basic }
}

/**
 * 101 talks for 20 s, calls 102 on a second line of the telephone and asks for 10 s, then connects the two, who talk for 45 s. The second
 * line's call names itself to the very end.
 */
export function attendedTransfer(nth: number, phone: string): Script & { readonly advice: string } {
  const { s, first, basic } = answered(nth, phone)
  const [line, other] = [telephone('101', 2), telephone('102', 3)]
  const advice = s.id(2)
  const own = (leg: number, name: string, more: Fields = {}): Fields => ({
    ...s.channel(leg, name),
    Linkedid: advice,
    ...more,
  })
  const second = { ...basic, BridgeUniqueid: `second${nth}` }
  s.at(
    26,
    'Newchannel',
    own(2, line, { CallerIDNum: '101', Context: 'from-internal', Exten: '102', ChannelState: '4' }),
  )
  s.at(26, 'Newchannel', own(3, other, { Context: 'from-internal', Exten: '' }))
  s.at(26, 'DialBegin', { ...own(2, line), ...s.dest(3, other), DestLinkedid: advice, DialString: '102' })
  s.at(29, 'DialEnd', { ...own(2, line), ...s.dest(3, other), DestLinkedid: advice, DialStatus: 'ANSWER' })
  s.at(29, 'BridgeEnter', own(3, other, second))
  s.at(29, 'BridgeEnter', own(2, line, second))
  s.at(39, 'BridgeLeave', s.channel(0, trunk, basic))
  s.at(39, 'BridgeEnter', s.channel(0, trunk, { ...second, SwapUniqueid: s.id(2) }))
  s.at(39, 'BridgeLeave', own(2, line, second))
  s.at(39, 'BridgeLeave', s.channel(1, first, basic))
  s.at(39, 'AttendedTransfer', {
    ...{ Result: 'Success', DestType: 'Bridge', DestBridgeUniqueid: second.BridgeUniqueid },
    ...{ OrigTransfererChannel: first, OrigTransfererUniqueid: s.id(1), OrigTransfererLinkedid: s.call },
    ...{ SecondTransfererChannel: line, SecondTransfererUniqueid: advice, SecondTransfererLinkedid: advice },
    ...{ TransfereeUniqueid: s.call, TransfereeLinkedid: s.call },
    ...{ TransferTargetUniqueid: s.id(3), TransferTargetLinkedid: advice },
  })
  s.at(39, 'Hangup', s.channel(1, first, { Cause: '16' }))
  s.at(39, 'Hangup', own(2, line, { Cause: '16' }))
  s.at(84, 'BridgeLeave', s.channel(0, trunk, second))
  s.at(84, 'BridgeLeave', own(3, other, second))
  s.at(84, 'Hangup', own(3, other, { Cause: '16' }))
  s.at(84, 'Hangup', s.channel(0, trunk, { Cause: '16' }))
  return { ...s, advice }
}

/** 101 talks for 20 s and parks the client; 102 dials 71 after 15 s more, fetches the client and talks for 25 s. */
export function parkedCall(nth: number, phone: string): Script {
  const { s, first, basic } = answered(nth, phone)
  const other = telephone('102', 2)
  const own = (more: Fields): Fields => ({ ...s.channel(2, other), Linkedid: s.id(2), ...more })
  const lot = { BridgeUniqueid: 'lot', BridgeType: 'parking', BridgeTechnology: 'holding_bridge' }
  const found = { ...basic, BridgeUniqueid: `found${nth}` }
  s.at(26, 'BridgeLeave', s.channel(0, trunk, basic))
  s.at(26, 'BridgeEnter', s.channel(0, trunk, lot))
  s.at(26, 'ParkedCall', { ParkeeUniqueid: s.call, ParkeeLinkedid: s.call, ParkingSpace: '71', ParkingTimeout: '45' })
  s.at(26, 'BridgeLeave', s.channel(1, first, basic))
  s.at(26, 'Hangup', s.channel(1, first, { Cause: '16' }))
  s.at(41, 'Newchannel', own({ CallerIDNum: '102', Context: 'from-internal', Exten: '71', ChannelState: '4' }))
  s.at(41, 'BridgeEnter', own(found))
  s.at(41, 'UnParkedCall', { ParkeeUniqueid: s.call, ParkeeLinkedid: s.call, RetrieverUniqueid: s.id(2) })
  s.at(41, 'BridgeLeave', s.channel(0, trunk, lot))
  s.at(41, 'BridgeEnter', s.channel(0, trunk, found))
  s.at(66, 'BridgeLeave', s.channel(0, trunk, found))
  s.at(66, 'BridgeLeave', own(found))
  s.at(66, 'Hangup', own({ Cause: '16' }))
  s.at(66, 'Hangup', s.channel(0, trunk, { Cause: '16' }))
  return s
}

/** A queue that rings 101, 102 and 103 at once: 103 is on another call, 102 answers after 8 s and talks for 30 s. */
export function ringAll(nth: number, phone: string): Script {
  const s = script(nth)
  const members = ['101', '102', '103'].map((extension, i) => ({
    extension,
    leg: i + 1,
    name: telephone(extension, i + 1),
  }))
  const bridge = { BridgeUniqueid: `all${nth}`, BridgeType: 'basic', BridgeTechnology: 'simple_bridge' }
  const member = ({ extension, leg, name }: (typeof members)[number]): Fields => ({
    ...{ ...s.channel(0, trunk), ...s.dest(leg, name), Queue: '201' },
    ...{ Interface: `PJSIP/${extension}`, MemberName: `Сотрудник ${extension}` },
  })
  s.at(0, 'Newchannel', s.channel(0, trunk, inbound(phone)))
  s.at(1, 'QueueCallerJoin', s.channel(0, trunk, { Queue: '201', Position: '1', Count: '1' }))
  for (const one of members) {
    const { extension, leg, name } = one
    s.at(2, 'Newchannel', s.channel(leg, name, { Context: 'from-internal', Exten: '' }))
    s.at(2, 'AgentCalled', member(one))
    s.at(2, 'DialBegin', { ...s.channel(0, trunk), ...s.dest(leg, name), DialString: extension })
    if (extension !== '103') continue
    s.at(2, 'DialEnd', { ...s.channel(0, trunk), ...s.dest(leg, name), DialStatus: 'BUSY' })
    s.at(2, 'Hangup', s.channel(leg, name, { Cause: '17' }))
  }
  const [loser, winner] = members
  if (!loser || !winner) throw new Error('nobody rings')
  s.at(10, 'DialEnd', { ...s.channel(0, trunk), ...s.dest(1, loser.name), DialStatus: 'CANCEL' })
  s.at(10, 'Hangup', s.channel(1, loser.name, { Cause: '26' }))
  s.at(10, 'DialEnd', { ...s.channel(0, trunk), ...s.dest(2, winner.name), DialStatus: 'ANSWER' })
  s.at(10, 'QueueCallerLeave', s.channel(0, trunk, { Queue: '201', Position: '1', Count: '0' }))
  s.at(10, 'AgentConnect', { ...member(winner), HoldTime: '9', RingTime: '8' })
  s.at(10, 'BridgeEnter', s.channel(2, winner.name, bridge))
  s.at(10, 'BridgeEnter', s.channel(0, trunk, bridge))
  s.at(40, 'BridgeLeave', s.channel(0, trunk, bridge))
  s.at(40, 'BridgeLeave', s.channel(2, winner.name, bridge))
  s.at(40, 'AgentComplete', { ...member(winner), HoldTime: '9', TalkTime: '30', Reason: 'agent' })
  s.at(40, 'Hangup', s.channel(2, winner.name, { Cause: '16' }))
  s.at(40, 'Hangup', s.channel(0, trunk, { Cause: '16' }))
  return s
}
