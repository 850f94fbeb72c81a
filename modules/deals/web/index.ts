import { IconBriefcase } from '@tabler/icons-react'
import { lazy } from 'react'
import { defineScreens } from '../../../platform/web/index.ts'

export const screens = defineScreens([
  {
    path: 'sales/deals',
    title: { ru: 'Сделки', en: 'Deals' },
    words: { ru: 'CRM продажи этапы воронка импорт', en: 'CRM sales stages funnel import' },
    nav: { group: 'sales', icon: IconBriefcase, order: 40, keepsPeriod: true },
    requires: 'deals.read',
    component: lazy(() => import('./deals.tsx')),
  },
])
