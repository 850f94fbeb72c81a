import { cardParts as classification } from '../../modules/classification/web/index.ts'
import { cardParts as crm } from '../../modules/crm/web/index.ts'
import type { CardPart } from '../../modules/interactions/web/index.ts'
import { cardParts as messaging } from '../../modules/messaging/web/index.ts'
import { cardParts as recordings } from '../../modules/recordings/web/index.ts'
import { cardParts as visits } from '../../modules/visits/web/index.ts'

/** What modules above the record add to the card of an interaction. A module adds its parts with one line. */
export const cardParts: readonly CardPart[] = [...messaging, ...recordings, ...visits, ...crm, ...classification]
