import { useRouter } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, MouseEvent, Ref } from 'react'

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
  const router = useRouter()
  return (
    <a
      {...rest}
      ref={ref}
      href={href}
      onClick={(event) => {
        onClick?.(event)
        if (browserFollows(event)) return
        event.preventDefault()
        router.history.push(href)
      }}
    />
  )
}

/** `const go = useGo(); go('/w/okna/interactions')` */
export function useGo(): (href: string) => void {
  const router = useRouter()
  return (href) => router.history.push(href)
}
