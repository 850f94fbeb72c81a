import { notifications } from '@mantine/notifications'
import { problemOf } from '../api/problem.ts'
import { language } from '../texts/language.ts'
import { defineTexts, say } from '../texts/texts.ts'

const texts = defineTexts({
  unreachable: {
    ru: 'Сервер не отвечает. Ничего не изменилось, попробуйте ещё раз.',
    en: 'The server does not answer. Nothing was changed, please try again.',
  },
})

/** Says shortly that something is done. */
export const toast = (message: string): void => {
  notifications.show({ message, autoClose: 3500, withBorder: true })
}

/** Says what went wrong, in the server's words. Fits `onError` of a mutation. */
export const toastError = (error: unknown): void => {
  const message = problemOf(error)?.message || say(texts.unreachable, language())
  notifications.show({ message, color: 'red', autoClose: 8000, withBorder: true, role: 'alert' })
}
