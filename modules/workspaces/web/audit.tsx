import { Button, Group, Select } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import {
  defineTexts,
  Empty,
  ErrorState,
  Loading,
  Page,
  Panel,
  say,
  type Text,
  useLanguage,
  useReportFilter,
  useTexts,
  useWorkspace,
} from '../../../platform/web/index.ts'
import { api } from './api.ts'
import styles from './audit/audit.module.css'
import { EntryRow } from './audit/entry.tsx'
import { useReadable } from './audit/use-readable.ts'
import { Verification } from './audit/verification.tsx'
import { objectTexts } from './audit/words.ts'

const texts = defineTexts({
  title: { ru: 'Журнал изменений', en: 'Audit log' },
  lead: {
    ru: 'Каждое изменение классов, прав и настроек. Запись хранит отпечаток предыдущей, поэтому ни одну нельзя тихо исправить или удалить.',
    en: 'Every change of classes, rights and settings. An entry holds the fingerprint of the one before, so none can be quietly edited or removed.',
  },
  about: { ru: 'О чём', en: 'About' },
  everything: { ru: 'Обо всём', en: 'Everything' },
  one: { ru: 'История одной записи', en: 'History of one thing' },
  all: { ru: 'Показать всё', en: 'Show everything' },
  more: { ru: 'Показать раньше', en: 'Show earlier' },
  empty: { ru: 'Записей нет', en: 'No entries' },
})

const pageSize = 50

export default function AuditScreen() {
  const t = useTexts(texts)
  const language = useLanguage()
  const { slug } = useWorkspace()
  const filter = useReportFilter()
  const readable = useReadable()
  const objectType = filter.one('object')
  const objectId = filter.one('id')
  const query = useInfiniteQuery(
    api.audit.list.infiniteOptions({
      input: (before: number | undefined) => ({
        workspace: slug,
        limit: pageSize,
        ...(before ? { before } : {}),
        ...(objectType ? { objectType } : {}),
        ...(objectId ? { objectId } : {}),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => (page.length === pageSize ? page.at(-1)?.seq : undefined),
    }),
  )
  const entries = query.data?.pages.flat() ?? []
  const kinds: Readonly<Record<string, Text>> = objectTexts
  return (
    <Page title={t('title')} lead={t('lead')} wide={false}>
      <Verification />
      <Group gap="xs">
        <Select
          aria-label={t('about')}
          placeholder={t('everything')}
          data={Object.entries(kinds).map(([value, text]) => ({ value, label: say(text, language) }))}
          value={objectType ?? null}
          onChange={(value) => filter.set({ object: value ?? undefined, id: undefined })}
          clearable
        />
        {objectId ? (
          <Button variant="default" onClick={() => filter.set({ id: undefined, object: undefined })}>
            {t('one')} · {t('all')}
          </Button>
        ) : null}
      </Group>
      <Panel flush>
        {query.isPending ? <Loading rows={8} /> : null}
        {query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : null}
        {query.isSuccess && entries.length === 0 ? <Empty title={t('empty')} /> : null}
        {entries.length > 0 ? (
          <ol className={styles.log} aria-label={t('title')}>
            {entries.map((entry) => (
              <EntryRow key={entry.seq} entry={entry} readable={readable} />
            ))}
          </ol>
        ) : null}
        {query.hasNextPage ? (
          <div className={styles.more}>
            <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t('more')}
            </Button>
          </div>
        ) : null}
      </Panel>
    </Page>
  )
}
