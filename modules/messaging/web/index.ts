import { lazy } from 'react'
import type { CardPart } from '../../interactions/web/index.ts'

const channels = ['mail', 'telegram', 'vk', 'whatsapp', 'max', 'avito']

/** Letters and messengers on a card: the dialogue with its files, and the box to answer in. */
export const cardParts: readonly CardPart[] = [
  {
    insteadOf: 'messages',
    fits: ({ provider, kind }) => channels.includes(provider) && (kind === 'email' || kind === 'messenger'),
    component: lazy(() => import('./conversation.tsx')),
  },
]
