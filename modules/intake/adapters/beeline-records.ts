/**
 * A line of Beeline's `GET /records`: a talk that was recorded. `externalId` is the events' `extTrackingId`, so that both are one call.
 * Of which leg it is, is not told; `date` may be any moment of the call, so nothing but "by then it had begun" follows from it.
 */
import type { Mapped } from './adapter.ts'
import { isObject, textFields } from './body.ts'
import { missingField, numberOf, tellCall } from './tell-call.ts'
import { unixTime } from './when.ts'

/** Of events that history/beeline.ts keeps. */
export const beelineRecords = 'records'

export function mapBeelineRecord(said: unknown): Mapped {
  if (!isObject(said)) return { kind: 'failed', reason: { code: 'not_an_object' } }
  const fields = textFields(said)
  if (!fields.externalId) return { kind: 'ignored', reason: { code: 'no_matter', detail: 'externalId' } }
  if (!fields.id) return missingField('id')
  const at = unixTime(fields.date)
  if (!at) return { kind: 'failed', reason: { code: 'wrong_time', detail: `date: ${fields.date ?? ''}` } }
  const abonent = isObject(said.abonent) ? textFields(said.abonent) : {}
  const line = numberOf(abonent.userId) ?? abonent.phone?.slice(-10)
  const talkSeconds = Math.round(Number(fields.duration ?? 0) / 1000)
  const direction = ({ INBOUND: 'inbound', OUTBOUND: 'outbound' } as const)[fields.direction ?? '']
  return tellCall('beeline', fields.externalId, {
    ...{ at, finished: true, recordingUrl: `beeline:${fields.id}` },
    ...(direction && { direction }),
    ...(fields.phone && { party: { phone: fields.phone } }),
    ...(talkSeconds > 0 && { outcome: 'answered', talkSeconds }),
    ...(line && { line }),
  })
}
