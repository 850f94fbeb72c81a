/** Names for rows that bring none: made of what they say, so that the same file read twice adds nothing. */
import { hash } from 'node:crypto'
import type { Observation } from '../../interactions/index.ts'

type Told = Omit<Observation, 'provider' | 'externalId'>

/** What makes two rows the same contact, whatever else is known of it later (class, source, recording). */
const essence = (told: Told): string =>
  [
    told.kind,
    told.startedAt?.getTime() ?? told.at.getTime(),
    told.endedAt?.getTime(),
    told.party?.phone ?? told.party?.email ?? told.party?.messenger ?? told.party?.name,
    told.ourAddress,
    told.line,
    told.durationSeconds,
    told.talkSeconds,
    told.waitSeconds,
    told.outcome,
    ...(told.legs ?? []).flatMap((leg) => [leg.key, leg.outcome, leg.talkSeconds]),
    told.kind === 'call' ? undefined : told.subject,
  ].join('\u0001')

const slots = 1 << 20

/**
 * Names rows in their order; the second of two equal rows gets another name than the first. Memory is fixed (10 MB): equal rows with more
 * than about a million others between them may be taken for one, which call records in order of time never have.
 */
export function createNaming(): (told: Told) => string {
  let keys: Float64Array | undefined
  let counts: Uint16Array | undefined
  return (told) => {
    keys ??= new Float64Array(slots)
    counts ??= new Uint16Array(slots)
    const name = hash('sha256', essence(told), 'hex').slice(0, 24)
    const key = Number.parseInt(name.slice(0, 12), 16) + 1
    const slot = key % slots
    const nth = keys[slot] === key ? (counts[slot] ?? 0) + 1 : 1
    keys[slot] = key
    counts[slot] = Math.min(nth, 65_535)
    return nth === 1 ? `#${name}` : `#${name}.${nth}`
  }
}
