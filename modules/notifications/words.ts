import type { Language } from '../../kernel/problem-texts.ts'

const rules = { ru: new Intl.PluralRules('ru'), en: new Intl.PluralRules('en') }

/** The form of a word that goes with a number. */
export function plural(
  language: Language,
  count: unknown,
  forms: { readonly one: string; readonly few?: string; readonly many?: string; readonly other?: string },
): string {
  const form = rules[language].select(typeof count === 'number' ? count : 0)
  const last = forms.many ?? forms.other ?? forms.one
  return form === 'one' ? forms.one : form === 'few' ? (forms.few ?? last) : last
}
