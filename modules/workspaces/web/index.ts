import { IconBuilding, IconHistory, IconKey, IconUser, IconUsers } from '@tabler/icons-react'
import { lazy } from 'react'
import { defineScreens } from '../../../platform/web/index.ts'

export { zoneGroups } from './parts/zones.ts'

export const screens = defineScreens([
  {
    path: 'settings/people',
    title: { ru: 'Сотрудники', en: 'People' },
    words: { ru: 'роли линии приглашения отделы добавочные', en: 'roles lines invitations departments extensions' },
    nav: { group: 'settings', icon: IconUsers, order: 10 },
    requires: 'people.read',
    component: lazy(() => import('./people.tsx')),
  },
  {
    path: 'settings/keys',
    title: { ru: 'Ключи API', en: 'API keys' },
    words: { ru: 'токен интеграция доступ', en: 'token integration access' },
    nav: { group: 'settings', icon: IconKey, order: 60 },
    requires: 'keys.manage',
    component: lazy(() => import('./keys.tsx')),
  },
  {
    path: 'settings/company',
    title: { ru: 'Компания', en: 'Company' },
    words: { ru: 'настройки норма мусора спама порог разрыва пояс', en: 'settings junk norm gap threshold zone' },
    nav: { group: 'settings', icon: IconBuilding, order: 20 },
    requires: 'company.manage',
    component: lazy(() => import('./company.tsx')),
  },
  {
    path: 'settings/profile',
    title: { ru: 'Профиль', en: 'Profile' },
    words: { ru: 'пароль язык тема сеансы', en: 'password language theme sessions' },
    nav: { group: 'settings', icon: IconUser, order: 90 },
    requires: 'profile.own',
    component: lazy(() => import('./profile.tsx')),
  },
  {
    path: 'settings/audit',
    title: { ru: 'Журнал изменений', en: 'Audit log' },
    words: { ru: 'аудит кто изменил история', en: 'audit who changed history' },
    nav: { group: 'control', icon: IconHistory, order: 90 },
    requires: 'audit.read',
    component: lazy(() => import('./audit.tsx')),
  },
])
