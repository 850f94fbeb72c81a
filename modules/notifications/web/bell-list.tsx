import { Button, Group, Text } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import {
  defineTexts,
  Empty,
  ErrorState,
  GoLink,
  Loading,
  toastError,
  useFormat,
  useLanguage,
  useScreenLink,
  useTexts,
  useWorkspace,
} from '../../../platform/web/index.ts'
import { api, type BellItem } from './api.ts'
import styles from './notifications.module.css'

const texts = defineTexts({
  title: { ru: 'Уведомления', en: 'Notifications' },
  readAll: { ru: 'Прочитать все', en: 'Mark all read' },
  empty: { ru: 'Новостей пока нет', en: 'No news yet' },
  emptyWhy: {
    ru: 'Здесь появится то, о чём вам важно знать: споры, ответы, сроки.',
    en: 'What you have to know of appears here: disputes, answers, deadlines.',
  },
  more: { ru: 'Показать раньше', en: 'Show earlier' },
  settings: { ru: 'Настроить', en: 'Settings' },
  unread: { ru: 'не прочитано', en: 'unread' },
})

/** The list under the bell: newest first, what is opened is read. */
export default function BellList({ onGo }: { onGo: () => void }) {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const link = useScreenLink()
  const queries = useQueryClient()
  const query = useInfiniteQuery(
    api.bell.list.infiniteOptions({
      input: (before: string | undefined) => ({ workspace: slug, limit: 20, ...(before && { before }) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => (page.more ? page.items.at(-1)?.id : undefined),
    }),
  )
  const read = useMutation({
    mutationFn: (ids: string[] | undefined) => api.bell.read.call({ workspace: slug, ...(ids && { ids }) }),
    onSuccess: () => queries.invalidateQueries({ queryKey: api.bell.key() }),
    onError: toastError,
  })
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  const open = ({ id, readAt }: BellItem) => {
    if (readAt === null) read.mutate([id])
    onGo()
  }
  return (
    <section aria-label={t('title')}>
      <Group justify="space-between" wrap="nowrap" className={styles.bellHead}>
        <Text fw={600} size="sm">
          {t('title')}
        </Text>
        <Group gap={4} wrap="nowrap">
          {items.some(({ readAt }) => readAt === null) ? (
            <Button
              variant="subtle"
              size="compact-xs"
              loading={read.isPending}
              onClick={() => read.mutate(undefined)}
              data-autofocus
            >
              {t('readAll')}
            </Button>
          ) : null}
          <GoLink href={link('settings/notifications')} className={styles.bellSettings} onClick={onGo}>
            {t('settings')}
          </GoLink>
        </Group>
      </Group>
      {query.isPending ? <Loading rows={4} /> : null}
      {query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.isSuccess && items.length === 0 ? <Empty title={t('empty')}>{t('emptyWhy')}</Empty> : null}
      {items.length > 0 ? (
        <ul className={styles.bellList}>
          {items.map((item) => (
            <li key={item.id}>
              <Told item={item} onOpen={() => open(item)} />
            </li>
          ))}
          {query.hasNextPage ? (
            <li>
              <Button
                variant="subtle"
                fullWidth
                loading={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                {t('more')}
              </Button>
            </li>
          ) : null}
        </ul>
      ) : null}
    </section>
  )
}

function Told({ item, onOpen }: { item: BellItem; onOpen: () => void }) {
  const t = useTexts(texts)
  const language = useLanguage()
  const format = useFormat()
  const link = useScreenLink()
  const { title, details } = item.text[language]
  return (
    <GoLink
      href={link(item.path)}
      className={styles.told}
      data-unread={item.readAt === null || undefined}
      onClick={onOpen}
    >
      <span className={styles.itemTitle}>
        {title}
        {item.readAt === null ? <span className={styles.hidden}>, {t('unread')}</span> : null}
      </span>
      {details ? <span className={styles.itemDetails}>{details}</span> : null}
      <span className={styles.itemTimes} title={format.dateTime(item.at)}>
        {format.ago(item.at)}
      </span>
    </GoLink>
  )
}
