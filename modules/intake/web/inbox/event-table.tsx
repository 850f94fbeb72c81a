import { Badge } from '@mantine/core'
import { type Column, DataTable, defineTexts, useFormat, useTexts } from '../../../../platform/web/index.ts'
import type { InboxEvent } from '../api.ts'
import { reasonTexts, stateTexts } from '../words.ts'
import styles from './inbox.module.css'

const texts = defineTexts({
  at: { ru: 'Пришло', en: 'Came' },
  from: { ru: 'Откуда', en: 'From' },
  topic: { ru: 'Событие', en: 'Event' },
  subject: { ru: 'Об обращении', en: 'About' },
  state: { ru: 'Состояние', en: 'State' },
  reason: { ru: 'Причина', en: 'Reason' },
})

const colors = { waiting: 'yellow', applied: 'green', ignored: 'gray', failed: 'red' } as const

export function StateBadge({ state }: { state: InboxEvent['state'] }) {
  const name = useTexts(stateTexts)
  return <Badge color={colors[state]}>{name(state)}</Badge>
}

/** The reason in the reader's words, with what it is about as the sender would know it. */
export function ReasonText({ event }: { event: Pick<InboxEvent, 'reason'> }) {
  const reason = useTexts(reasonTexts)
  if (!event.reason) return null
  return (
    <>
      {reason(event.reason.code)}
      {event.reason.detail ? <span className="lk-quiet"> · {event.reason.detail}</span> : null}
    </>
  )
}

/** Events, newest first. */
export function EventTable({
  label,
  events,
  onOpen,
  onEnd,
}: {
  label: string
  events: readonly InboxEvent[]
  onOpen: (event: InboxEvent) => void
  onEnd: () => void
}) {
  const t = useTexts(texts)
  const format = useFormat()
  const time = (event: InboxEvent) => (
    <span className="lk-num">
      {format.date(event.receivedAt)}, {format.exactTime(event.receivedAt)}
    </span>
  )
  const columns: Column<InboxEvent>[] = [
    { key: 'at', title: t('at'), width: 150, cell: time },
    { key: 'state', title: t('state'), width: 130, cell: (event) => <StateBadge state={event.state} /> },
    { key: 'from', title: t('from'), cell: (event) => <span className={styles.name}>{event.endpointName}</span> },
    {
      key: 'topic',
      title: t('topic'),
      cell: (event) => event.topic,
      wideOnly: true,
    },
    {
      key: 'subject',
      title: t('subject'),
      cell: (event) => <code className={styles.clip}>{event.subject}</code>,
      wideOnly: true,
    },
    {
      key: 'reason',
      title: t('reason'),
      cell: (event) => (
        <span className={styles.clip}>
          <ReasonText event={event} />
        </span>
      ),
    },
  ]
  return (
    <DataTable
      label={label}
      columns={columns}
      rows={events}
      rowKey={(event) => event.id}
      onOpen={onOpen}
      onEnd={onEnd}
      keyboard="page"
      rowTone={(event) => (event.state === 'failed' ? 'act' : event.state === 'ignored' ? 'quiet' : undefined)}
      card={(event) => (
        <div className={styles.card}>
          <span className={styles.cardHead}>
            <strong>{event.endpointName}</strong>
            <StateBadge state={event.state} />
          </span>
          <span className="lk-quiet">
            {time(event)}
            {event.topic ? ` · ${event.topic}` : ''}
          </span>
          {event.state === 'failed' ? (
            <span className={styles.clip}>
              <ReasonText event={event} />
            </span>
          ) : null}
        </div>
      )}
    />
  )
}
