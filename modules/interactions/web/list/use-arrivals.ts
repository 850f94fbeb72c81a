import { useState } from 'react'
import type { Item } from '../api.ts'

interface Seen {
  readonly top: string | undefined
  readonly fresh: ReadonlySet<string>
}

/** Whether a row came in since the list was last looked at: it glows for a moment. */
export function useArrivals(rows: readonly Item[]): (id: string) => boolean {
  const [seen, setSeen] = useState<Seen>({ top: undefined, fresh: new Set() })
  const top = rows[0]?.id
  if (top !== seen.top) {
    const at = rows.findIndex((row) => row.id === seen.top)
    // The old top is further down: what stands above it has just arrived. Otherwise it is another list.
    setSeen({ top, fresh: new Set(at > 0 ? rows.slice(0, at).map((row) => row.id) : []) })
  }
  return (id) => seen.fresh.has(id)
}
