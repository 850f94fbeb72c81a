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
  already_member: { ru: 'Этот человек уже входит в систему', en: 'This person signs in already' },
  email_taken: { ru: 'Адрес {email} уже записан: {name}', en: 'The address {email} belongs to {name}' },
  grant_above_own: { ru: 'Нельзя дать право, которого нет у вас', en: 'You can’t give a right that you don’t have' },
  invitation_other_account: {
    ru: 'Приглашение выписано на {email}: войдите под этим адресом',
    en: 'This invitation is for {email}: sign in with that address',
  },
  invitation_over: {
    ru: 'Приглашение уже использовано, отозвано или истекло. Попросите новое',
    en: 'The invitation was used, withdrawn or has expired. Ask for a new one',
  },
  last_admin: {
    ru: 'Это последний администратор: сначала назначьте другого',
    en: 'This is the last administrator: appoint another one first',
  },
  line_taken: { ru: 'Линия {line} уже записана: {name}', en: 'The line {line} belongs to {name}' },
  sign_in_first: {
    ru: 'У {email} уже есть учётная запись: войдите и откройте ссылку ещё раз',
    en: '{email} has an account already: sign in and open the link again',
  },
  too_many_attempts: {
    ru: 'Слишком много неверных паролей. Попробуйте через {minutes} мин.',
    en: 'Too many wrong passwords. Try again in {minutes} min.',
  },
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
