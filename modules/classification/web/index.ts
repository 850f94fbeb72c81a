import { IconChecks, IconClockCheck, IconScale, IconTrash } from '@tabler/icons-react'
import { lazy } from 'react'
import { defineScreens } from '../../../platform/web/index.ts'
import type { CardPart } from '../../interactions/web/index.ts'
import { ChecksBadge, DisputesBadge } from './badges.tsx'

export const screens = defineScreens([
  {
    path: 'disputes',
    title: { ru: 'Споры о классе', en: 'Disputes' },
    words: { ru: 'оспорить класс спам лид кто прав решение', en: 'dispute class spam lead who is right settle' },
    nav: { group: 'quality', icon: IconScale, order: 10, badge: DisputesBadge, keepsPeriod: true },
    requires: 'disputes.read',
    component: lazy(() => import('./disputes-screen.tsx')),
  },
  {
    path: 'classed',
    title: { ru: 'Классы в срок', en: 'Classed in time' },
    words: { ru: 'вовремя классификация менеджеры дисциплина', en: 'on time classification people discipline' },
    nav: { group: 'quality', icon: IconClockCheck, order: 15, keepsPeriod: true },
    requires: 'disputes.figures',
    component: lazy(() => import('./classed-screen.tsx')),
  },
  {
    path: 'checks',
    title: { ru: 'Проверка классов', en: 'Check of classes' },
    words: { ru: 'очередь проверить согласен оспорить маркетинг', en: 'queue check agree dispute marketing' },
    nav: { group: 'ads', icon: IconChecks, order: 15, badge: ChecksBadge },
    requires: 'classes.check',
    component: lazy(() => import('./checks-screen.tsx')),
  },
  {
    path: 'ads/junk',
    title: { ru: 'Поиск мусора', en: 'Junk finder' },
    words: {
      ru: 'спам норма кампания площадка ключ час слив бюджета исключить ставка',
      en: 'spam norm campaign placement keyword hour wasted budget exclude bid',
    },
    nav: { group: 'ads', icon: IconTrash, order: 17, keepsPeriod: true },
    requires: 'junk.read',
    component: lazy(() => import('./junk/junk-screen.tsx')),
  },
])

/** On a card: marketing's word on the class, and the dispute about it. */
export const cardParts: readonly CardPart[] = [
  {
    insteadOf: 'class',
    fits: ({ direction, isTest }) => direction !== 'internal' && !isTest,
    component: lazy(() => import('./card-part.tsx')),
  },
]
