import { useCallback } from 'react'
import { writeSearch } from '../router/search.ts'
import { useWorkspace } from '../workspace/workspace.tsx'
import type { FilterValues } from './use-report-filter.ts'

/**
 * The address of the interactions behind a figure. The names are those of the interactions filter of the API
 * (`from`, `to`, `kind`, `employee`, `source`, `class`, `missed`, …).
 */
export const interactionsLink = (slug: string, filter: FilterValues): string =>
  `/w/${encodeURIComponent(slug)}/interactions${writeSearch(filter)}`

/** `const link = useInteractionsLink(); link({ ...period, employee: id })` */
export function useInteractionsLink(): (filter: FilterValues) => string {
  const { slug } = useWorkspace()
  return useCallback((filter) => interactionsLink(slug, filter), [slug])
}

/** The address of a screen of the open company: `useScreenLink()('calls/people', { period: '7d' })`. */
export function useScreenLink(): (path: string, search?: FilterValues) => string {
  const { slug } = useWorkspace()
  return useCallback((path, search = {}) => `/w/${encodeURIComponent(slug)}/${path}${writeSearch(search)}`, [slug])
}
