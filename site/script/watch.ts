/** What happens on the page without its code telling: other pages within it, clicks on numbers and addresses. */
import { pageAddress } from './visit.ts'

/** Calls `onPage` for each page that the site shows without loading one. Marks that the site takes out of the address are no page. */
export function watchPages(onPage: () => void): void {
  let shown = pageAddress()
  const look = (): void => {
    const now = pageAddress()
    if (now === shown) return
    shown = now
    onPage()
  }
  for (const name of ['pushState', 'replaceState'] as const) {
    const own = history[name]
    history[name] = function (...told) {
      own.apply(this, told)
      // The site's own code may yet put the address right.
      setTimeout(look)
    }
  }
  addEventListener('popstate', look)
  addEventListener('hashchange', look)
}

/** Calls `onClick` for clicks on `tel:` and `mailto:` links. */
export function watchLinks(onClick: (kind: 'phone' | 'email', name: string) => void): void {
  addEventListener(
    'click',
    ({ target }) => {
      const href = (target instanceof Element && target.closest('a')?.getAttribute('href')) || ''
      const [, scheme = '', name = ''] = /^(tel|mailto):([^?]*)/i.exec(href) ?? []
      if (scheme) onClick(scheme.toLowerCase() === 'tel' ? 'phone' : 'email', decodeURIComponent(name))
    },
    true,
  )
}
