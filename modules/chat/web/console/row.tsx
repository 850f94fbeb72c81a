import { IconUser } from '@tabler/icons-react'
import { useFormat, useTexts } from '../../../../platform/web/index.ts'
import type { Row } from '../api.ts'
import { chatTexts } from '../texts.ts'
import styles from './console.module.css'
import { useClock } from './use-clock.ts'

/** How a client is called: by name, number, address, or as one of many. */
export function useClientName(): (row: Row) => string {
  const t = useTexts(chatTexts)
  const format = useFormat()
  return ({ visitor }) =>
    visitor.name ??
    (visitor.phone ? format.phone(visitor.phone) : null) ??
    visitor.email ??
    `${t('visitor')} ${visitor.id.slice(-4)}`
}

/** The clock of today, the day of what is older. */
const whenOf = (at: string, format: ReturnType<typeof useFormat>): string =>
  format.date(at) === format.date(new Date()) ? format.time(at) : format.date(at)

/** Minutes after which an answer is late: yellow, then red. */
const lookAfter = 60
const actAfter = 300

/** One dialogue in the list: who, what was said last, how long they wait. */
export function ListRow({ row, chosen, onOpen }: { row: Row; chosen: boolean; onOpen: (id: string) => void }) {
  const t = useTexts(chatTexts)
  const format = useFormat()
  const nameOf = useClientName()
  const now = useClock(row.waitingSince !== null)
  const waits = row.waitingSince ? (now - Date.parse(row.waitingSince)) / 1000 : null
  return (
    <li>
      <button
        type="button"
        className={styles.row}
        data-dialogue={row.id}
        aria-current={chosen || undefined}
        onClick={() => onOpen(row.id)}
      >
        <span className={styles.face} data-here={row.visitor.here || undefined}>
          <IconUser size={18} stroke={1.6} aria-hidden />
        </span>
        <span className={styles.rowText}>
          <span className={styles.rowName}>
            <b>{nameOf(row)}</b>
            <span className="lk-num lk-quiet">{whenOf(row.lastAt, format)}</span>
          </span>
          <span className={styles.rowLast}>
            {row.lastAuthor === 'employee' ? <span className="lk-quiet">→ </span> : null}
            {row.lastText}
          </span>
          <span className={styles.rowMarks}>
            <span className="lk-quiet">{row.employee?.name ?? row.department?.name ?? t('nobody')}</span>
            {waits !== null ? (
              <span
                className={styles.waits}
                data-tone={waits > actAfter ? 'act' : waits > lookAfter ? 'look' : undefined}
              >
                {t('waits', { time: format.duration(Math.max(0, waits)) })}
              </span>
            ) : null}
            {row.rating ? <span className="lk-num">★ {row.rating.score}</span> : null}
          </span>
        </span>
        {row.unread > 0 ? <span className={`${styles.unread} lk-num`}>{row.unread}</span> : null}
      </button>
    </li>
  )
}
