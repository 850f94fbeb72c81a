import type { Language } from './part.ts'

type Texts = Readonly<Record<string, Readonly<Record<Language, string>>>>

/** The texts of one part in one language: `const t = speak(texts, language); t('close')`. */
export const speak =
  <Known extends Texts>(texts: Known, language: Language) =>
  (name: keyof Known, values: Readonly<Record<string, string | number>> = {}): string =>
    (texts[name]?.[language] ?? '').replace(/\{(\w+)\}/g, (_, key: string) => String(values[key] ?? ''))

/** The page's own language, unless the script's tag names one; Russian where it is neither of ours. */
export const languageOf = (wanted: string | undefined): Language =>
  /^en\b/i.test(wanted || document.documentElement.lang) ? 'en' : 'ru'

export const shellTexts = {
  launcher: { ru: 'Связаться с нами', en: 'Contact us' },
  unread: { ru: 'Связаться с нами, новых сообщений: {count}', en: 'Contact us, new messages: {count}' },
  panel: { ru: 'Связь с компанией', en: 'Contact with the company' },
  close: { ru: 'Закрыть', en: 'Close' },
  tabs: { ru: 'Способы связи', en: 'Ways to contact us' },
} as const
