import { IconAddressBook } from '@tabler/icons-react'
import { lazy } from 'react'
import { defineScreens } from '../../../platform/web/index.ts'
import type { CardPart } from '../../interactions/web/index.ts'

export const screens = defineScreens([
  {
    path: 'settings/crm',
    title: { ru: 'CRM', en: 'CRM' },
    words: {
      ru: 'amoCRM битрикс24 воронки этапы ответственные лиды',
      en: 'amoCRM Bitrix24 pipelines stages responsible leads',
    },
    nav: { group: 'settings', icon: IconAddressBook, order: 45 },
    requires: 'crm.read',
    component: lazy(() => import('./crm.tsx')),
  },
])

/** On a card: the lead that the interaction became in a CRM, and the button that makes it one. */
export const cardParts: readonly CardPart[] = [
  {
    insteadOf: 'crm',
    fits: ({ direction, isTest }) => direction !== 'internal' && !isTest,
    component: lazy(() => import('./card-part.tsx')),
  },
]
