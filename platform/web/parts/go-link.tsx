import type { AnchorHTMLAttributes, MouseEvent, Ref } from 'react'
import { goTo } from '../router/address.ts'

/** True where the browser itself should follow: another tab, another window, a download. */
const browserFollows = (event: MouseEvent) =>
  event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey

/** A link within the app, given as an address; it opens without loading the page again. */
export function GoLink({
  href,
  onClick,
  ref,
  ...rest
}: AnchorHTMLAttributes<HTMLAnchorElement> & { href: string; ref?: Ref<HTMLAnchorElement> }) {
  return (
    <a
      {...rest}
      ref={ref}
      href={href}
      onClick={(event) => {
        onClick?.(event)
        if (browserFollows(event)) return
        event.preventDefault()
        goTo(href)
      }}
    />
  )
}

const go = (href: string): void => goTo(href)

/** `const go = useGo(); go('/w/okna/interactions')` */
export const useGo = (): ((href: string) => void) => go
