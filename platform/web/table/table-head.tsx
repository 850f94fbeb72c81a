import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { type Column, nextSort, type Sort } from './column.ts'
import styles from './data-table.module.css'

/** Headers; a sortable one is a button. */
export function TableHead<Row>({
  columns,
  sort,
  onSort,
  hidden,
}: {
  columns: readonly Column<Row>[]
  sort: Sort | null
  onSort: (sort: Sort) => void
  hidden: boolean
}) {
  return (
    <thead className={hidden ? styles.hiddenHead : undefined}>
      <tr>
        {columns.map((column) => {
          const sorted = sort?.key === column.key ? (sort.down ? 'descending' : 'ascending') : undefined
          return (
            <th
              key={column.key}
              scope="col"
              data-align={column.align}
              style={{ width: column.width }}
              aria-sort={sorted}
            >
              <span className={styles.headCell}>
                {column.sortBy ? (
                  <button type="button" onClick={() => onSort(nextSort(column, sort))}>
                    {column.title}
                    <SortMark sorted={sorted} />
                  </button>
                ) : (
                  column.title
                )}
                {column.explain}
              </span>
            </th>
          )
        })}
      </tr>
    </thead>
  )
}

function SortMark({ sorted }: { sorted: 'ascending' | 'descending' | undefined }) {
  if (!sorted) return null
  const Icon = sorted === 'descending' ? IconArrowDown : IconArrowUp
  return <Icon size={12} stroke={2} aria-hidden="true" />
}
