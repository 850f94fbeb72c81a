import { IconBrowser, IconRoute, IconWorldWww } from '@tabler/icons-react'
import { lazy } from 'react'
import { defineScreens } from '../../../platform/web/index.ts'
import type { CardPart } from '../../interactions/web/index.ts'

export const screens = defineScreens([
  {
    path: 'ads/visits',
    title: { ru: 'Посещения', en: 'Visits' },
    words: {
      ru: 'сайт визиты посетители источники конверсия utm метки страницы',
      en: 'site visitors sources conversion utm pages traffic',
    },
    nav: { group: 'ads', icon: IconBrowser, order: 25, keepsPeriod: true },
    requires: 'visits.read',
    component: lazy(() => import('./visits-screen.tsx')),
  },
  {
    path: 'settings/sites',
    title: { ru: 'Сайты', en: 'Sites' },
    words: {
      ru: 'скрипт счётчик код установка домен ключ cookie согласие формы',
      en: 'script counter code install domain key cookie consent forms',
    },
    nav: { group: 'settings', icon: IconWorldWww, order: 55 },
    requires: 'sites.manage',
    component: lazy(() => import('./sites-screen.tsx')),
  },
  {
    path: 'settings/origin-rules',
    title: { ru: 'Правила источников', en: 'Rules of sources' },
    words: {
      ru: 'utm метки источник кампания реферер правило авито каналы',
      en: 'utm marks source campaign referrer rule channels',
    },
    nav: { group: 'settings', icon: IconRoute, order: 56 },
    requires: 'sites.manage',
    component: lazy(() => import('./rules/rules-screen.tsx')),
  },
])

/** The visit on the card of an interaction. */
export const cardParts: readonly CardPart[] = [
  {
    insteadOf: 'visit',
    fits: ({ visitId }) => visitId !== null,
    component: lazy(() => import('./card-visit.tsx')),
  },
]
