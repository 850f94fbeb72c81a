import type { ReactNode } from 'react'
import {
  type Column,
  DataTable,
  FigureLink,
  Panel,
  useFormat,
  useInteractionsLink,
  useTexts,
} from '../../../platform/web/index.ts'
import type { Deal } from '../contract.ts'
import styles from './deals.module.css'
import { useSystemName } from './system-mark.tsx'
import { texts } from './texts.ts'

/** A date stays on one line. */
const unbroken = (text: string) => text.replaceAll(' ', '\u00A0')

/** Deals, newest first; the client's interactions are one click away. */
export function DealTable({
  deals,
  more,
  onOpen,
}: {
  deals: readonly Deal[]
  more?: ReactNode
  onOpen: (deal: Deal) => void
}) {
  const t = useTexts(texts)
  const format = useFormat()
  const link = useInteractionsLink()
  const nameOf = useSystemName()
  const columns: Column<Deal>[] = [
    {
      key: 'deal',
      title: t('deal'),
      cell: (deal) => (
        <span className={styles.name}>
          <span>{deal.name ?? deal.externalId}</span>
          <span className={styles.second}>
            {[nameOf(deal.system), deal.name ? deal.externalId : null].filter(Boolean).join(' · ')}
          </span>
        </span>
      ),
    },
    {
      key: 'stage',
      title: t('stage'),
      cell: (deal) => (
        <span className={`${styles.outcome} ${styles.name}`} data-outcome={deal.outcome}>
          {deal.stage}
          {deal.pipeline ? <span className={styles.second}>{deal.pipeline}</span> : null}
        </span>
      ),
    },
    {
      key: 'amount',
      title: t('amount'),
      align: 'end',
      cell: (deal) => format.money(deal.amount, deal.currency),
      sortBy: (deal) => deal.amount,
    },
    {
      key: 'client',
      title: t('client'),
      cell: (deal) => (
        <span className={styles.name}>
          <span>
            {deal.customer?.name ??
              (deal.contact?.startsWith('+') ? format.phone(deal.contact) : (deal.contact ?? '—'))}
          </span>
          {deal.customer ? (
            <FigureLink href={link({ customer: deal.customer.id })}>
              {t('interactions', { count: deal.customer.interactions })}
            </FigureLink>
          ) : (
            <span className={styles.second}>{t('noClient')}</span>
          )}
        </span>
      ),
    },
    { key: 'responsible', title: t('responsible'), cell: (deal) => deal.responsible ?? '—' },
    { key: 'source', title: t('source'), cell: (deal) => deal.origin.join(' › ') || '—', wideOnly: true },
    {
      key: 'created',
      title: t('createdOn'),
      cell: (deal) => <span className="lk-num">{format.date(deal.createdOn)}</span>,
      sortBy: (deal) => deal.createdOn,
    },
    {
      key: 'closed',
      title: t('closedOn'),
      cell: (deal) => <span className="lk-num">{format.date(deal.closedOn)}</span>,
      sortBy: (deal) => deal.closedOn,
    },
  ]
  return (
    <Panel flush>
      <DataTable
        label={t('title')}
        rows={deals}
        rowKey={(deal) => deal.id}
        columns={columns}
        onOpen={onOpen}
        foot={more}
        rowHeight={50}
        card={(deal) => (
          <span className={styles.name}>
            <strong>{deal.name ?? deal.externalId}</strong>
            <span>
              {deal.stage} · {format.money(deal.amount, deal.currency)}
            </span>
            <span className={styles.second}>
              {[nameOf(deal.system), deal.responsible, deal.origin.join(' › '), unbroken(format.date(deal.createdOn))]
                .filter(Boolean)
                .join(' · ')}
            </span>
            {deal.customer ? (
              <FigureLink href={link({ customer: deal.customer.id })}>
                {t('interactions', { count: deal.customer.interactions })}
              </FigureLink>
            ) : null}
          </span>
        )}
      />
    </Panel>
  )
}
