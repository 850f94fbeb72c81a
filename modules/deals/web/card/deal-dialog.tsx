import { IconExternalLink } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Dialog, Loaded, useFormat, useTexts, useWorkspace } from '../../../../platform/web/index.ts'
import { api, type Card } from '../api.ts'
import { SystemMark, useSystemName } from '../system-mark.tsx'
import { texts } from '../texts.ts'
import styles from './card.module.css'
import { ClientPart } from './client-part.tsx'
import { Interactions } from './interactions.tsx'
import { Products } from './products.tsx'
import { Stages } from './stages.tsx'
import { cardTexts } from './texts.ts'

/** One deal: where it lives, whose it is, the stages that it passed, what it is about, and how its client came. */
export function DealDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const query = useQuery(api.read.queryOptions({ input: { workspace: slug, id } }))
  const title = query.data ? (query.data.name ?? `${t('deal')} ${query.data.externalId}`) : t('deal')
  return (
    <Dialog opened onClose={onClose} title={title} size="lg">
      <Loaded query={query} rows={8}>
        {(deal) => (
          <div className={styles.card}>
            <Facts deal={deal} />
            <ClientPart key={`${deal.id} ${deal.customer?.id} ${deal.basis}`} deal={deal} />
            <Interactions deal={deal} />
            <Stages deal={deal} />
            <Products deal={deal} />
          </div>
        )}
      </Loaded>
    </Dialog>
  )
}

function Facts({ deal }: { deal: Card }) {
  const t = useTexts(cardTexts)
  const format = useFormat()
  const systemName = useSystemName()
  return (
    <section>
      <p className={styles.place}>
        <SystemMark system={deal.system} />
        <span className="lk-quiet">№ {deal.externalId}</span>
        {deal.url ? (
          <a href={deal.url} target="_blank" rel="noreferrer">
            {t('openIn', { system: systemName(deal.system) })}{' '}
            <IconExternalLink size={13} stroke={1.7} aria-hidden="true" />
          </a>
        ) : null}
      </p>
      <dl className={styles.facts}>
        <dt>{t('amount')}</dt>
        <dd className="lk-num">{format.money(deal.amount, deal.currency)}</dd>
        <dt>{t('stage')}</dt>
        <dd>
          {[deal.pipeline, deal.stage].filter(Boolean).join(' · ')}{' '}
          <span className="lk-quiet">{t(`outcome_${deal.outcome}`)}</span>
        </dd>
        {deal.lostReason ? (
          <>
            <dt>{t('lostReason')}</dt>
            <dd>{deal.lostReason}</dd>
          </>
        ) : null}
        <dt>{t('origin')}</dt>
        <dd>
          {deal.origin.length > 0 ? deal.origin.join(' › ') : <span className="lk-quiet">{t('originUnknown')}</span>}
          {deal.originFrom === 'interaction' ? <span className="lk-quiet"> {t('originOfClient')}</span> : null}
        </dd>
        <dt>{t('responsible')}</dt>
        <dd>{deal.responsible ?? '—'}</dd>
        <dt>{t('created')}</dt>
        <dd className="lk-num">{format.date(deal.createdOn)}</dd>
        {deal.closedOn ? (
          <>
            <dt>{t('closed')}</dt>
            <dd className="lk-num">{format.date(deal.closedOn)}</dd>
          </>
        ) : null}
      </dl>
    </section>
  )
}
