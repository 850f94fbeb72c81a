import { IconCoins, IconTargetArrow } from '@tabler/icons-react'
import { lazy } from 'react'
import { defineScreens } from '../../../platform/web/index.ts'
import type { ConnectionPart } from '../../intake/web/index.ts'

export const screens = defineScreens([
  {
    path: 'ads/sources',
    title: { ru: 'Источники × классы', en: 'Sources × classes' },
    words: {
      ru: 'реклама кампании площадки ключи мусор спам цена лида cpl',
      en: 'ads campaigns placements keywords junk spam cost per lead cpl',
    },
    nav: { group: 'ads', icon: IconTargetArrow, order: 10, keepsPeriod: true },
    requires: 'sources.read',
    component: lazy(() => import('./sources.tsx')),
    homeOf: ['marketing', 'agency'],
  },
  {
    path: 'ads/spend',
    title: { ru: 'Расходы', en: 'Spend' },
    words: { ru: 'бюджет деньги реклама импорт затраты', en: 'budget money ads import costs' },
    nav: { group: 'ads', icon: IconCoins, order: 20, keepsPeriod: true },
    requires: 'sources.read',
    component: lazy(() => import('./spend.tsx')),
  },
])

/** Advertising systems on the screen of connections. */
export const connectionParts: readonly ConnectionPart[] = [
  { name: 'ads', requires: 'sources.read', component: lazy(() => import('./spend/connection-part.tsx')) },
]
