import type { Observation } from '../../interactions/index.ts'
import { isTestId, type Mapped, type Provider } from './adapter.ts'

export type CallFacts = Omit<Observation, 'provider' | 'externalId' | 'kind'>

/** One fact about one call; calls that the test button makes are marked as tests. */
export function tellCall(provider: Provider, externalId: string, facts: CallFacts): Mapped {
  const told: Observation = { provider, externalId, kind: 'call', ...facts }
  return { kind: 'told', observations: [isTestId(externalId) ? { ...told, isTest: true } : told] }
}

export const missingField = (detail: string): Mapped => ({ kind: 'failed', reason: { code: 'missing_field', detail } })

/** The number of `sip:79771234567@example.ru` or `tel:+79771234567`; other text as it is. */
export const numberOf = (address: string | undefined): string | undefined =>
  address
    ?.trim()
    .replace(/^(sips?|tel):/i, '')
    .replace(/[@;].*$/, '') || undefined
