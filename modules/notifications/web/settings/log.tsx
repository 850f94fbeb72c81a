import { Badge, Button, Group, Stack, Switch } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  type Column,
  DataTable,
  defineTexts,
  Empty,
  ErrorState,
  Loading,
  More,
  Panel,
  toastError,
  useFormat,
  useLanguage,
  useTexts,
  useWorkspace,
} from '../../../../platform/web/index.ts'
import { api, type Delivery } from '../api.ts'
import styles from '../notifications.module.css'
import { channelTexts } from './words.ts'

const texts = defineTexts({
  title: { ru: 'Что ушло и дошло ли', en: 'What was sent, and whether it arrived' },
  troubled: { ru: 'Только не дошедшее', en: 'Only what has not arrived' },
  at: { ru: 'Когда', en: 'When' },
  to: { ru: 'Кому', en: 'To' },
  what: { ru: 'О чём', en: 'What' },
  state: { ru: 'Состояние', en: 'State' },
  answer: { ru: 'Ответ получателя', en: 'The receiver’s answer' },
  waiting: { ru: 'ждёт', en: 'waits' },
  sending: { ru: 'отправляется', en: 'being sent' },
  sent: { ru: 'отправлено', en: 'sent' },
  failed: { ru: 'не дошло', en: 'failed' },
  unsure: { ru: 'неизвестно', en: 'in doubt' },
  cancelled: { ru: 'отменено', en: 'cancelled' },
  next: { ru: 'до {at}', en: 'until {at}' },
  again: { ru: 'Отправить ещё раз', en: 'Send again' },
  empty: { ru: 'Ещё ничего не уходило', en: 'Nothing was sent yet' },
  emptyWhy: {
    ru: 'Письма и сообщения каналов появятся здесь с ответами получателей.',
    en: 'Letters and messages of channels appear here with what their receivers said.',
  },
  allArrived: { ru: 'Всё дошло', en: 'Everything arrived' },
})

const colors = {
  waiting: 'yellow',
  sending: 'yellow',
  sent: 'green',
  failed: 'red',
  unsure: 'red',
  cancelled: 'gray',
} as const

/** The log of what left the house. */
export default function Log() {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const [troubled, setTroubled] = useState(false)
  const query = useInfiniteQuery(
    api.deliveries.list.infiniteOptions({
      input: (before: string | undefined) => ({
        ...{ workspace: slug, limit: 50 },
        ...(troubled && { troubled: 'true' }),
        ...(before && { before }),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => (page.more ? page.deliveries.at(-1)?.id : undefined),
      refetchInterval: 10_000,
    }),
  )
  const columns = useColumns()
  const deliveries = query.data?.pages.flatMap((page) => page.deliveries) ?? []
  return (
    <Stack gap="sm">
      <Switch label={t('troubled')} checked={troubled} onChange={(event) => setTroubled(event.currentTarget.checked)} />
      {query.isPending ? <Loading rows={8} /> : null}
      {query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.isSuccess && deliveries.length === 0 ? (
        <Panel>
          {troubled ? <Empty title={t('allArrived')} /> : <Empty title={t('empty')}>{t('emptyWhy')}</Empty>}
        </Panel>
      ) : null}
      {deliveries.length > 0 ? (
        <Panel flush>
          <DataTable
            label={t('title')}
            columns={columns}
            rows={deliveries}
            rowKey={(row) => row.id}
            card={(row) => <DeliveryCard row={row} />}
          />
          <More query={query} />
        </Panel>
      ) : null}
    </Stack>
  )
}

function useColumns(): Column<Delivery>[] {
  const t = useTexts(texts)
  const format = useFormat()
  const channel = useTexts(channelTexts)
  return [
    { key: 'at', title: t('at'), cell: (row) => <span className="lk-num">{format.dateTime(row.createdAt)}</span> },
    { key: 'to', title: t('to'), cell: (row) => `${row.to} · ${channel(row.channel)}` },
    { key: 'what', title: t('what'), cell: (row) => <What types={row.types} /> },
    { key: 'state', title: t('state'), cell: (row) => <State row={row} /> },
    {
      key: 'answer',
      title: t('answer'),
      cell: (row) => (
        <span className={styles.clip} title={row.answer ?? undefined}>
          {[row.status, row.answer].filter((part) => part !== null).join(' · ')}
        </span>
      ),
      wideOnly: true,
    },
  ]
}

function What({ types }: { types: readonly string[] }) {
  const language = useLanguage()
  const { slug } = useWorkspace()
  const kinds = useQuery(api.preferences.read.queryOptions({ input: { workspace: slug } })).data?.kinds ?? []
  return types.map((type) => kinds.find((kind) => kind.type === type)?.name[language] ?? type).join(', ')
}

function State({ row }: { row: Delivery }) {
  const t = useTexts(texts)
  const format = useFormat()
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const again = useMutation({
    mutationFn: () => api.deliveries.again.call({ workspace: slug, id: row.id }),
    onSuccess: () => queries.invalidateQueries({ queryKey: api.deliveries.key() }),
    onError: toastError,
  })
  return (
    <Group gap={6}>
      <Badge color={colors[row.state]}>{t(row.state)}</Badge>
      {row.nextAttemptAt ? <span className="lk-quiet">{t('next', { at: format.time(row.nextAttemptAt) })}</span> : null}
      {row.state === 'failed' || row.state === 'unsure' ? (
        <Button variant="subtle" size="compact-xs" loading={again.isPending} onClick={() => again.mutate()}>
          {t('again')}
        </Button>
      ) : null}
    </Group>
  )
}

function DeliveryCard({ row }: { row: Delivery }) {
  const channel = useTexts(channelTexts)
  const format = useFormat()
  return (
    <div className={styles.card}>
      <strong>
        {row.to} · {channel(row.channel)}
      </strong>
      <What types={row.types} />
      <State row={row} />
      <span className="lk-quiet">
        {[format.dateTime(row.createdAt), row.status, row.answer].filter((part) => part !== null).join(' · ')}
      </span>
    </div>
  )
}
