import { useSyncExternalStore } from 'react'

const query = globalThis.matchMedia?.('(max-width: 48em)')

/** True on screens as narrow as a phone's. */
export const usePhone = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      query?.addEventListener('change', listener)
      return () => query?.removeEventListener('change', listener)
    },
    () => query?.matches ?? false,
    () => false,
  )
