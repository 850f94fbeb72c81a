import { useQuery } from '@tanstack/react-query'
import { defineTexts, useCan, useTexts, useWorkspace } from '../../../../platform/web/index.ts'
import { api, type Card } from '../api.ts'
import { ClassPicker } from '../classes/class-picker.tsx'
import { useClassKeys } from '../classes/use-class-keys.ts'
import { ClassTag } from '../parts/class-tag.tsx'
import { useClasses } from '../use-classes.ts'
import { useSetClass } from '../use-set-class.ts'
import styles from './card.module.css'
import { Story } from './story.tsx'
import { Timeline } from './timeline.tsx'

const texts = defineTexts({
  class: { ru: 'Класс', en: 'Class' },
  keys: { ru: 'Одна клавиша ставит класс', en: 'One key gives the class' },
})

interface BesideProps {
  readonly id: string
  /** The talk is over: the class can be given, with one key too. */
  readonly over: boolean
  readonly onOpen: (id: string) => void
}

/** What the record knows beside a talk that goes on elsewhere: its way here, its class, and the client's history. Nothing where it is out of reach. */
export function InteractionBeside({ id, over, onOpen }: BesideProps) {
  const { slug } = useWorkspace()
  const { data: card } = useQuery(api.read.queryOptions({ input: { workspace: slug, id }, retry: false }))
  if (!card) return null
  return (
    <>
      {over ? <ClassPart card={card} /> : null}
      <Story card={card} />
      {card.customer ? <Timeline customer={card.customer} current={card.id} onOpen={onOpen} /> : null}
    </>
  )
}

function ClassPart({ card }: { card: Card }) {
  const t = useTexts(texts)
  const can = useCan()
  const { byId } = useClasses()
  const { set } = useSetClass()
  const may = can('classes.set')
  useClassKeys([card], may)
  return (
    <section className={styles.part}>
      <div className={styles.classLine}>
        <h3>{t('class')}</h3>
        <ClassTag item={card.classId ? byId.get(card.classId) : undefined} missing />
        {may && !card.classId ? <span className="lk-quiet">{t('keys')}</span> : null}
      </div>
      {may ? <ClassPicker chosen={card.classId} onPick={(classId) => set([card], classId)} /> : null}
    </section>
  )
}
