import { Badge, Button, Group, Stack } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import {
  type Column,
  DataTable,
  Dialog,
  defineTexts,
  Empty,
  ErrorState,
  Loading,
  toast,
  toastError,
  useFormat,
  useTexts,
  useWorkspace,
} from '../../../platform/web/index.ts'
import { api, type Delivery, type Subscription } from './api.ts'
import styles from './hooks.module.css'
import { eventNames, eventTexts } from './words.ts'

const texts = defineTexts({
  title: { ru: 'Доставки: {name}', en: 'Deliveries: {name}' },
  at: { ru: 'Когда', en: 'When' },
  event: { ru: 'Событие', en: 'Event' },
  state: { ru: 'Состояние', en: 'State' },
  answer: { ru: 'Ответ', en: 'Answer' },
  attempts: { ru: 'Попыток', en: 'Attempts' },
  waiting: { ru: 'ждёт', en: 'waiting' },
  delivered: { ru: 'доставлено', en: 'delivered' },
  failed: { ru: 'не доставлено', en: 'given up' },
  ms: { ru: '{ms} мс', en: '{ms} ms' },
  again: { ru: 'Повторить не доставленные', en: 'Try the failed ones again' },
  queued: {
    ru: { one: 'В очереди {count} сообщение', few: 'В очереди {count} сообщения', many: 'В очереди {count} сообщений' },
    en: { one: '{count} message waits', other: '{count} messages wait' },
  },
  empty: { ru: 'Сообщений ещё не было', en: 'No messages yet' },
  more: { ru: 'Показать раньше', en: 'Show earlier' },
})

const colors = { waiting: 'yellow', delivered: 'green', failed: 'red' } as const
type Known = (typeof eventNames)[number] | 'ping'
const known = (event: string): event is Known => event === 'ping' || eventNames.some((name) => name === event)

/** The log of one receiver. */
export function DeliveriesDialog({ subscription, onClose }: { subscription: Subscription; onClose: () => void }) {
  const t = useTexts(texts)
  const eventName = useTexts(eventTexts)
  const format = useFormat()
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const target = { workspace: slug, id: subscription.id }
  const query = useInfiniteQuery(
    api.deliveries.list.infiniteOptions({
      input: (before: string | undefined) => ({ ...target, limit: 50, ...(before && { before }) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => (page.more ? page.deliveries.at(-1)?.id : undefined),
      refetchInterval: 5_000,
    }),
  )
  const again = useMutation({
    mutationFn: () => api.deliveries.again.call(target),
    onSuccess: async ({ queued }) => {
      await queries.invalidateQueries({ queryKey: api.key() })
      toast(t('queued', { count: queued }))
    },
    onError: toastError,
  })
  const deliveries = query.data?.pages.flatMap((page) => page.deliveries) ?? []
  const columns: Column<Delivery>[] = [
    { key: 'at', title: t('at'), cell: (row) => <span className="lk-num">{format.dateTime(row.createdAt)}</span> },
    { key: 'event', title: t('event'), cell: (row) => (known(row.event) ? eventName(row.event) : row.event) },
    {
      key: 'state',
      title: t('state'),
      width: 140,
      cell: (row) => <Badge color={colors[row.state]}>{t(row.state)}</Badge>,
    },
    {
      key: 'answer',
      title: t('answer'),
      cell: (row) => (
        <span className={styles.clip} title={row.error ?? undefined}>
          {[row.status, row.ms === null ? null : t('ms', { ms: row.ms }), row.error]
            .filter((part) => part !== null)
            .join(' · ')}
        </span>
      ),
    },
    { key: 'attempts', title: t('attempts'), align: 'end', cell: (row) => row.attempts, wideOnly: true },
  ]
  const card = (row: Delivery) => (
    <div className={styles.card}>
      <Group justify="space-between" wrap="nowrap">
        <strong>{known(row.event) ? eventName(row.event) : row.event}</strong>
        <Badge color={colors[row.state]} style={{ flex: 'none' }}>
          {t(row.state)}
        </Badge>
      </Group>
      <span className="lk-quiet">
        {format.dateTime(row.createdAt)} · {t('attempts')}: {row.attempts}
      </span>
      <span className={styles.wrap}>{[row.status, row.error].filter((part) => part !== null).join(' · ')}</span>
    </div>
  )
  return (
    <Dialog opened onClose={onClose} title={t('title', { name: subscription.name })} size="xl">
      <Stack gap="sm">
        {query.isPending ? <Loading rows={6} /> : null}
        {query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : null}
        {query.isSuccess && deliveries.length === 0 ? <Empty title={t('empty')} /> : null}
        {deliveries.length > 0 ? (
          <DataTable
            label={t('title', { name: subscription.name })}
            columns={columns}
            rows={deliveries}
            rowKey={(row) => row.id}
            card={card}
            maxHeight="50vh"
          />
        ) : null}
        <Group justify="space-between">
          {query.hasNextPage ? (
            <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t('more')}
            </Button>
          ) : (
            <span />
          )}
          <Button variant="default" loading={again.isPending} onClick={() => again.mutate()}>
            {t('again')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
