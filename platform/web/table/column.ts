import type { ReactNode } from 'react'

export interface Column<Row> {
  readonly key: string
  readonly title: ReactNode
  /** Stands beside the title: an `<Explain>`. */
  readonly explain?: ReactNode
  /** Figures stand at the end, words at the start (the default). */
  readonly align?: 'start' | 'end' | 'center'
  /** CSS width; left out, the browser decides. */
  readonly width?: string | number
  readonly cell: (row: Row) => ReactNode
  /** Makes the column sortable. Null stays last in both directions. */
  readonly sortBy?: (row: Row) => number | string | null
  /** The cell of the totals row. */
  readonly total?: ReactNode
  /** Left out on phones. */
  readonly wideOnly?: boolean
}

export interface Sort {
  readonly key: string
  readonly down: boolean
}

const collator = new Intl.Collator(['ru', 'en'], { numeric: true })

/** Rows in the order of a column. Equal rows keep their order; rows without a value come last. */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sort: Sort | null,
): readonly Row[] {
  const by = sort && columns.find((column) => column.key === sort.key)?.sortBy
  if (!sort || !by) return rows
  const sign = sort.down ? -1 : 1
  return rows
    .map((row) => ({ row, value: by(row) }))
    .sort((a, b) => {
      if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null)
      return typeof a.value === 'number' && typeof b.value === 'number'
        ? sign * (a.value - b.value)
        : sign * collator.compare(String(a.value), String(b.value))
    })
    .map(({ row }) => row)
}

/** What a click on a header asks for: figures begin with the largest, words with А. */
export function nextSort<Row>(column: Column<Row>, sort: Sort | null): Sort {
  if (sort?.key === column.key) return { key: column.key, down: !sort.down }
  return { key: column.key, down: column.align === 'end' }
}
