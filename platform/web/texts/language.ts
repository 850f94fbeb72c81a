import { useSyncExternalStore } from 'react'
import type { Language } from '../../../kernel/problem-texts.ts'

export type { Language }

const storageKey = 'lidoskop.language'
const listeners = new Set<() => void>()
let current: Language = remembered() ?? preferred()

function remembered(): Language | null {
  const value = globalThis.localStorage?.getItem(storageKey)
  return value === 'ru' || value === 'en' ? value : null
}

/** Russian comes first: English is chosen only by a browser that asks for other languages and never for Russian. */
function preferred(): Language {
  const wanted = globalThis.navigator?.languages ?? []
  return wanted.some((tag) => tag.startsWith('ru')) || !wanted.some((tag) => tag.startsWith('en')) ? 'ru' : 'en'
}

/** The interface's language outside of components. */
export const language = (): Language => current

/** Switches the interface at once and remembers the choice in this browser. */
export function setLanguage(next: Language): void {
  globalThis.localStorage?.setItem(storageKey, next)
  if (globalThis.document) document.documentElement.lang = next
  if (next === current) return
  current = next
  for (const listener of listeners) listener()
}

/** The interface's language; the component renders again when it changes. */
export const useLanguage = (): Language =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    language,
    language,
  )
