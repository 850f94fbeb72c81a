import { Button } from '@mantine/core'
import { defineTexts, useTexts } from '../texts/texts.ts'
import styles from './data-table.module.css'

const texts = defineTexts({ more: { ru: 'Показать ещё', en: 'Show more' } })

interface Pages {
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  readonly fetchNextPage: () => Promise<unknown>
}

/** The foot of a table that is read page by page; nothing after the last page. */
export function More({ query }: { query: Pages }) {
  const t = useTexts(texts)
  if (!query.hasNextPage) return null
  return (
    <div className={styles.more}>
      <Button variant="default" size="xs" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        {t('more')}
      </Button>
    </div>
  )
}
