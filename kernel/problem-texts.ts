/** Every message that bad input can produce, Russian first. `{name}` is replaced by the problem's value of that name. */
export const problemTexts = {
  invalid_value: { ru: 'Недопустимое значение «{value}»', en: 'Invalid value “{value}”' },
  invalid_input: { ru: 'Неверные данные: {detail}', en: 'Wrong input: {detail}' },
  missing_value: { ru: 'Не заполнено обязательное поле', en: 'A required field is empty' },
  not_found: { ru: 'Не найдено', en: 'Not found' },
  forbidden: { ru: 'Нет права на это действие', en: 'You have no right to do this' },
  unauthorized: { ru: 'Войдите в систему', en: 'Please sign in' },
  conflict: { ru: 'Такая запись уже есть', en: 'Such a record already exists' },
  too_large: { ru: 'Слишком большой запрос: больше {limit}', en: 'The request is too large: over {limit}' },
  internal: { ru: 'Внутренняя ошибка. Код для поддержки: {id}', en: 'Internal error. Code for support: {id}' },
} as const satisfies Record<string, { ru: string; en: string }>

export type ProblemCode = keyof typeof problemTexts
export type Language = 'ru' | 'en'

/** The message of a problem in the given language. */
export function problemText(
  code: ProblemCode,
  language: Language,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return problemTexts[code][language].replace(/\{(\w+)\}/g, (all, name: string) => String(values[name] ?? all))
}
