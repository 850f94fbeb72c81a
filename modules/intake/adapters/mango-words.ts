/** What Mango Office's events and its statistics have in common. */
import type { LegOutcome } from '../../interactions/index.ts'
import { webAddress } from './sane.ts'

/** `disconnect_reason` in words: the table of the API description, grouped. 1100 and 1120 end talks and say nothing else. */
export function outcomeOf(reason: string): LegOutcome | undefined {
  if (['1110', '1180', '1181', '1182', '1183'].includes(reason)) return 'cancelled'
  if (['1111', '1122', '1160', '1163', '1164', '1170'].includes(reason)) return 'no_answer'
  if (['1121', '1123', '1162'].includes(reason)) return 'busy'
  if (['1000', '1100', '1120', '1124'].includes(reason)) return undefined
  return 'failed'
}

/**
 * Where a recording is known by its id alone: the address is the cabinet's own, which plays it to whoever is signed in there. An
 * address signed by us would be a secret lying in the record.
 */
export const recordingAddress = (id: string): string | undefined =>
  webAddress(`https://app.mango-office.ru/vpbx/queries/recording/issa/${encodeURIComponent(id)}/play`)
