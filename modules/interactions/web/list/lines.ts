import { localDay } from '../../../../kernel/time.ts'
import type { Item } from '../api.ts'

/** What the list draws: rows, and a line wherever another day begins. */
export type Line =
  | { readonly kind: 'day'; readonly key: string; readonly day: string }
  | { readonly kind: 'row'; readonly key: string; readonly item: Item; readonly index: number }

/** Rows with their days; a list that is not in order of time has no days. */
export function linesOf(rows: readonly Item[], zone: string, byTime: boolean): Line[] {
  const lines: Line[] = []
  let day = ''
  rows.forEach((item, index) => {
    if (byTime) {
      const own = localDay(new Date(item.startedAt), zone)
      if (own !== day) {
        day = own
        lines.push({ kind: 'day', key: `day ${own}`, day: own })
      }
    }
    lines.push({ kind: 'row', key: item.id, item, index })
  })
  return lines
}
