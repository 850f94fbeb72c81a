import { expect, it } from 'vitest'
import { adapterOf } from '../../modules/intake/adapters/index.ts'
import type { Observation } from '../../modules/interactions/index.ts'
import { demoConnections } from './connections.ts'
import { tellStory } from './story.ts'
import { windows } from './windows/index.ts'

const now = new Date('2026-11-20T15:30:00Z')
const story = [...tellStory({ company: windows, seed: 1, now, lastDay: '2026-11-20', days: 1 })].flatMap(
  (day) => day.observations,
)
const facts = ({ externalId, kind, direction, startedAt, ourAddress }: Observation) => ({
  ...{ externalId, kind, direction, startedAt },
  ourAddress: direction === 'internal' ? undefined : ourAddress,
})

it('the demo’s events say in the providers’ own words what its story told', () => {
  const told = demoConnections(story).flatMap(({ provider, history }) =>
    history.flatMap(({ receivedAt, kept }) => {
      const mapped = adapterOf(provider)?.map({ ...kept, receivedAt }, {})
      if (mapped?.kind !== 'told') throw new Error(`${kept.body}: ${JSON.stringify(mapped)}`)
      return mapped.observations
    }),
  )
  expect(told.length).toBeGreaterThan(50)
  const byId = (list: readonly Observation[]) => list.map(facts).sort((a, b) => (a.externalId < b.externalId ? -1 : 1))
  expect(byId(told)).toEqual(byId(story))
})
