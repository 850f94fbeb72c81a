/**
 * Zadarma's statistics of the exchange: a line for each leg of a call, after its end. `pbx_call_id` is that of the events and begins
 * with the call's direction. Of an inbound call `destination` is whom it came to: an extension, or a scenario of the menu; of an
 * outbound one `sip` is who called. The number that a client dialled is not told.
 */
import type { LegObservation, LegOutcome } from '../../interactions/index.ts'
import type { Mapped, Settings } from './adapter.ts'
import type { Fields } from './body.ts'
import { secondsOf } from './sane.ts'
import { type CallFacts, missingField, tellCall } from './tell-call.ts'
import { wallTime, zoneOf } from './when.ts'

/** Of events that history/zadarma.ts keeps. */
export const zadarmaStatistics = 'statistics/pbx'

/** What events and statistics call the end of a call. */
export const dispositions: Readonly<Record<string, LegOutcome>> = {
  answered: 'answered',
  busy: 'busy',
  cancel: 'cancelled',
  'no answer': 'no_answer',
  failed: 'failed',
  'call failed': 'failed',
  'no money': 'failed',
  'unallocated number': 'failed',
  'no limit': 'failed',
  'no day limit': 'failed',
  'line limit': 'failed',
  'no money, no limit': 'failed',
}

const isExtension = (text: string | undefined): text is string => text !== undefined && /^\d{2,6}$/.test(text)

/** `Vendedor (100)`, `"Anna" <79161234567>` or a bare number. */
const numberIn = (text: string | undefined): string | undefined => {
  const inner = /[(<]\s*(\+?\d+)\s*[)>]\s*$/.exec(text ?? '')?.[1] ?? text?.trim()
  return inner && /^\+?\d+$/.test(inner) ? inner : undefined
}

export function mapZadarmaStatistics(fields: Fields, settings: Settings): Mapped {
  const id = fields.pbx_call_id
  if (!id) return missingField('pbx_call_id')
  const startedAt = wallTime(fields.callstart, zoneOf(settings))
  if (!startedAt)
    return { kind: 'failed', reason: { code: 'wrong_time', detail: `callstart: ${fields.callstart ?? ''}` } }
  const outbound = id.startsWith('out')
  const line = outbound ? numberIn(fields.sip) : numberIn(fields.destination)
  const phone = outbound ? fields.destination : numberIn(fields.clid)
  const recorded = fields.is_recorded === 'true' || fields.is_recorded === '1'
  return tellCall('zadarma', id, {
    ...{ at: startedAt, startedAt, finished: true },
    direction: outbound ? (isExtension(phone) ? 'internal' : 'outbound') : 'inbound',
    ...(phone && { party: { phone } }),
    ...(recorded && fields.call_id && { recordingUrl: `zadarma:${fields.call_id}` }),
    ...endOf(fields, line, startedAt),
  })
}

/** The menu answers everybody: only a line of a person says whether somebody talked. */
function endOf(fields: Fields, line: string | undefined, startedAt: Date): Partial<CallFacts> {
  if (!isExtension(line)) return {}
  const outcome = dispositions[fields.disposition?.toLowerCase() ?? ''] ?? 'failed'
  const seconds = secondsOf(fields.seconds)
  const answered = outcome === 'answered'
  const leg: LegObservation = {
    ...{ key: line, line, startedAt, outcome },
    ...(answered && seconds !== undefined && { talkSeconds: seconds }),
  }
  return { legs: [leg], ...(answered && { outcome, ...(seconds !== undefined && { talkSeconds: seconds }) }) }
}
