import type { AnyContractRouter } from '@orpc/contract'
import { apiPrefix } from '../api/handler.ts'

interface Pattern {
  readonly method: string
  readonly path: RegExp
  readonly template: string
}

/** Names the operation of a request by the template of its path, for logs and figures; null where there is none. */
export function operationNames(contract: AnyContractRouter): (method: string, path: string) => string | null {
  const patterns: Pattern[] = []
  collect(contract, patterns)
  // Fixed words win over placeholders, as in the router itself.
  patterns.sort((a, b) => placeholders(a.template) - placeholders(b.template))
  return (method, path) =>
    path.startsWith(apiPrefix)
      ? (patterns.find((pattern) => pattern.method === method && pattern.path.test(path))?.template ?? `${apiPrefix}/*`)
      : null
}

const placeholders = (template: string): number => template.split('{').length

function collect(node: unknown, into: Pattern[]): void {
  if (typeof node !== 'object' || node === null) return
  const route = (node as { '~orpc'?: { route?: { method?: string; path?: string } } })['~orpc']?.route
  if (route?.path) {
    const template = apiPrefix + route.path
    const source = template.replace(/\{\+?[^}]+\}/g, '[^/]+')
    into.push({ method: route.method ?? 'POST', path: new RegExp(`^${source}/?$`), template })
    return
  }
  for (const child of Object.values(node)) collect(child, into)
}
