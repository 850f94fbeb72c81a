import { type KeyboardEvent, useCallback, useState } from 'react'
import { useHotkeys } from '../parts/hotkeys.ts'

interface RowKeys<Row> {
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  readonly onOpen?: (row: Row) => void
  /** Other keys pressed on the chosen row; true when it was understood. */
  readonly onRowKey?: (row: Row, event: KeyboardEvent | globalThis.KeyboardEvent) => boolean
  readonly show: (index: number) => void
  /** Keys work without the table being focused first: for screens that are one list. */
  readonly wholePage: boolean
}

/** Moving through rows with j, k, arrows, Home, End; opening with Enter. The chosen row is remembered by its key. */
export function useRowKeys<Row>({ rows, rowKey, onOpen, onRowKey, show, wholePage }: RowKeys<Row>) {
  const [chosen, setChosen] = useState<string | null>(null)
  const at = chosen === null ? -1 : rows.findIndex((row) => rowKey(row) === chosen)

  const choose = useCallback(
    (index: number) => {
      const bounded = Math.max(0, Math.min(rows.length - 1, index))
      const row = rows[bounded]
      if (!row) return
      setChosen(rowKey(row))
      show(bounded)
    },
    [rows, rowKey, show],
  )
  useHotkeys(wholePage ? { j: () => choose(at + 1), k: () => choose(at - 1) } : {})

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.metaKey || event.ctrlKey || event.altKey || event.target !== event.currentTarget) return
    const row = rows[at]
    const next = rowAfter(event.code === 'KeyJ' || event.code === 'KeyK' ? event.code : event.key, at, rows.length)
    if (next !== null) choose(next)
    else if (event.key === 'Enter' && row) onOpen?.(row)
    else if (!row || !onRowKey?.(row, event)) return
    event.preventDefault()
  }
  return { chosen, at, choose, setChosen, onKeyDown }
}

/** The row that a key leads to, or null where the key leads nowhere. */
function rowAfter(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
    case 'KeyJ':
      return at + 1
    case 'ArrowUp':
    case 'KeyK':
      return at - 1
    case 'Home':
      return 0
    case 'End':
      return count - 1
    case 'PageDown':
      return at + 15
    case 'PageUp':
      return at - 15
    default:
      return null
  }
}
