/** The notices that this module tells itself. Pure. */

import type { NoticeKind } from '../../platform/notices/kinds.ts'
import { plural } from './words.ts'

export const noticeKinds: readonly NoticeKind[] = [
  {
    type: 'work.waiting',
    requires: 'profile.own',
    mail: 'immediate',
    words: {
      ru: {
        name: 'Утром: что ждёт со вчера и просрочено',
        title: ({ count, overdue }) =>
          `Вас ждёт ${count} ${plural('ru', count, { one: 'дело', few: 'дела', many: 'дел' })}${overdue ? `, просрочено ${overdue}` : ''}`,
        details: ({ first }) => (first ? `Первое: ${first}` : null),
      },
      en: {
        name: 'In the morning: what waits since yesterday or is overdue',
        title: ({ count, overdue }) =>
          `${count} ${plural('en', count, { one: 'thing waits', other: 'things wait' })} for you${overdue ? `, ${overdue} overdue` : ''}`,
        details: ({ firstEn }) => (firstEn ? `First: ${firstEn}` : null),
      },
    },
  },
  {
    type: 'channel.stopped',
    requires: 'notifications.manage',
    mail: 'immediate',
    words: {
      ru: {
        name: 'Канал уведомлений отключился',
        title: ({ name }) => `Уведомления больше не доходят: ${name}`,
        details: ({ answer }) => (answer ? `Ответ получателя: ${answer}` : null),
      },
      en: {
        name: 'A channel of notifications went off',
        title: ({ name }) => `Notifications don’t get through any more: ${name}`,
        details: ({ answer }) => (answer ? `The receiver’s answer: ${answer}` : null),
      },
    },
  },
]
