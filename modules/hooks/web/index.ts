import { IconSend } from '@tabler/icons-react'
import { lazy } from 'react'
import { defineScreens } from '../../../platform/web/index.ts'

export const screens = defineScreens([
  {
    path: 'settings/hooks',
    title: { ru: 'Исходящие вебхуки', en: 'Outgoing webhooks' },
    words: { ru: 'сообщать crm события подписки доставка', en: 'tell crm events subscriptions delivery' },
    nav: { group: 'settings', icon: IconSend, order: 50 },
    requires: 'hooks.manage',
    component: lazy(() => import('./hooks.tsx')),
  },
])
