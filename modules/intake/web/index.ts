import { IconInbox, IconPlugConnected } from '@tabler/icons-react'
import { lazy } from 'react'
import { defineScreens } from '../../../platform/web/index.ts'
import { screens as imports } from './imports/index.ts'

export const screens = defineScreens([
  ...imports,
  {
    path: 'settings/endpoints',
    title: { ru: 'Каналы приёма', en: 'Incoming channels' },
    words: {
      ru: 'вебхуки телефония манго uis comagic zadarma интеграции подключить атс',
      en: 'webhooks telephony mango uis comagic zadarma integrations connect pbx',
    },
    nav: { group: 'settings', icon: IconPlugConnected, order: 30 },
    requires: 'intake.read',
    component: lazy(() => import('./endpoints.tsx')),
  },
  {
    path: 'inbox',
    title: { ru: 'Журнал событий', en: 'Event inbox' },
    words: {
      ru: 'сырые события вебхуки ошибки разбора повторить',
      en: 'raw events webhooks parsing errors replay',
    },
    nav: { group: 'control', icon: IconInbox, order: 60 },
    requires: 'intake.read',
    component: lazy(() => import('./inbox.tsx')),
  },
])
