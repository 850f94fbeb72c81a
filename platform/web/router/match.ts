export type Params = Readonly<Record<string, string>>

interface Match {
  readonly params: Params
  /** More fixed parts make a better match: `interactions/unclassified` wins over `interactions/$id`. */
  readonly fixed: number
}

/** `/w/$workspace/interactions/$id`; a pattern that ends with `/*` takes everything below. Null where it does not fit. */
export function matchPath(pattern: string, pathname: string): Match | null {
  const wanted = pattern.split('/').filter(Boolean)
  const given = pathname.split('/').filter(Boolean)
  const open = wanted.at(-1) === '*'
  const parts = open ? wanted.slice(0, -1) : wanted
  if (open ? given.length < parts.length : given.length !== parts.length) return null
  const params: Record<string, string> = {}
  let fixed = 0
  for (const [index, part] of parts.entries()) {
    const text = decode(given[index] ?? '')
    if (part.startsWith('$')) params[part.slice(1)] = text
    else if (part === text) fixed += 1
    else return null
  }
  return { params, fixed }
}

/** The best of several patterns, or null where none fits. */
export function bestMatch<Route extends { readonly path: string }>(
  routes: readonly Route[],
  pathname: string,
): { readonly route: Route; readonly params: Params } | null {
  let best: { route: Route; params: Params; fixed: number } | null = null
  for (const route of routes) {
    const match = matchPath(route.path, pathname)
    if (match && (!best || match.fixed > best.fixed)) best = { route, ...match }
  }
  return best
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
