import { useQuery } from '@tanstack/react-query'
import { defineTexts, useFormat, useTexts, useWorkspace } from '../../../platform/web/index.ts'
import type { Card } from '../../interactions/web/index.ts'
import { api } from './api.ts'
import { words } from './texts.ts'
import { VisitStory } from './visit-story.tsx'
import styles from './visits.module.css'

const texts = defineTexts({
  title: { ru: 'Посещение сайта', en: 'Visit to the site' },
})

/** On the card of an interaction: the visit that led to it. Nothing where it is not known any more. */
export default function CardVisit({ card }: { card: Card }) {
  const t = useTexts(texts)
  const word = useTexts(words)
  const format = useFormat()
  const { slug } = useWorkspace()
  const { data: visit } = useQuery(api.visits.ofInteraction.queryOptions({ input: { workspace: slug, id: card.id } }))
  if (!visit) return null
  return (
    <section className={styles.cardPart}>
      <h3>
        {t('title')}{' '}
        <span className="lk-quiet">
          {visit.siteName} · {format.dateTime(visit.startedAt)} · {word('pages', { count: visit.pages })}
        </span>
      </h3>
      <VisitStory visit={visit} />
    </section>
  )
}
