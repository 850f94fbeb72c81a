import { useSyncExternalStore } from 'react'

function followed(condition: string): () => boolean {
  const query = globalThis.matchMedia?.(condition)
  const subscribe = (listener: () => void) => {
    query?.addEventListener('change', listener)
    return () => query?.removeEventListener('change', listener)
  }
  return () =>
    useSyncExternalStore(
      subscribe,
      () => query?.matches ?? false,
      () => false,
    )
}

/** True on screens as narrow as a phone's. */
export const usePhone = followed('(max-width: 48em)')

/** True where a finger points: nothing hovers, and there are most likely no keys to press. */
export const useTouch = followed('(hover: none)')
