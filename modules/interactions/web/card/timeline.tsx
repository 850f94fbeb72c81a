import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { defineTexts, useFormat, useTexts, useWorkspace } from '../../../../platform/web/index.ts'
import { api, type Card } from '../api.ts'
import { ClassTag } from '../parts/class-tag.tsx'
import { KindIcon } from '../parts/kind-icon.tsx'
import { Result } from '../parts/result.tsx'
import { useClasses } from '../use-classes.ts'
import styles from './card.module.css'

const texts = defineTexts({
  title: { ru: 'История клиента', en: 'History of the client' },
  count: {
    ru: { one: '{count} обращение', few: '{count} обращения', many: '{count} обращений' },
    en: { one: '{count} interaction', other: '{count} interactions' },
  },
  more: { ru: 'Показать ещё', en: 'Show more' },
  here: { ru: 'это обращение', en: 'this one' },
})

/** Everything that happened with the client, the newest first; the card's own interaction is marked. */
export function Timeline({
  customer,
  current,
  onOpen,
}: {
  customer: NonNullable<Card['customer']>
  current: string
  onOpen: (id: string) => void
}) {
  const t = useTexts(texts)
  const format = useFormat()
  const { slug } = useWorkspace()
  const { byId } = useClasses()
  const query = useInfiniteQuery(
    api.timeline.infiniteOptions({
      input: (cursor: string | undefined) => ({
        workspace: slug,
        customer: customer.id,
        limit: 30,
        ...(cursor ? { cursor } : {}),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  if (customer.interactions < 2) return null
  return (
    <section className={styles.part}>
      <h3>
        {t('title')} <span className="lk-quiet">{t('count', { count: customer.interactions })}</span>
      </h3>
      <ol className={styles.timeline}>
        {items.map((item) => (
          <li key={item.id} data-current={item.id === current || undefined}>
            <button type="button" onClick={() => onOpen(item.id)} aria-current={item.id === current || undefined}>
              <KindIcon item={item} size={16} />
              <span className={`${styles.timelineAt} lk-num`}>{format.dateTime(item.startedAt)}</span>
              <Result item={item} />
              <span className={styles.timelineWho}>{item.employee?.name ?? item.subject ?? ''}</span>
              <ClassTag item={item.classId ? byId.get(item.classId) : undefined} />
            </button>
          </li>
        ))}
      </ol>
      {query.hasNextPage ? (
        <Button variant="subtle" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('more')}
        </Button>
      ) : null}
    </section>
  )
}
