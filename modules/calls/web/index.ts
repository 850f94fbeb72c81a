import { IconPhoneCall } from '@tabler/icons-react'
import { lazy } from 'react'
import { defineScreens } from '../../../platform/web/index.ts'

/** Screens of the calls module. */
export const screens = defineScreens([
  {
    path: 'calls/people',
    title: { ru: 'Менеджеры: звонки', en: 'People: calls' },
    nav: { group: 'sales', icon: IconPhoneCall, order: 10, keepsPeriod: true },
    requires: 'calls.read',
    component: lazy(() => import('./people-screen.tsx')),
    homeOf: ['head'],
    words: {
      ru: 'звонки сотрудники разрыв пропущенные уникальные номера норма',
      en: 'calls people gap missed unique numbers norm',
    },
  },
])
