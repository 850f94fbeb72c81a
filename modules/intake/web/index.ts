import { IconInbox, IconPlugConnected } from '@tabler/icons-react'
import { lazy } from 'react'
import { defineScreens } from '../../../platform/web/index.ts'
import { screens as imports } from './imports/index.ts'

export { type ConnectionPart, ConnectionPartsProvider } from './connections/parts.tsx'

export const screens = defineScreens([
  ...imports,
  {
    path: 'settings/connections',
    title: { ru: 'Подключения', en: 'Connections' },
    words: {
      ru: 'вебхуки каналы приёма телефония почта мессенджеры интеграции подключить атс crm',
      en: 'webhooks channels telephony mail messengers integrations connect pbx crm',
    },
    nav: { group: 'settings', icon: IconPlugConnected, order: 30 },
    requires: 'intake.read',
    component: lazy(() => import('./connections.tsx')),
  },
  {
    path: 'settings/endpoints',
    title: { ru: 'Подключения', en: 'Connections' },
    requires: 'intake.read',
    component: lazy(() => import('./old-endpoints.tsx')),
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
