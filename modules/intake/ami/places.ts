/** Where a client waited or spoke to a machine: queues and voicemail. */
import type { LegObservation } from '../../interactions/index.ts'
import type { Channel, Channels } from './channels.ts'
import { lengthOf } from './spans.ts'

const soon = 2_000

/**
 * One leg per queue. Leaving a queue unserved, also by `QueueCallerAbandon` (which newer versions send for a time-out as well),
 * is given up only where the client hung up with it: otherwise the call went on elsewhere.
 */
export function queueLegs({ events }: Channels, root: Channel, finished: boolean): LegObservation[] {
  const names = new Set(events.flatMap(({ Queue }) => (Queue ? [Queue] : [])))
  return [...names].map((name): LegObservation => {
    const own = events.filter(({ Queue }) => Queue === name)
    const times = (pattern: RegExp): number[] => own.flatMap(({ Event, ms }) => (pattern.test(Event) ? [ms] : []))
    const connect = own.find(({ Event }) => Event === 'AgentConnect')
    const left = times(/^(QueueCallerLeave|Leave|QueueCallerAbandon)$/)
    const joined = [
      ...times(/^(QueueCallerJoin|Join)$/),
      // Where nobody listened yet when it was joined.
      ...own.flatMap(({ HoldTime, ms }) =>
        lengthOf(HoldTime) === null ? [] : [ms - (lengthOf(HoldTime) ?? 0) * 1000],
      ),
    ]
    const endedAt = left.length > 0 ? Math.max(...left) : finished ? root.endedAt : null
    const gaveUp = root.endedAt !== null && (endedAt === null || endedAt >= root.endedAt - soon)
    const outcome = connect ? 'answered' : finished ? (gaveUp ? 'cancelled' : 'no_answer') : null
    return {
      key: `queue:${name}`,
      role: 'queue',
      line: name,
      startedAt: new Date(Math.min(...(joined.length > 0 ? joined : own.map(({ ms }) => ms)))),
      ...(connect && { answeredAt: new Date(connect.ms) }),
      ...(endedAt !== null && { endedAt: new Date(endedAt) }),
      ...(outcome && { outcome }),
    }
  })
}

/** Voicemail boxes that were reached; named as call detail records name them. */
export function voicemailLegs({ events }: Channels): LegObservation[] {
  return events.flatMap((event): LegObservation[] => {
    if (event.Event !== 'Newexten') return []
    const box = event.Exten ?? event.Extension ?? ''
    return [{ key: `machine:${box}`, role: 'machine', startedAt: new Date(event.ms), outcome: 'machine' }]
  })
}
