import { useFormat, useTexts } from '../../../platform/web/index.ts'
import type { Dispute, Review } from './api.ts'
import { ClassWord } from './class-word.tsx'
import styles from './classification.module.css'
import { DisputeActions } from './dispute-actions.tsx'
import { Entries } from './entries.tsx'
import { awaitsOf, rightOf, words } from './texts.ts'

/** A dispute on the card: what each side says, what was written, and what the reader can do. */
export function DisputePart({ dispute, acts }: { dispute: Dispute; acts: Review['acts'] }) {
  const t = useTexts(words)
  return (
    <>
      <p className={styles.line}>
        <DisputeStanding dispute={dispute} />
      </p>
      <dl className={styles.claims} style={{ marginTop: 8 }}>
        <dt>{t('sales')}</dt>
        <dd>
          <Claim claim={dispute.salesClassId} offer={dispute.salesOfferId} />
        </dd>
        <dt>{t('marketing')}</dt>
        <dd>
          <Claim claim={dispute.marketingClassId} offer={dispute.marketingOfferId} />
        </dd>
      </dl>
      <Entries entries={dispute.entries} />
      <DisputeActions dispute={dispute} acts={acts} />
    </>
  )
}

/** What a side said, and what it would take by now. */
function Claim({ claim, offer }: { claim: string | null; offer: string | null }) {
  if (claim === offer) return <ClassWord id={claim} />
  return (
    <>
      <s>
        <ClassWord id={claim} />
      </s>
      <span aria-hidden="true">→</span>
      <ClassWord id={offer} />
    </>
  )
}

/** Where a dispute stands, in words: who has to answer until when, or who was right. */
export function DisputeStanding({ dispute }: { dispute: Omit<Dispute, 'entries'> }) {
  const t = useTexts(words)
  const format = useFormat()
  const { state, outcome, settlement, awaits, dueAt, closedAt } = dispute
  if (state === 'settled') {
    return (
      <>
        <span className={styles.state} data-tone="fine">
          {outcome ? t(rightOf[outcome]) : t('settled')}
        </span>
        <ClassWord id={dispute.settledClassId} />
        <span className="lk-quiet">
          {[settlement && t(settlement), format.dateTime(closedAt)].filter(Boolean).join(' · ')}
        </span>
      </>
    )
  }
  if (state === 'withdrawn') {
    return (
      <>
        <span className={styles.state}>{t('withdrawn')}</span>
        <span className="lk-quiet">{format.dateTime(closedAt)}</span>
      </>
    )
  }
  return (
    <>
      <span className={styles.state} data-tone={state === 'escalated' ? 'act' : 'look'}>
        {awaits ? t(awaitsOf[awaits]) : t(state)}
      </span>
      <span className="lk-quiet">
        {state === 'escalated'
          ? t('overdue', { time: format.dateTime(dueAt) })
          : t('due', { time: format.dateTime(dueAt) })}
      </span>
    </>
  )
}
