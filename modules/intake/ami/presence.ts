/** Who is in which bridge of two now. Conferences and waiting rooms hold people of many calls and join none of them. */
import { groupBy } from '../../../kernel/collections.ts'
import type { Packet } from './packets.ts'

export interface Presence {
  /** Takes an event; returns the channels that the one of the event shares a bridge with from now on. */
  take(packet: Packet, uniqueid: string): readonly string[]
  /** Of a list of channels those who share a bridge with exactly one other. */
  pairs(channels: readonly Packet[]): readonly (readonly [string, string])[]
  /** The channel is nowhere any more. */
  gone(uniqueid: string): void
}

const isOfTwo = ({ BridgeType, BridgeTechnology }: Packet): boolean =>
  (BridgeType === undefined || BridgeType === 'basic') && !/holding/.test(BridgeTechnology ?? '')

export function createPresence(): Presence {
  const bridges = new Map<string, Set<string>>()
  const enter = (bridge: string, uniqueid: string): readonly string[] => {
    const members = bridges.get(bridge) ?? new Set<string>()
    bridges.set(bridge, members)
    const others = [...members].filter((one) => one !== uniqueid)
    members.add(uniqueid)
    return others
  }
  const leave = (bridge: string, uniqueid: string): void => {
    const members = bridges.get(bridge)
    members?.delete(uniqueid)
    if (members?.size === 0) bridges.delete(bridge)
  }
  const gone = (uniqueid: string): void => {
    for (const one of [...bridges.keys()]) leave(one, uniqueid)
  }
  return {
    gone,
    take(packet, uniqueid) {
      const bridge = packet.BridgeUniqueid
      if (packet.Event === 'BridgeLeave' && bridge) leave(bridge, uniqueid)
      else if (packet.Event === 'Hangup') gone(uniqueid)
      else if (packet.Event === 'BridgeEnter' && bridge && isOfTwo(packet)) {
        // Whom the newcomer takes the place of goes: the two never spoke.
        if (packet.SwapUniqueid) leave(bridge, packet.SwapUniqueid)
        return enter(bridge, uniqueid)
      }
      return []
    },
    pairs(channels) {
      const present = channels.flatMap(({ BridgeId, Uniqueid }) =>
        BridgeId && Uniqueid ? [{ BridgeId, Uniqueid }] : [],
      )
      return [...groupBy(present, ({ BridgeId }) => BridgeId)].flatMap(([bridge, members]) => {
        for (const { Uniqueid } of members) enter(bridge, Uniqueid)
        const [one, other] = members
        return one && other && members.length === 2 ? [[one.Uniqueid, other.Uniqueid] as const] : []
      })
    },
  }
}
