import { parseSearch, type Search } from './search.ts'

/** Where the app is. */
export interface Address {
  readonly pathname: string
  readonly search: Search
  /** Path and search as they stand in the browser's bar. */
  readonly href: string
}

/** How the address changed: by a link, by something that only changes the state of the same page, or by the browser's arrows. */
export type Move = 'push' | 'replace' | 'back'

const listeners = new Set<(move: Move) => void>()

export function readAddress(): Address {
  const { pathname, search } = location
  return { pathname, search: parseSearch(search), href: pathname + search }
}

/** Goes to an address of the app without loading the page again. */
export function goTo(href: string, move: 'push' | 'replace' = 'push'): void {
  if (move === 'push' && href !== readAddress().href) history.pushState(null, '', href)
  else history.replaceState(null, '', href)
  for (const listener of listeners) listener(move)
}

/** Hears of every change of the address; returns how to stop. */
export function onMove(listener: (move: Move) => void): () => void {
  const back = () => listener('back')
  listeners.add(listener)
  addEventListener('popstate', back)
  return () => {
    listeners.delete(listener)
    removeEventListener('popstate', back)
  }
}
