import { IconMessageCircle, IconMessageCog } from '@tabler/icons-react'
import { lazy } from 'react'
import { defineScreens } from '../../../platform/web/index.ts'
import { ChatBadge } from './badge.tsx'

/** Working hours by weekday, for whoever else keeps hours. */
export const WeekFields = lazy(async () => ({ default: (await import('./settings/week.tsx')).WeekFields }))

/** Screens of the chat: the operators' console, and how each site chats. */
export const screens = defineScreens([
  {
    path: 'chats',
    title: { ru: 'Чаты', en: 'Chats' },
    nav: { group: 'interactions', icon: IconMessageCircle, order: 15, badge: ChatBadge },
    requires: 'chats.read',
    component: lazy(() => import('./chats-screen.tsx')),
    words: { ru: 'чат диалоги операторы сайт ответить очередь', en: 'chat dialogues operators site answer queue' },
  },
  {
    path: 'settings/chat',
    title: { ru: 'Чат на сайте', en: 'Chat on the site' },
    nav: { group: 'settings', icon: IconMessageCog, order: 46 },
    requires: 'chats.manage',
    component: lazy(() => import('./settings-screen.tsx')),
    words: { ru: 'виджет часы работы приветствие код установка', en: 'widget working hours greeting code install' },
  },
])
