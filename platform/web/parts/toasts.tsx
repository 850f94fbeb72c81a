import { CloseButton } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import { problemOf } from '../api/problem.ts'
import { language } from '../texts/language.ts'
import { defineTexts, say, useTexts } from '../texts/texts.ts'
import styles from './toasts.module.css'

const texts = defineTexts({
  unreachable: {
    ru: 'Сервер не отвечает. Ничего не изменилось, попробуйте ещё раз.',
    en: 'The server does not answer. Nothing was changed, please try again.',
  },
  close: { ru: 'Закрыть', en: 'Close' },
})

interface Toast {
  readonly id: number
  readonly message: string
  readonly failed: boolean
}

let toasts: readonly Toast[] = []
let last = 0
const listeners = new Set<() => void>()

function change(next: readonly Toast[]): void {
  toasts = next
  for (const listener of listeners) listener()
}

function show(message: string, failed: boolean, milliseconds: number): void {
  last += 1
  const id = last
  change([...toasts.slice(-3), { id, message, failed }])
  setTimeout(() => dismiss(id), milliseconds)
}

const dismiss = (id: number): void => change(toasts.filter((toast) => toast.id !== id))

/** Says shortly that something is done. */
export const toast = (message: string): void => show(message, false, 3500)

/** Says what went wrong, in the server's words. Fits `onError` of a mutation. */
export const toastError = (error: unknown): void =>
  show(problemOf(error)?.message || say(texts.unreachable, language()), true, 9000)

/** Where toasts appear: once, at the root of the app. */
export function Toasts() {
  const t = useTexts(texts)
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => toasts,
  )
  return (
    <div className={styles.toasts} aria-live="polite">
      {shown.map(({ id, message, failed }) => (
        <div key={id} className={styles.toast} role={failed ? 'alert' : 'status'} data-failed={failed || undefined}>
          <span>{message}</span>
          <CloseButton size="sm" aria-label={t('close')} onClick={() => dismiss(id)} />
        </div>
      ))}
    </div>
  )
}
