import type { Language } from '../../kernel/problem-texts.ts'

const told =
  process.env.LIDOSKOP_LANG ||
  process.env.LC_ALL ||
  process.env.LC_MESSAGES ||
  process.env.LANG ||
  'the system says nothing'

/** The language of the terminal: Russian where LIDOSKOP_LANG or the system's locale begins with `ru`, else English. */
export const commandLanguage: Language = /^ru/i.test(told) ? 'ru' : 'en'

/** Words in the language of the terminal. Both languages have the same ones: the compiler sees to it. */
export const inLanguage = <Words>(words: { readonly ru: Words; readonly en: NoInfer<Words> }): Words =>
  words[commandLanguage]

/** A count as people of that language write it: `12 345`, `12,345`. */
export const number = (value: number): string => value.toLocaleString(commandLanguage === 'ru' ? 'ru-RU' : 'en-GB')
