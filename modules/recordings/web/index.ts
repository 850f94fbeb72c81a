import { IconMicrophone } from '@tabler/icons-react'
import { lazy } from 'react'
import { defineScreens } from '../../../platform/web/index.ts'
import type { CardPart } from '../../interactions/web/index.ts'

export const screens = defineScreens([
  {
    path: 'settings/recordings',
    title: { ru: 'Записи разговоров', en: 'Recordings' },
    nav: { group: 'settings', icon: IconMicrophone, order: 46 },
    requires: 'recordings.manage',
    component: lazy(() => import('./settings-screen.tsx')),
    words: { ru: 'хранение срок удаление хосты прослушивание', en: 'retention days hosts listening delete' },
  },
])

/** On a card: the player of the talk's recording. */
export const cardParts: readonly CardPart[] = [
  {
    insteadOf: 'recording',
    fits: ({ hasRecording }) => hasRecording,
    component: lazy(() => import('./card-recording.tsx')),
  },
]
