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

const generation = 250_000

/**
 * Names rows in their order; the second of two equal rows gets another name than the first. Memory is bounded (some 30 MB) by
 * forgetting in generations: equal rows are told apart while fewer than 250,000 different ones stand between them.
 */
export function createNaming(): (told: Told) => string {
  let young = new Map<number, number>()
  let old = new Map<number, number>()
  return (told) => {
    const name = hash('sha256', essence(told), 'hex').slice(0, 24)
    const key = Number.parseInt(name.slice(0, 12), 16)
    const nth = (young.get(key) ?? old.get(key) ?? 0) + 1
    young.set(key, nth)
    if (young.size === generation) {
      old = young
      young = new Map()
    }
    return nth === 1 ? `#${name}` : `#${name}.${nth}`
  }
}
