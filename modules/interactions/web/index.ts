import { IconMessages, IconTag, IconTags } from '@tabler/icons-react'
import { lazy } from 'react'
import { defineScreens } from '../../../platform/web/index.ts'
import { QueueBadge } from './queue-badge.tsx'

export type { Card } from './api.ts'
export { InteractionBeside } from './card/beside.tsx'
export { type CardPart, CardPartsProvider } from './card/card-parts.tsx'
export { default as SidePanel } from './card/side-panel.tsx'
export { ClassPicker } from './classes/class-picker.tsx'
export { List, type ListHandle } from './list/list.tsx'
export { useChoice } from './list/use-choice.ts'
export { useRows } from './list/use-rows.ts'
export { ClassTag, useClassName } from './parts/class-tag.tsx'
export { Origin } from './parts/origin.tsx'
export { usePartyName } from './parts/party.tsx'
export { useClasses } from './use-classes.ts'
export { useFill } from './use-fill.ts'

/** Screens of the record: the live list, one interaction by its address, the queue without a class, the classes. */
export const screens = defineScreens([
  {
    path: 'interactions',
    title: { ru: 'Обращения', en: 'Interactions' },
    nav: { group: 'interactions', icon: IconMessages, order: 10, keepsPeriod: true },
    requires: 'interactions.read',
    component: lazy(() => import('./list-screen.tsx')),
    homeOf: ['manager', 'senior'],
    words: {
      ru: 'звонки заявки чаты письма диалоги пропущенные список лента',
      en: 'calls forms chats mail dialogues missed list feed',
    },
  },
  {
    path: 'interactions/unclassified',
    title: { ru: 'Без класса', en: 'Without a class' },
    nav: { group: 'interactions', icon: IconTag, order: 20, badge: QueueBadge },
    requires: 'interactions.read',
    component: lazy(() => import('./queue-screen.tsx')),
    words: { ru: 'очередь классификация разобрать', en: 'queue classify triage' },
  },
  {
    path: 'interactions/$id',
    title: { ru: 'Обращение', en: 'Interaction' },
    requires: 'interactions.read',
    component: lazy(() => import('./card-screen.tsx')),
  },
  {
    path: 'settings/classes',
    title: { ru: 'Классы обращений', en: 'Classes' },
    nav: { group: 'settings', icon: IconTags, order: 20 },
    requires: 'classes.manage',
    component: lazy(() => import('./classes-screen.tsx')),
    words: { ru: 'лид спам допродажа клавиши', en: 'lead spam upsell keys' },
  },
])
