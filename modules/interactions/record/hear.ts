/**
 * The half of recording that asks nobody: what a batch tells, checked, in its one form and put together by interaction. Whoever
 * reads a long file does it for the next batch while PostgreSQL is busy with this one.
 */
import type { ContactSet } from '../../customers/index.ts'
import { fold, type Told } from '../fold.ts'
import type { Observation } from '../observation.ts'
import { admit } from './admit.ts'
import { contactsOf } from './contacts.ts'
import { identityKey } from './load.ts'

/** What a batch tells of one interaction. */
export interface Heard {
  readonly facts: readonly Observation[]
  /** All facts together, as if nothing had been known before. */
  readonly told: Told
  /** The client's contacts, as if nothing had been known before. */
  readonly contacts: ContactSet
}

/** Interactions by identity, in order of first mention. */
export type HeardBatch = ReadonlyMap<string, Heard>

/**
 * Gathers observations into a batch; `country` is the one whose habits numbers without a code follow.
 * `hear` throws Problem invalid_value with `row`, the place in the batch, where a date is impossible.
 */
export function createHearing(country: string): { hear(told: Observation): void; batch(): HeardBatch } {
  const heard = new Map<string, { facts: Observation[]; told: Told; contacts: ContactSet }>()
  let row = 0
  return {
    hear(observation) {
      const fact = admit(observation, country, row++)
      const key = identityKey(fact.provider, fact.externalId)
      const found = heard.get(key)
      if (!found) {
        const told = fold(null, fact)
        heard.set(key, { facts: [fact], told, contacts: contactsOf(told, null, [fact], country) })
        return
      }
      found.facts.push(fact)
      found.told = fold(found.told, fact)
    },
    batch() {
      // Once for all that was told of one interaction: it may be thousands of letters of a file.
      for (const one of heard.values()) {
        if (one.facts.length > 1) one.contacts = contactsOf(one.told, null, one.facts, country)
      }
      return heard
    },
  }
}

/** A whole batch at once. @throws Problem as `hear` does */
export function hearAll(observations: readonly Observation[], country: string): HeardBatch {
  const { hear, batch } = createHearing(country)
  for (const told of observations) hear(told)
  return batch()
}
