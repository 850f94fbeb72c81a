/**
 * Mango Office's extended statistics (API 1.9, 3.4.2.3): a whole call after its end. Its identities are those of the events: `entry_id`,
 * and of a leg `external_call_id`, which the events call `call_id`.
 *
 * Why nobody answered is told by the legs alone: a verdict on the whole would overrule the summary's, which knows more.
 */
import type { LegObservation, Observation } from '../../interactions/index.ts'
import type { Mapped } from './adapter.ts'
import { isObject } from './body.ts'
import { outcomeOf, recordingAddress } from './mango-words.ts'
import { secondsOf } from './sane.ts'
import { missingField, numberOf, tellCall } from './tell-call.ts'
import { unixTime } from './when.ts'

/** Of events that history/mango.ts keeps; beside the call they hold `extensions` of the people whom it names by id. */
export const mangoStatistics = 'stats/calls'

type Said = Readonly<Record<string, unknown>>

const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? value.trim() || undefined : typeof value === 'number' ? String(value) : undefined

const listOf = (value: unknown): readonly Said[] => (Array.isArray(value) ? value.filter(isObject) : [])

/** The legs of a call, those within groups too. */
export const statisticsLegs = (call: Said): readonly Said[] =>
  listOf(call.context_calls).flatMap((leg) => [leg, ...listOf(leg.members)])

const directions = { '1': 'inbound', '2': 'outbound', '3': 'internal' } as const
const roles: Readonly<Record<string, LegObservation['role']>> = { user: 'person', number: 'person', group: 'queue' }

export function mapMangoStatistics(call: Said): Mapped {
  const entryId = text(call.entry_id)
  if (!entryId) return missingField('entry_id')
  const startedAt = unixTime(call.context_start_time)
  if (!startedAt) return missingField('context_start_time')
  const direction = directions[(text(call.context_type) ?? '') as keyof typeof directions]
  if (!direction)
    return { kind: 'failed', reason: { code: 'wrong_field', detail: `context_type: ${String(call.context_type)}` } }
  const duration = secondsOf(call.duration) ?? 0
  const endedAt = new Date(startedAt.getTime() + duration * 1000)
  const talk = secondsOf(call.talk_duration) ?? 0
  const answered = text(call.context_status) === '1' && talk > 0
  const extensions = isObject(call.extensions) ? call.extensions : {}
  const legs = statisticsLegs(call).flatMap((leg) => legOf(leg, extensions))
  const caller = text(extensions[String(call.caller_id)])
  return tellCall('mango', entryId, {
    at: endedAt,
    ...{ direction, startedAt, endedAt, finished: true, durationSeconds: duration },
    ...(answered && { outcome: 'answered' as const, talkSeconds: talk, ...answerOf(legs) }),
    ...partiesOf(call, direction),
    ...(direction !== 'inbound' && caller && { line: caller }),
    ...(legs.length > 0 && { legs }),
    ...recordingOf(call),
  })
}

function legOf(leg: Said, extensions: Said): LegObservation[] {
  const key = text(leg.external_call_id)
  const role = roles[text(leg.call_type) ?? '']
  if (!key || !role) return []
  const line = role === 'person' ? text(extensions[String(leg.call_abonent_id)]) : undefined
  const [startedAt, answeredAt, endedAt] = [leg.call_start_time, leg.call_answer_time, leg.call_end_time].map(unixTime)
  const reason = text(leg.call_end_reason)
  const outcome = role !== 'person' ? undefined : answeredAt ? 'answered' : reason && outcomeOf(reason)
  const talkSeconds = secondsOf(leg.talk_duration)
  return [
    {
      ...{ key, role },
      ...(line && { line }),
      ...(startedAt && { startedAt }),
      ...(answeredAt && { answeredAt, ...(talkSeconds && { talkSeconds }) }),
      ...(endedAt && { endedAt }),
      ...(outcome && { outcome }),
      ...(reason && { reason }),
    },
  ]
}

function answerOf(legs: readonly LegObservation[]): { answeredAt?: Date } {
  const times = legs.flatMap(({ role, answeredAt }) => (role === 'person' && answeredAt ? [answeredAt.getTime()] : []))
  return times.length > 0 ? { answeredAt: new Date(Math.min(...times)) } : {}
}

function partiesOf(call: Said, direction: Observation['direction']): Partial<Observation> {
  const from = numberOf(text(call.caller_number))
  const to = numberOf(text(call.called_number))
  if (direction === 'inbound') return { ...(from && { party: { phone: from } }), ...(to && { ourAddress: to }) }
  return to && (direction === 'outbound' || /^\d{1,6}$/.test(to)) ? { party: { phone: to } } : {}
}

/** Of several recordings the one of the longest talk. */
function recordingOf(call: Said): { recordingUrl?: string } {
  const [longest] = statisticsLegs(call)
    .flatMap((leg) => {
      const ids = (Array.isArray(leg.recording_id) ? leg.recording_id.flat() : [leg.recording_id]).map(text)
      return ids.flatMap((id) => (id ? [{ id, seconds: secondsOf(leg.talk_duration) ?? 0 }] : []))
    })
    .sort((a, b) => b.seconds - a.seconds || (a.id < b.id ? -1 : 1))
  const recordingUrl = longest && recordingAddress(longest.id)
  return recordingUrl ? { recordingUrl } : {}
}
