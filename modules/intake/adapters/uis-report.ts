/**
 * UIS' Data API, `get.calls_report`: a session of a call after its end. Its `id` is what notifications call `call_session_id`; its names
 * are the report's own, whatever the company's template says.
 */
import type { LegObservation } from '../../interactions/index.ts'
import type { Mapped, Settings } from './adapter.ts'
import { isObject, textFields } from './body.ts'
import { secondsOf, webAddress } from './sane.ts'
import { type CallFacts, missingField, tellCall } from './tell-call.ts'
import { wallTime, zoneOf } from './when.ts'

/** Of events that history/uis.ts keeps. */
export const uisReport = 'get.calls_report'

type Said = Readonly<Record<string, unknown>>
type Fields = Readonly<Record<string, string>>

export function mapUisReport(said: Said, settings: Settings): Mapped {
  const fields = textFields(said)
  if (!fields.id) return missingField('id')
  const zone = zoneOf(settings)
  const startedAt = wallTime(fields.start_time, zone)
  if (!startedAt)
    return { kind: 'failed', reason: { code: 'wrong_time', detail: `start_time: ${fields.start_time ?? ''}` } }
  const duration = secondsOf(fields.total_duration)
  const endedAt = wallTime(fields.finish_time, zone) ?? new Date(startedAt.getTime() + (duration ?? 0) * 1000)
  const talk = secondsOf(fields.talk_duration) ?? 0
  const wait = secondsOf(fields.wait_duration)
  const answered = talk > 0 && fields.is_lost !== 'true'
  const line = fields.last_answered_employee_full_name
  const legs = legsOf(said, answered)
  return tellCall('uis', fields.id, {
    ...{ at: endedAt, startedAt, endedAt, finished: true, outcome: answered ? 'answered' : 'no_answer' },
    ...whoOf(fields),
    ...(wait !== undefined && { waitSeconds: wait }),
    ...(duration !== undefined && { durationSeconds: duration }),
    ...(answered && { talkSeconds: talk }),
    ...(line && { line }),
    ...(legs.length > 0 && { legs }),
    ...originOf(fields),
    ...recordingOf(said, fields.id),
  })
}

function whoOf(fields: Fields): Partial<CallFacts> {
  const direction = ({ in: 'inbound', out: 'outbound' } as const)[fields.direction ?? '']
  const phone = fields.contact_phone_number
  const name = fields.contact_full_name
  return {
    ...(direction && { direction }),
    ...((phone || name) && { party: { ...(phone && { phone }), ...(name && { name }) } }),
    ...(fields.virtual_phone_number && { ourAddress: fields.virtual_phone_number }),
  }
}

/** Everybody who was rung. Who picked up a call that was lost all the same talked with nobody. */
function legsOf({ employees }: Said, talked: boolean): LegObservation[] {
  return (Array.isArray(employees) ? employees : []).filter(isObject).flatMap((employee): LegObservation[] => {
    const { employee_id: id, employee_full_name: name, is_answered: answered } = textFields(employee)
    if (!id) return []
    return [{ key: id, ...(name && { line: name }), outcome: answered === 'true' && talked ? 'answered' : 'no_answer' }]
  })
}

function originOf(fields: Fields): Partial<CallFacts> {
  const source = fields.utm_source ?? fields.channel
  const campaign = fields.utm_campaign ?? fields.campaign_name
  const keyword = fields.utm_term ?? fields.search_query
  return source
    ? {
        origin: {
          source,
          ...(campaign && { campaign }),
          ...(fields.utm_content && { placement: fields.utm_content }),
          ...(keyword && { keyword }),
        },
      }
    : {}
}

/** The report gives what stands at the end of a recording's address. */
function recordingOf({ call_records: records }: Said, id: string): Partial<CallFacts> {
  const name: unknown = Array.isArray(records) ? records[0] : undefined
  const recordingUrl =
    typeof name === 'string' && name !== ''
      ? webAddress(`https://app.uiscom.ru/system/media/talk/${encodeURIComponent(id)}/${encodeURIComponent(name)}/`)
      : undefined
  return recordingUrl ? { recordingUrl } : {}
}
