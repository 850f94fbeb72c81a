import { Checkbox } from '@mantine/core'
import { defineTexts, useFormat, usePhone, useTexts } from '../../../../platform/web/index.ts'
import type { Class, Item } from '../api.ts'
import { ClassTag } from '../parts/class-tag.tsx'
import { KindIcon } from '../parts/kind-icon.tsx'
import { Origin } from '../parts/origin.tsx'
import { Party } from '../parts/party.tsx'
import { Result } from '../parts/result.tsx'
import { recordTexts } from '../texts.ts'
import styles from './list.module.css'

const texts = defineTexts({ mark: { ru: 'Отметить', en: 'Mark' } })

interface RowProps {
  readonly item: Item
  readonly class: Class | undefined
  /** Tells how long it has waited instead of its class. */
  readonly ages: boolean
  readonly marked: boolean
  readonly markable: boolean
  readonly onMark: () => void
}

/** One interaction as a line of the list; on a phone as two. */
export function Row(props: RowProps) {
  return usePhone() ? <PhoneRow {...props} /> : <WideRow {...props} />
}

function WideRow({ item, marked, markable, onMark, ...rest }: RowProps) {
  const format = useFormat()
  const t = useTexts(texts)
  const words = useTexts(recordTexts)
  return (
    <>
      <span className={styles.mark} data-marked={marked || undefined} data-markable={markable || undefined}>
        {markable ? <Checkbox checked={marked} onChange={onMark} aria-label={t('mark')} tabIndex={-1} /> : null}
        <KindIcon item={item} />
      </span>
      <span className={`${styles.time} lk-num`}>{format.time(item.startedAt)}</span>
      <span className={styles.cell}>
        <Party party={item.party} short={item.subject !== null} />
        {item.subject ? <span className={styles.subject}>{item.subject}</span> : null}
      </span>
      <span className={styles.cell}>
        <Result item={item} />
      </span>
      <span className={styles.cell} data-wide>
        {item.employee?.name ?? <span className="lk-quiet">{item.line ?? ''}</span>}
      </span>
      <span className={styles.cell} data-wide>
        <Origin origin={item.origin} />
      </span>
      <span className={styles.cell}>
        {item.isTest ? <span className={styles.test}>{words('test')}</span> : null}
        <Last item={item} {...rest} />
      </span>
    </>
  )
}

function PhoneRow({ item, ...rest }: RowProps) {
  const format = useFormat()
  return (
    <span className={styles.phoneRow}>
      <KindIcon item={item} size={20} />
      <span className={styles.phoneMain}>
        <Party party={item.party} />
        <span className={styles.phoneLine}>
          <Result item={item} />
          {item.employee ? <span className="lk-quiet">{item.employee.name}</span> : null}
        </span>
      </span>
      <span className={styles.phoneEnd}>
        <span className="lk-quiet lk-num">{format.time(item.startedAt)}</span>
        <Last item={item} {...rest} />
      </span>
    </span>
  )
}

/** The last cell: the class, or in the queue of those without one how long each has waited. */
function Last({ item, ages, ...rest }: Pick<RowProps, 'item' | 'class' | 'ages'>) {
  if (ages) return <Age since={item.endedAt ?? item.startedAt} />
  return <ClassTag item={rest.class} missing={waitsForClass(item)} />
}

/** Under the heading «Ждёт» a length of time; on a phone, which has no headings, words that stand alone. */
function Age({ since }: { since: string }) {
  const format = useFormat()
  const phone = usePhone()
  const minutes = Math.max(1, Math.floor((Date.now() - Date.parse(since)) / 60_000))
  return <span className="lk-quiet lk-num">{phone ? format.ago(since) : format.duration(minutes * 60)}</span>
}

/** As on the server: a client came, it is over, and there was something to hear or to read. */
export const waitsForClass = (item: Item): boolean =>
  item.classId === null &&
  item.direction === 'inbound' &&
  item.state === 'finished' &&
  !item.isTest &&
  (item.kind !== 'call' || item.outcome === 'talked')
