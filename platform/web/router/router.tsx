import { createContext, type ReactNode, useContext, useEffect, useRef, useState, useTransition } from 'react'
import { type Address, goTo, type Move, onMove, readAddress } from './address.ts'
import { bestMatch, type Params } from './match.ts'

interface Here {
  readonly address: Address
  /** The next page is being loaded; this one is still shown. */
  readonly pending: boolean
}

const HereContext = createContext<Here | null>(null)
const ParamsContext = createContext<Params>({})

/** Knows the address of the app. The old page stays until the next one is ready to be drawn. */
export function AddressProvider({ children }: { children: ReactNode }) {
  const [address, setAddress] = useState(readAddress)
  const [pending, startTransition] = useTransition()
  const lastMove = useRef<Move>('back')
  useEffect(
    () =>
      onMove((move) => {
        lastMove.current = move
        startTransition(() => setAddress(readAddress()))
      }),
    [],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when another page is shown
  useEffect(() => {
    // The browser's own arrows restore the place by themselves.
    if (lastMove.current !== 'push') return
    scrollTo(0, 0)
    document.getElementById('content')?.focus({ preventScroll: true })
  }, [address.pathname])
  return <HereContext value={{ address, pending }}>{children}</HereContext>
}

function useHere(): Here {
  const here = useContext(HereContext)
  if (!here) throw new Error('the address is known only inside AddressProvider')
  return here
}

/** Where the app is now. */
export const useAddress = (): Address => useHere().address

/** Whether the next page is on its way. */
export const usePending = (): boolean => useHere().pending

/** Parameters of the path: `interactions/$id` → `{ id }`. */
export const useParams = (): Params => useContext(ParamsContext)

export interface Route {
  /** `/w/$workspace/interactions/$id`; `/*` at the end takes everything below. */
  readonly path: string
  readonly element: ReactNode
}

/** Shows the route that fits the address best. */
export function Routes({ routes, otherwise }: { routes: readonly Route[]; otherwise: ReactNode }) {
  const { pathname } = useAddress()
  const outer = useParams()
  const found = bestMatch(routes, pathname)
  return found ? <ParamsContext value={{ ...outer, ...found.params }}>{found.route.element}</ParamsContext> : otherwise
}

/** Leaves for another address, once: what led here may change while the page is being left. */
export function ReplaceWith({ href }: { href: string }) {
  const target = useRef(href)
  useEffect(() => goTo(target.current, 'replace'), [])
  return null
}
