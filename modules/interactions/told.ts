/**
 * What was told about an interaction, kept beside its verdict so that a later fact can be folded in.
 * Legs and messages live in their own tables; everything else is one small JSON value.
 */
import type { Leg, Told } from './fold.ts'
import type { InteractionKind, MessageObservation } from './observation.ts'

interface Identity {
  readonly provider: string
  readonly external_id: string
  readonly kind: string
}

const dates = ['at', 'startedAt', 'answeredAt', 'endedAt'] as const

/** The part of `told` that does not stand elsewhere; fields without a value are left out. */
export function keepTold(told: Told): Record<string, unknown> {
  const { provider: _, externalId: __, kind: ___, legs: ____, messages: _____, ...rest } = told
  return Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null && value !== false))
}

/** The inverse of `keepTold`. */
export function recallTold(
  identity: Identity,
  kept: Readonly<Record<string, unknown>>,
  legs: readonly Leg[],
  messages: readonly MessageObservation[],
): Told {
  const blank = {
    direction: null,
    answeredAt: null,
    endedAt: null,
    finished: false,
    outcome: null,
    waitSeconds: null,
    talkSeconds: null,
    durationSeconds: null,
    partyPhone: null,
    partyEmail: null,
    partyMessenger: null,
    partyName: null,
    ourAddress: null,
    line: null,
    origin: null,
    recordingUrl: null,
    classKey: null,
    subject: null,
    isTest: false,
  }
  const values: Record<string, unknown> = { ...blank, ...kept }
  for (const field of dates) if (typeof values[field] === 'string') values[field] = new Date(values[field])
  return {
    ...(values as Omit<Told, 'provider' | 'externalId' | 'kind' | 'legs' | 'messages'>),
    provider: identity.provider,
    externalId: identity.external_id,
    kind: identity.kind as InteractionKind,
    legs,
    messages,
  }
}
