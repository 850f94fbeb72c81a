/** What a lead that is to be sent came to. `failed`: the CRM refuses it; a person may send it again. */
export const leadStates = ['waiting', 'sent', 'failed'] as const
export type LeadState = (typeof leadStates)[number]

/** What stands in the CRM for an interaction of ours: people find the interaction by it, and we the lead. */
export const markOf = (interactionId: string): string =>
  `LK-${interactionId.replaceAll('-', '').slice(-12).toUpperCase()}`

/** The mark in a text of the CRM, or null. */
export const findMark = (text: string): string | null => /\bLK-[0-9A-F]{12}\b/.exec(text)?.[0] ?? null

const firstMs = 10_000
const longestMs = 30 * 60_000

/** Milliseconds before a lead is tried again: doubling from ten seconds to half an hour. `attempts` ≥ 1. */
export const pauseAfter = (attempts: number): number => Math.min(longestMs, firstMs * 2 ** Math.min(attempts - 1, 12))
