import { type ComponentType, createContext, type ReactNode, useContext } from 'react'
import type { Card } from '../api.ts'

/** A part of the card that a higher module brings: the record knows nobody above it. */
export interface CardPart {
  /** Which interactions it is about. */
  readonly fits: (card: Card) => boolean
  /** What it stands in place of; in those of the class, the visit and the CRM nothing stands of itself. */
  readonly insteadOf: 'messages' | 'class' | 'visit' | 'crm' | 'recording'
  readonly component: ComponentType<{ card: Card }>
}

const Parts = createContext<readonly CardPart[]>([])

/** Gives every card below the parts of higher modules; made once, in the application's shell. */
export const CardPartsProvider = ({ parts, children }: { parts: readonly CardPart[]; children: ReactNode }) => (
  <Parts.Provider value={parts}>{children}</Parts.Provider>
)

/** The part that stands in the given place of this card, or null where the card's own does. */
export function useCardPart(card: Card, place: CardPart['insteadOf']): CardPart | null {
  return useContext(Parts).find(({ insteadOf, fits }) => insteadOf === place && fits(card)) ?? null
}
