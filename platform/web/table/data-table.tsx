import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'
import { usePhone } from '../parts/use-phone.ts'
import { type Column, type Sort, sortRows } from './column.ts'
import styles from './data-table.module.css'
import { TableHead } from './table-head.tsx'
import { useEdges } from './use-edges.ts'
import { useRowKeys } from './use-row-keys.ts'

export interface DataTableProps<Row> {
  /** What the table is, for those who hear it. */
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  readonly defaultSort?: Sort
  /** A click on a row or Enter. */
  readonly onOpen?: (row: Row) => void
  /** Other keys on the chosen row: return true when it was understood. */
  readonly onRowKey?: (row: Row, event: KeyboardEvent | globalThis.KeyboardEvent) => boolean
  /** Called with the row that the keyboard or a click has chosen. */
  readonly onChoose?: (row: Row) => void
  /** `page`: the screen is this list, j and k work at once. */
  readonly keyboard?: 'table' | 'page'
  /** A row as a card on phones; left out, the table scrolls sideways under a fixed first column. */
  readonly card?: (row: Row) => ReactNode
  /** CSS height at which the table scrolls by itself. More than 80 rows always do, and only what is seen is drawn. */
  readonly maxHeight?: string
  /** Row height in px, for drawing only what is seen. */
  readonly rowHeight?: number
  readonly cardHeight?: number
  /** Called when the last rows come into view. */
  readonly onEnd?: () => void
  /** Marks a row: `act` (somebody must act), `quiet`, `new` (has just come in). */
  readonly rowTone?: (row: Row) => 'act' | 'look' | 'quiet' | 'new' | undefined
  /** Shown instead of rows. */
  readonly empty?: ReactNode
  /** Stands below the last row. */
  readonly foot?: ReactNode
}

const insideControl = (event: MouseEvent) =>
  event.target instanceof Element &&
  event.target.closest('a, button, input, select, textarea, label, [data-explain]') !== null

/** The one table of the product: dense, sortable, with totals, drawn in part when long, walked through with the keyboard. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, rowKey, onOpen, onRowKey, onChoose, card, onEnd, rowTone } = props
  const phone = usePhone()
  const cards = phone && card !== undefined
  const [sort, setSort] = useState<Sort | null>(props.defaultSort ?? null)
  const rows = useMemo(() => sortRows(props.rows, columns, sort), [props.rows, columns, sort])
  const shown = useMemo(() => columns.filter((column) => !(phone && column.wideOnly)), [columns, phone])
  const long = rows.length > 80
  const scroller = useRef<HTMLDivElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  useEdges(frame, scroller)
  const id = useId()
  const interactive = Boolean(onOpen || onRowKey)

  const virtual = useVirtualizer({
    count: rows.length,
    enabled: long,
    getScrollElement: () => scroller.current,
    estimateSize: () => (cards ? (props.cardHeight ?? 84) : (props.rowHeight ?? 33)),
    getItemKey: (index) => {
      const row = rows[index]
      return row ? rowKey(row) : index
    },
    overscan: 12,
    scrollPaddingStart: 34,
  })
  const show = useCallback(
    (index: number) => {
      if (long) virtual.scrollToIndex(index, { align: 'auto' })
      else document.getElementById(`${id}-${index}`)?.scrollIntoView({ block: 'nearest' })
    },
    [long, virtual, id],
  )
  const keys = useRowKeys({ rows, rowKey, onOpen, onRowKey, show, wholePage: props.keyboard === 'page' })

  // A table that is walked by keyboard is a grid; a plain one stays a table.
  const grid = interactive
    ? {
        tabIndex: 0,
        role: 'grid',
        'aria-activedescendant': keys.at >= 0 ? `${id}-${keys.at}` : undefined,
        onKeyDown: keys.onKeyDown,
      }
    : { tabIndex: 0 }
  const items = long ? virtual.getVirtualItems() : rows.map((_, index) => ({ index, start: 0, end: 0 }))
  const before = long ? (items[0]?.start ?? 0) : 0
  const after = long ? virtual.getTotalSize() - (items.at(-1)?.end ?? 0) : 0
  const lastSeen = items.at(-1)?.index ?? -1
  useEffect(() => {
    if (long && lastSeen >= rows.length - 20) onEnd?.()
  }, [long, lastSeen, rows.length, onEnd])
  const chosenRow = rows[keys.at]
  useEffect(() => {
    if (chosenRow) onChoose?.(chosenRow)
  }, [chosenRow, onChoose])

  if (rows.length === 0 && props.empty) return <>{props.empty}</>
  return (
    <div ref={frame} className={styles.frame}>
      <div
        ref={scroller}
        className={styles.scroller}
        style={{ maxHeight: props.maxHeight ?? (long ? 'max(360px, calc(100dvh - 208px))' : undefined) }}
      >
        <table
          className={styles.table}
          data-cards={cards || undefined}
          aria-label={props.label}
          aria-rowcount={long ? rows.length + 1 : undefined}
          {...grid}
        >
          <TableHead columns={shown} sort={sort} onSort={setSort} hidden={cards} />
          <tbody>
            {before > 0 ? <Gap height={before} /> : null}
            {items.map(({ index }) => {
              const row = rows[index]
              if (row === undefined) return null
              return (
                <tr
                  key={rowKey(row)}
                  id={`${id}-${index}`}
                  ref={long && cards ? virtual.measureElement : undefined}
                  data-index={index}
                  data-tone={rowTone?.(row)}
                  data-chosen={keys.at === index || undefined}
                  data-opens={onOpen ? true : undefined}
                  aria-selected={interactive ? keys.at === index : undefined}
                  aria-rowindex={long ? index + 2 : undefined}
                  onClick={(event) => {
                    if (!interactive || insideControl(event)) return
                    keys.setChosen(rowKey(row))
                    onOpen?.(row)
                  }}
                >
                  {cards ? (
                    <td colSpan={shown.length}>{card(row)}</td>
                  ) : (
                    shown.map((column) => (
                      <td
                        key={column.key}
                        data-align={column.align}
                        className={column.align === 'end' ? 'lk-num' : undefined}
                      >
                        {column.cell(row)}
                      </td>
                    ))
                  )}
                </tr>
              )
            })}
            {after > 0 ? <Gap height={after} /> : null}
          </tbody>
          {!cards && shown.some((column) => column.total !== undefined) ? (
            <tfoot>
              <tr>
                {shown.map((column) => (
                  <td
                    key={column.key}
                    data-align={column.align}
                    className={column.align === 'end' ? 'lk-num' : undefined}
                  >
                    {column.total}
                  </td>
                ))}
              </tr>
            </tfoot>
          ) : null}
        </table>
        {props.foot}
      </div>
    </div>
  )
}

const Gap = ({ height }: { height: number }) => (
  <tr className={styles.gap}>
    <td style={{ height }} />
  </tr>
)
