import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, type Ref, useEffect, useImperativeHandle, useMemo, useRef } from 'react'
import { defineTexts, usePhone, useTexts, useWorkspace } from '../../../../platform/web/index.ts'
import type { Item } from '../api.ts'
import { usePartyName } from '../parts/party.tsx'
import type { Classes } from '../use-classes.ts'
import { Day } from './day.tsx'
import { linesOf } from './lines.ts'
import styles from './list.module.css'
import { Row } from './row.tsx'
import { useArrivals } from './use-arrivals.ts'

const texts = defineTexts({
  list: { ru: 'Обращения', en: 'Interactions' },
  time: { ru: 'Время', en: 'Time' },
  client: { ru: 'Клиент', en: 'Client' },
  result: { ru: 'Итог', en: 'Result' },
  employee: { ru: 'Сотрудник', en: 'Employee' },
  origin: { ru: 'Источник', en: 'Source' },
  class: { ru: 'Класс', en: 'Class' },
  age: { ru: 'Ждёт', en: 'Waiting' },
  fresh: {
    ru: { one: '{count} новое', few: '{count} новых', many: '{count} новых' },
    en: { one: '{count} new', other: '{count} new' },
  },
})

export interface ListHandle {
  /** Brings a row into view. */
  show(index: number): void
}

interface ListProps {
  readonly rows: readonly Item[]
  readonly classes: Classes
  /** Days are told between the rows. */
  readonly byTime: boolean
  /** The last column tells how long each has waited instead of its class. */
  readonly ages?: boolean
  readonly chosen: string | null
  readonly marked: ReadonlySet<string>
  readonly markable: boolean
  readonly onMark: (id: string) => void
  readonly onOpen: (id: string) => void
  readonly onEnd: () => void
  /** How many came in while the reader was further down. */
  readonly held: number
  readonly onReading: (reading: boolean) => void
  readonly empty: ReactNode
  readonly foot?: ReactNode
  readonly ref?: Ref<ListHandle>
}

/** Thousands of rows of which only those in view are drawn, with the days between them. */
export function List({ rows, classes, byTime, chosen, onOpen, onEnd, onReading, held, ref, ...rest }: ListProps) {
  const t = useTexts(texts)
  const { timezone } = useWorkspace()
  const phone = usePhone()
  const scroller = useRef<HTMLDivElement>(null)
  const lines = useMemo(() => linesOf(rows, timezone, byTime), [rows, timezone, byTime])
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (lines[index]?.kind === 'day' ? 30 : phone ? 62 : 36),
    getItemKey: (index) => lines[index]?.key ?? index,
    overscan: 14,
    scrollPaddingStart: 40,
  })
  useImperativeHandle(ref, () => ({
    show: (index) => {
      const line = lines.findIndex((item) => item.kind === 'row' && item.index === index)
      if (line >= 0) virtual.scrollToIndex(line, { align: 'auto' })
    },
  }))
  const isNew = useArrivals(rows)
  const partyName = usePartyName()
  const drawn = virtual.getVirtualItems()
  const last = drawn.at(-1)?.index ?? 0
  useEffect(() => {
    if (last >= lines.length - 30) onEnd()
  }, [last, lines.length, onEnd])

  return (
    <div className={styles.frame}>
      {held > 0 ? (
        <button type="button" className={styles.pill} onClick={() => scroller.current?.scrollTo({ top: 0 })}>
          ↑ {t('fresh', { count: held })}
        </button>
      ) : null}
      <div
        ref={scroller}
        className={styles.scroller}
        onScroll={(event) => onReading(event.currentTarget.scrollTop > 12)}
      >
        {phone ? null : (
          <div className={styles.head} aria-hidden="true">
            <span />
            {(['time', 'client', 'result', 'employee', 'origin', rest.ages ? 'age' : 'class'] as const).map((name) => (
              <span key={name} data-wide={name === 'employee' || name === 'origin' || undefined}>
                {t(name)}
              </span>
            ))}
          </div>
        )}
        {rows.length === 0 ? rest.empty : null}
        <ol aria-label={t('list')} className={styles.rows} style={{ height: virtual.getTotalSize() }}>
          {drawn.map(({ index, start, size }) => {
            const line = lines[index]
            if (!line) return null
            const place = { transform: `translateY(${start}px)`, height: size }
            if (line.kind === 'day') {
              return (
                <li key={line.key} className={styles.day} style={place}>
                  <Day day={line.day} />
                </li>
              )
            }
            const { item } = line
            const isChosen = chosen === item.id
            return (
              <li
                key={line.key}
                className={styles.row}
                style={place}
                data-chosen={isChosen || undefined}
                data-new={isNew(item.id) || undefined}
                data-direction={item.direction}
                data-act={item.followUp?.kind === 'waiting' || undefined}
              >
                <button
                  type="button"
                  className={styles.open}
                  aria-label={partyName(item.party).main}
                  aria-current={isChosen || undefined}
                  tabIndex={isChosen || (chosen === null && line.index === 0) ? 0 : -1}
                  onClick={() => onOpen(item.id)}
                />
                <Row
                  item={item}
                  class={item.classId ? classes.byId.get(item.classId) : undefined}
                  ages={rest.ages === true}
                  marked={rest.marked.has(item.id)}
                  markable={rest.markable}
                  onMark={() => rest.onMark(item.id)}
                />
              </li>
            )
          })}
        </ol>
        {rest.foot}
      </div>
    </div>
  )
}
