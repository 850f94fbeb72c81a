import { Text } from '@mantine/core'
import { defineTexts, useFormat, useTexts } from '../../../../platform/web/index.ts'
import type { Endpoint } from '../api.ts'
import { failureTexts, refusalTexts } from '../words.ts'
import styles from './connections.module.css'
import type { Status } from './status.ts'

const texts = defineTexts({
  detail: { ru: 'Подробности: {detail}.', en: 'Details: {detail}.' },
  retry: { ru: 'Следующая попытка {when}.', en: 'Next attempt {when}.' },
  attempts: {
    ru: { one: 'Была {count} попытка.', few: 'Было {count} попытки.', many: 'Было {count} попыток.' },
    en: { one: '{count} attempt so far.', other: '{count} attempts so far.' },
  },
  refused: {
    ru: {
      one: 'Отклонён {count} запрос: {why}. Последний {ago}.',
      few: 'Отклонено {count} запроса: {why}. Последний {ago}.',
      many: 'Отклонено {count} запросов: {why}. Последний {ago}.',
    },
    en: {
      one: '{count} request turned away: {why}. Last {ago}.',
      other: '{count} requests turned away: {why}. Last {ago}.',
    },
  },
})

/** What is wrong with a connection, in words, with what to do about it. */
export function Troubles({ endpoint, status }: { endpoint: Endpoint; status: Status }) {
  const t = useTexts(texts)
  const failure = useTexts(failureTexts)
  const why = useTexts(refusalTexts)
  const format = useFormat()
  const { listening, refused } = endpoint
  return (
    <>
      {(status.kind === 'failing' || status.kind === 'half') && listening?.failure ? (
        <Text size="sm" className={status.kind === 'half' ? styles.look : styles.act}>
          {[
            failure(listening.failure.code),
            listening.failure.detail && t('detail', { detail: listening.failure.detail.replace(/\.$/, '') }),
            listening.failures > 1 && t('attempts', { count: listening.failures }),
            status.retryAt && t('retry', { when: format.dateTime(status.retryAt) }),
          ]
            .filter(Boolean)
            .join(' ')}
        </Text>
      ) : null}
      {refused.map(({ reason, count, lastAt }) => (
        <Text key={reason} size="sm" className={status.kind === 'refusing' ? styles.act : styles.look}>
          {t('refused', { count, why: why(reason), ago: format.ago(lastAt) })}
        </Text>
      ))}
    </>
  )
}
