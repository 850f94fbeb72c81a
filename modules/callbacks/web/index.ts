import { IconPhoneCall, IconPhonePlus } from '@tabler/icons-react'
import { lazy } from 'react'
import { defineScreens } from '../../../platform/web/index.ts'
import { CallbackBadge } from './badge.tsx'

export const screens = defineScreens([
  {
    path: 'callbacks',
    title: { ru: 'Обратные звонки', en: 'Callbacks' },
    nav: { group: 'interactions', icon: IconPhoneCall, order: 16, badge: CallbackBadge },
    requires: 'callbacks.read',
    component: lazy(() => import('./callbacks-screen.tsx')),
    words: { ru: 'перезвонить заявка на звонок обещание очередь', en: 'call back request promise queue' },
  },
  {
    path: 'settings/callbacks',
    title: { ru: 'Звонок с сайта', en: 'Callback on the site' },
    nav: { group: 'settings', icon: IconPhonePlus, order: 47 },
    requires: 'callbacks.manage',
    component: lazy(() => import('./settings-screen.tsx')),
    words: { ru: 'виджет обратный звонок секунды часы работы', en: 'widget callback seconds working hours' },
  },
])
