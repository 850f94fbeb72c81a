import { Select } from '@mantine/core'
import { lazy, Suspense, useCallback, useRef, useState } from 'react'
import {
  defineTexts,
  Empty,
  ErrorState,
  Loading,
  Page,
  useCan,
  useHotkeys,
  useReportFilter,
  useTexts,
} from '../../../platform/web/index.ts'
import { BulkBar } from './classes/bulk-bar.tsx'
import { useClassKeys } from './classes/use-class-keys.ts'
import { Counts } from './filters/counts.tsx'
import { ExportMenu } from './filters/export-menu.tsx'
import { FilterBar } from './filters/filter-bar.tsx'
import { filterOf } from './filters/filter-names.ts'
import { SavedViews } from './filters/saved-views.tsx'
import { List, type ListHandle } from './list/list.tsx'
import { useChoice } from './list/use-choice.ts'
import { type Sort, useRows } from './list/use-rows.ts'
import styles from './screen.module.css'
import { useClasses } from './use-classes.ts'
import { useFill } from './use-fill.ts'

const SidePanel = lazy(() => import('./card/side-panel.tsx'))
const KeysHelp = lazy(() => import('./keys-help.tsx'))

const texts = defineTexts({
  title: { ru: 'Обращения', en: 'Interactions' },
  sort: { ru: 'Порядок', en: 'Order' },
  newest: { ru: 'Сначала новые', en: 'Newest first' },
  oldest: { ru: 'Сначала старые', en: 'Oldest first' },
  longest: { ru: 'Сначала долгие', en: 'Longest first' },
  empty: { ru: 'Таких обращений нет', en: 'There are no such interactions' },
  emptyText: {
    ru: 'Ослабьте фильтры или возьмите другой период. Новые появятся здесь сами.',
    en: 'Loosen the filters or take another period. New ones will appear here by themselves.',
  },
})

const sorts: readonly Sort[] = ['newest', 'oldest', 'longest']

/** «Обращения»: the live list in which people spend their day. */
export default function ListScreen() {
  const t = useTexts(texts)
  const can = useCan()
  const filter = useReportFilter()
  const classes = useClasses()
  const list = useRef<ListHandle>(null)
  const searchBox = useRef<HTMLInputElement>(null)
  const [reading, setReading] = useState(false)
  const [help, setHelp] = useState(false)
  const fill = useFill<HTMLDivElement>()
  const sort = sorts.find((name) => name === filter.one('sort')) ?? 'newest'
  const open = filter.one('open')
  const { query, rows, held } = useRows(filterOf(filter), sort, reading)
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query

  const onOpen = useCallback((id: string | null) => filter.set({ open: id }), [filter])
  const choice = useChoice({ rows, show: (index) => list.current?.show(index), onOpen, open })
  const targets = choice.markedRows.length > 0 ? choice.markedRows : choice.row ? [choice.row] : []
  const { set } = useClassKeys(targets, can('classes.set'))
  const leave = () => (choice.marked.size > 0 ? choice.unmark() : onOpen(null))
  useHotkeys({
    '/': () => searchBox.current?.focus(),
    '?': () => setHelp(true),
    Escape: leave,
  })
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])

  return (
    <Page
      title={t('title')}
      actions={
        <>
          <SavedViews />
          {can('interactions.export') ? <ExportMenu /> : null}
        </>
      }
      bar={<FilterBar search={searchBox} />}
    >
      <div className={styles.above}>
        <Counts />
        <Select
          aria-label={t('sort')}
          className={styles.sort}
          data={sorts.map((value) => ({ value, label: t(value) }))}
          value={sort}
          allowDeselect={false}
          onChange={(value) => filter.set({ sort: value === 'newest' ? null : value })}
        />
      </div>
      <div className={styles.split} ref={fill.ref} style={{ height: fill.height }}>
        <div className={styles.sheet} data-stale={query.isPlaceholderData || undefined}>
          {query.isPending ? (
            <Loading rows={12} />
          ) : query.isError && rows.length === 0 ? (
            <ErrorState error={query.error} onRetry={() => void query.refetch()} />
          ) : (
            <List
              ref={list}
              rows={rows}
              classes={classes}
              byTime={sort !== 'longest'}
              chosen={choice.chosen}
              marked={choice.marked}
              markable={can('classes.set')}
              onMark={choice.mark}
              onOpen={(id) => {
                choice.setChosen(id)
                onOpen(id)
              }}
              onEnd={onEnd}
              held={held}
              onReading={setReading}
              empty={<Empty title={t('empty')}>{t('emptyText')}</Empty>}
              foot={isFetchingNextPage ? <Loading /> : null}
            />
          )}
          {choice.markedRows.length > 0 ? (
            <BulkBar rows={choice.markedRows} onPick={(id) => set(choice.markedRows, id)} onClear={choice.unmark} />
          ) : null}
        </div>
        <Suspense fallback={null}>
          {open ? <SidePanel id={open} onOpen={onOpen} onClose={() => onOpen(null)} /> : null}
        </Suspense>
      </div>
      <Suspense fallback={null}>{help ? <KeysHelp onClose={() => setHelp(false)} /> : null}</Suspense>
    </Page>
  )
}
