import type { Transaction } from '../../../platform/database/database.ts'
import type { Afresh, Observation } from '../../interactions/index.ts'
import type { Mapped } from '../adapters/adapter.ts'
import { eventsAbout, type RawEvent } from './store.ts'

interface Retold {
  readonly observations: readonly Observation[]
  readonly afresh: Afresh
}

/**
 * An event that is replayed may mean something else by now (its mapping was mended), and folding can't take back what the
 * old meaning had said. So the interactions of replayed events are told from their first event on, everything anew; where
 * their first event is no longer kept, the new meaning is only added.
 */
export async function retell(
  tx: Transaction,
  workspaceId: string,
  events: readonly RawEvent[],
  map: (event: RawEvent) => Mapped,
): Promise<Retold> {
  const about = events.flatMap(({ attempts, provider, subject }) =>
    attempts > 0 && subject ? [{ provider, subject }] : [],
  )
  if (about.length === 0) return { observations: [], afresh: () => false }
  const unique = [...new Map(about.map((one) => [keyOf(one.provider, one.subject), one])).values()]
  const firstKept = new Map<string, Date>()
  const observations: Observation[] = []
  for (const event of await eventsAbout(tx, workspaceId, unique)) {
    const mapped = map(event)
    if (mapped.kind !== 'told') continue
    observations.push(...mapped.observations)
    for (const { provider, externalId } of mapped.observations) {
      const key = keyOf(provider, externalId)
      if (!firstKept.has(key)) firstKept.set(key, event.receivedAt)
    }
  }
  return {
    observations,
    afresh: ({ provider, externalId, createdAt }) => {
      const first = firstKept.get(keyOf(provider, externalId))
      return first !== undefined && first <= createdAt
    },
  }
}

const keyOf = (provider: string, externalId: string): string => `${provider}\u0000${externalId}`
