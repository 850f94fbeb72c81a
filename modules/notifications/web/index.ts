import { IconBell, IconChecklist } from '@tabler/icons-react'
import { lazy } from 'react'
import { defineScreens } from '../../../platform/web/index.ts'
import { WorkBadge } from './work-badge.tsx'

export { Bell } from './bell.tsx'

/** What waits for whoever is signed in, and what they are told of. */
export const screens = defineScreens([
  {
    path: 'work',
    title: { ru: 'Моя работа', en: 'My work' },
    nav: { group: 'interactions', icon: IconChecklist, order: 12, badge: WorkBadge },
    requires: 'profile.own',
    component: lazy(() => import('./work-screen.tsx')),
    words: { ru: 'задачи дела ждёт просрочено сроки', en: 'tasks waits overdue deadlines' },
  },
  {
    path: 'settings/notifications',
    title: { ru: 'Уведомления', en: 'Notifications' },
    nav: { group: 'settings', icon: IconBell, order: 85 },
    requires: 'profile.own',
    component: lazy(() => import('./settings-screen.tsx')),
    words: {
      ru: 'колокольчик письма почта slack telegram телеграм тихие часы дайджест вебхук',
      en: 'bell letters mail slack telegram quiet hours digest webhook',
    },
  },
])
