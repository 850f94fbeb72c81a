import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useWorkspace } from '../../../../platform/web/index.ts'
import type { InteractionFilter } from '../../contract.ts'
import { api, type Item } from '../api.ts'

export type Sort = 'newest' | 'oldest' | 'longest'

/**
 * The rows of the list, page after page, kept in step with the server. While `reading` (scrolled away from the top) what comes
 * in is held back and counted, so that nothing moves under the reader's eyes.
 */
export function useRows(filter: InteractionFilter, sort: Sort, reading: boolean) {
  const { slug } = useWorkspace()
  const query = useInfiniteQuery(
    api.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        ...filter,
        workspace: slug,
        sort,
        limit: 100,
        ...(cursor ? { cursor } : {}),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
      placeholderData: (before) => before,
    }),
  )
  const all = useMemo(() => unique(query.data?.pages.flatMap((page) => page.items) ?? []), [query.data])
  const first = all[0]?.id
  const [anchor, setAnchor] = useState<string | undefined>(undefined)
  if (reading && anchor === undefined && first) setAnchor(first)
  if (!reading && anchor !== undefined) setAnchor(undefined)

  const held =
    anchor && sort === 'newest'
      ? Math.max(
          0,
          all.findIndex((item) => item.id === anchor),
        )
      : 0
  const rows = useMemo(() => (held > 0 ? all.slice(held) : all), [all, held])
  return { query, rows, held }
}

/** A row that moved between two pages while they were being read stands once. */
function unique(items: readonly Item[]): Item[] {
  const seen = new Map(items.map((item) => [item.id, item]))
  return [...seen.values()]
}
