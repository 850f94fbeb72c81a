import { defineTexts, useFormat, useTexts } from '../../../platform/web/index.ts'
import type { Dispute } from './api.ts'
import { ClassWord } from './class-word.tsx'
import styles from './classification.module.css'

const texts = defineTexts({
  entries: { ru: 'Ход спора', en: 'The course of the dispute' },
  opened: { ru: 'оспорил(а) класс, предлагает', en: 'disputes the class, proposes' },
  wrote: { ru: 'пишет', en: 'writes' },
  offered: { ru: 'предлагает', en: 'proposes' },
  accepted: { ru: 'соглашается на', en: 'agrees to' },
  escalated: { ru: 'передаёт директору', en: 'hands it to the director' },
  timeOver: { ru: 'Срок истёк, спор передан директору', en: 'Time is over: handed to the director' },
  decided: { ru: 'решает', en: 'decides' },
  withdrawn: { ru: 'отзывает спор', en: 'takes the dispute back' },
  reopened: { ru: 'открывает спор снова, предлагает', en: 'opens it again, proposes' },
  class_set: { ru: 'меняет класс на', en: 'gives the class' },
})

/** What was said and done in a dispute, in its order. */
export function Entries({ entries }: { entries: Dispute['entries'] }) {
  const t = useTexts(texts)
  const format = useFormat()
  return (
    <ol className={styles.entries} aria-label={t('entries')}>
      {entries.map(({ seq, at, kind, party, author, classId, text }) => (
        <li key={seq} data-party={party ?? undefined}>
          <div className={styles.said}>
            {kind === 'escalated' && party === null ? (
              <span>{t('timeOver')}</span>
            ) : (
              <>
                <b>{author}</b>
                <span>{t(kind)}</span>
                {classId || kind === 'class_set' ? <ClassWord id={classId} /> : null}
              </>
            )}
            <span className="lk-quiet">{format.dateTime(at)}</span>
          </div>
          {text ? <p>{text}</p> : null}
        </li>
      ))}
    </ol>
  )
}
