import { Button, Loader } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { problemOf } from '../api/problem.ts'
import { defineTexts, useTexts } from '../texts/texts.ts'
import styles from './parts.module.css'

const texts = defineTexts({
  loading: { ru: 'Загружается', en: 'Loading' },
  failed: { ru: 'Не удалось загрузить', en: 'Could not be loaded' },
  offline: {
    ru: 'Сервер не отвечает. Проверьте связь; как только он ответит, данные появятся сами.',
    en: 'The server does not answer. Check the connection; the data will appear as soon as it does.',
  },
  again: { ru: 'Повторить', en: 'Try again' },
})

/** Something is on its way. With `rows`, its place is kept so that nothing jumps. */
export function Loading({ rows }: { rows?: number }) {
  const t = useTexts(texts)
  if (rows === undefined)
    return (
      <div className={styles.state} role="status" data-loading>
        <Loader size="sm" aria-label={t('loading')} />
      </div>
    )
  return (
    <div className={styles.skeletons} data-loading role="status" aria-label={t('loading')}>
      {Array.from({ length: rows }, (_, row) => `row ${row}`).map((key) => (
        <div key={key} className={styles.skeleton} />
      ))}
    </div>
  )
}

/** Something is on its way and too quick to be shown: keeps its place empty. */
export const Waiting = () => <div data-loading aria-hidden="true" />

/** Nothing is there, why, and what to do about it. */
export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className={styles.state} data-empty>
      <p className={styles.stateTitle}>{title}</p>
      {children ? <p className={styles.stateText}>{children}</p> : null}
      {action}
    </div>
  )
}

/** A query that failed, in the server's words, with a way out. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const t = useTexts(texts)
  return (
    <div className={styles.state} role="alert">
      <p className={styles.stateTitle}>{t('failed')}</p>
      <p className={styles.stateText}>{problemOf(error)?.message || t('offline')}</p>
      {onRetry ? (
        <Button variant="default" onClick={onRetry}>
          {t('again')}
        </Button>
      ) : null}
    </div>
  )
}

/** The three states of a query in one place: `<Loaded query={query} rows={8}>{(data) => …}</Loaded>`. */
export function Loaded<Data>({
  query,
  rows,
  children,
}: {
  query: UseQueryResult<Data, unknown>
  rows?: number
  children: (data: Data) => ReactNode
}) {
  if (query.data !== undefined)
    return <div data-stale={query.isPlaceholderData || undefined}>{children(query.data)}</div>
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  return <Loading rows={rows} />
}
