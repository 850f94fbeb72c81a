import { useQuery } from '@tanstack/react-query'
import { defineTexts, useCan, useFormat, useTexts, useWorkspace } from '../../../platform/web/index.ts'
import type { Card } from '../../interactions/web/index.ts'
import { api } from './api.ts'
import { CheckActions } from './check-actions.tsx'
import styles from './classification.module.css'
import { DisputePart } from './dispute-part.tsx'

const texts = defineTexts({
  title: { ru: 'Проверка класса', en: 'Check of the class' },
  checked: { ru: 'Маркетинг согласен с классом', en: 'Marketing agrees with the class' },
  ask: { ru: 'Класс верен?', en: 'Is the class right?' },
})

/** Marketing's word on the class of an interaction, and the dispute about it; nothing where there is neither. */
export default function ClassReviewPart({ card }: { card: Card }) {
  const t = useTexts(texts)
  const can = useCan()
  const format = useFormat()
  const { slug } = useWorkspace()
  const { data } = useQuery({
    ...api.review.queryOptions({ input: { workspace: slug, interaction: card.id } }),
    enabled: can('disputes.read'),
  })
  if (!data) return null
  const { checked, dispute, checkable } = data
  const { classId } = card
  const running = dispute && (dispute.state === 'open' || dispute.state === 'escalated')
  const checks = can('classes.check') && checkable && classId !== null && !running && dispute?.state !== 'settled'
  if (!dispute && !checked && !checks) return null
  return (
    <section className={styles.part}>
      <h3>{t('title')}</h3>
      {checked ? (
        <p className={styles.line}>
          <span className={styles.state} data-tone="fine">
            {t('checked')}
          </span>
          <span className="lk-quiet">{[checked.by, format.dateTime(checked.at)].filter(Boolean).join(' · ')}</span>
        </p>
      ) : null}
      {checks ? (
        <div className={styles.line}>
          {checked ? null : <span>{t('ask')}</span>}
          <CheckActions key={`${card.id} ${classId}`} id={card.id} classId={classId} agreed={checked !== null} />
        </div>
      ) : null}
      {dispute ? <DisputePart dispute={dispute} acts={data.acts} /> : null}
    </section>
  )
}
