import { defineTexts, useActorName, useFormat, useTexts } from '../../../../platform/web/index.ts'
import type { Card } from '../api.ts'
import { ClassTag } from '../parts/class-tag.tsx'
import { useClasses } from '../use-classes.ts'
import styles from './card.module.css'

const texts = defineTexts({
  title: { ru: 'История класса', en: 'History of the class' },
  entry: { ru: 'запись № {seq} в журнале', en: 'entry {seq} of the log' },
  hash: { ru: 'хеш {hash}', en: 'hash {hash}' },
})

/** Who gave which class and when, out of the log that nobody can change unseen. */
export function ClassHistory({ history }: { history: Card['classHistory'] }) {
  const t = useTexts(texts)
  const format = useFormat()
  const nameOf = useActorName()
  const { byId } = useClasses()
  if (history.length === 0) return null
  return (
    <section className={styles.part}>
      <h3>{t('title')}</h3>
      <ol className={styles.history}>
        {history.map((entry) => (
          <li
            key={entry.seq}
            title={`${t('entry', { seq: entry.seq })} · ${t('hash', { hash: entry.hash.slice(0, 16) })}`}
          >
            <span className={styles.historyChange}>
              {entry.before ? (
                <>
                  <ClassTag item={byId.get(entry.before)} />
                  <span className="lk-quiet">→</span>
                </>
              ) : null}
              <ClassTag item={entry.after ? byId.get(entry.after) : undefined} missing />
            </span>
            <span className="lk-quiet">
              {nameOf(entry.actor)} · <span className="lk-num">{format.dateTime(entry.at)}</span>
              {entry.reason ? ` · ${entry.reason}` : ''}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
