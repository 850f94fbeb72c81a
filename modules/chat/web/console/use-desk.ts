import { useEffect, useSyncExternalStore } from 'react'
import { useWorkspace } from '../../../../platform/web/index.ts'
import { type Desk, deskOf, type Shown } from './desk.ts'

/** The console of the open company and what it shows; its line stays open while somebody looks. */
export function useDesk(): { readonly desk: Desk; readonly shown: Shown } {
  const { slug } = useWorkspace()
  const desk = deskOf(slug)
  useEffect(() => desk.hold(), [desk])
  return { desk, shown: useSyncExternalStore(desk.subscribe, desk.shown) }
}
