import { Button } from '@mantine/core'
import { useState } from 'react'
import { useCan, useFormat, useTexts } from '../../../../platform/web/index.ts'
import type { Card } from '../api.ts'
import styles from './card.module.css'
import { CorrectClient } from './correct-client.tsx'
import { cardTexts } from './texts.ts'

/** Who the deal's client is and how that is known; whoever may can say that it is somebody else. */
export function ClientPart({ deal }: { deal: Card }) {
  const t = useTexts(cardTexts)
  const format = useFormat()
  const can = useCan()
  const [correcting, setCorrecting] = useState(false)
  const contact = deal.contact?.startsWith('+') ? format.phone(deal.contact) : deal.contact
  return (
    <section>
      <div className={styles.head}>
        <h3>{t('client')}</h3>
        {can('deals.match') && !correcting ? (
          <Button variant="subtle" size="compact-xs" onClick={() => setCorrecting(true)}>
            {t('correct')}
          </Button>
        ) : null}
      </div>
      <p className={styles.client}>
        {deal.customer ? <span>{deal.customer.name ?? contact ?? '—'}</span> : <span>{contact ?? t('noClient')}</span>}
        <span className="lk-quiet">
          {[
            deal.customer?.name && contact,
            deal.basis ? t(deal.basis) : null,
            deal.customer || !contact || deal.basis === 'none' ? null : t('noClient').toLowerCase(),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </p>
      {correcting ? <CorrectClient deal={deal} onDone={() => setCorrecting(false)} /> : null}
    </section>
  )
}
