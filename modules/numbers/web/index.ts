import { IconPhoneCall } from '@tabler/icons-react'
import { lazy } from 'react'
import { defineScreens } from '../../../platform/web/index.ts'

export const screens = defineScreens([
  {
    path: 'ads/numbers',
    title: { ru: 'Подмена номеров', en: 'Call tracking' },
    words: {
      ru: 'коллтрекинг подменные номера пул калькулятор звонки источник статический динамический',
      en: 'dynamic number insertion pool calculator calls source static',
    },
    nav: { group: 'ads', icon: IconPhoneCall, order: 30, keepsPeriod: true },
    requires: 'numbers.read',
    component: lazy(() => import('./numbers-screen.tsx')),
  },
])
