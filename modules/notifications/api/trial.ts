import { newId } from '../../../kernel/ids.ts'
import type { Language } from '../../../kernel/problem-texts.ts'
import type { Item } from '../channels/channel.ts'

const words = {
  ru: { title: 'Проверка уведомлений', details: 'Если вы это читаете, уведомления сюда доходят.' },
  en: { title: 'Test of notifications', details: 'If you can read this, notifications arrive here.' },
} as const satisfies Record<Language, object>

/** What the test button sends. */
export const trialItem = (language: Language, url: string, at: Date): Item => ({
  id: newId(at),
  type: 'test',
  at,
  interactionId: null,
  facts: {},
  url,
  ...words[language],
})
