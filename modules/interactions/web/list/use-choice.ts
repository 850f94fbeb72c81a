import { useState } from 'react'
import { useHotkeys } from '../../../../platform/web/index.ts'
import type { Item } from '../api.ts'

interface Moves {
  readonly rows: readonly Item[]
  /** Brings a row into view. */
  readonly show: (index: number) => void
  readonly onOpen: (id: string) => void
  /** Follows the choice while a card is open. */
  readonly open: string | null
}

/** Which row the keyboard is on, and which are marked for doing something with all of them at once. */
export function useChoice({ rows, show, onOpen, open }: Moves) {
  const [chosen, setChosen] = useState<string | null>(null)
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set())
  const current = chosen && rows.some((row) => row.id === chosen) ? chosen : open
  const at = rows.findIndex((row) => row.id === current)

  const move = (step: number) => {
    const index = Math.max(0, Math.min(rows.length - 1, at === -1 ? 0 : at + step))
    const row = rows[index]
    if (!row) return
    setChosen(row.id)
    show(index)
    if (open) onOpen(row.id)
  }
  const mark = (id: string) =>
    setMarked((before) => {
      const next = new Set(before)
      if (!next.delete(id)) next.add(id)
      return next
    })
  const unmark = () => setMarked(new Set())

  const down = () => move(1)
  const up = () => move(-1)
  const openCurrent = () => {
    const row = rows[at]
    if (row) onOpen(row.id)
  }
  const markCurrent = () => {
    const row = rows[at]
    if (row) mark(row.id)
  }
  useHotkeys({ j: down, k: up, ArrowDown: down, ArrowUp: up, Enter: openCurrent, x: markCurrent })
  const markedRows = rows.filter((row) => marked.has(row.id))
  return { chosen: current, setChosen, row: rows[at], marked, markedRows, mark, unmark, move }
}
