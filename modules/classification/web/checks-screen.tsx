import { Select } from '@mantine/core'
import { useCallback, useRef, useState } from 'react'
import { localDay } from '../../../kernel/time.ts'
import {
  defineTexts,
  Empty,
  ErrorState,
  Loading,
  Page,
  presetPeriod,
  useHotkeys,
  usePhone,
  useReportFilter,
  useTexts,
  useTouch,
  useWorkspace,
} from '../../../platform/web/index.ts'
import { classGroups } from '../../interactions/rules.ts'
import {
  List,
  type ListHandle,
  SidePanel,
  useChoice,
  useClasses,
  useFill,
  useRows,
} from '../../interactions/web/index.ts'
import styles from './classification.module.css'

const texts = defineTexts({
  title: { ru: 'Проверка классов', en: 'Check of classes' },
  lead: {
    ru: 'Обращения с рекламы за 30 дней, класс которых ещё никто не проверил. A — согласен, D — оспорить, и придёт следующее.',
    en: 'Contacts that came from sources within 30 days and whose class nobody has checked. A agrees, D disputes, and the next one comes.',
  },
  leadTouch: {
    ru: 'Обращения с рекламы за 30 дней, класс которых ещё никто не проверил. Откройте, послушайте или прочтите и нажмите.',
    en: 'Contacts that came from sources within 30 days and whose class nobody has checked. Open one, listen or read, and tap.',
  },
  group: { ru: 'Группа классов', en: 'Class group' },
  all: { ru: 'Все группы', en: 'All groups' },
  lead_: { ru: 'Лиды', en: 'Leads' },
  upsell_: { ru: 'Допродажи', en: 'Upsell' },
  accompanying_: { ru: 'Сопутствующие', en: 'Accompanying' },
  destructive_: { ru: 'Мусор', en: 'Junk' },
  empty: { ru: 'Всё проверено', en: 'All checked' },
  emptyText: {
    ru: 'Новые обращения появятся здесь, как только менеджеры поставят им класс.',
    en: 'New ones appear here as soon as managers have given them a class.',
  },
})

/** «Проверка классов»: marketing listens or reads and presses one key. */
export default function ChecksScreen() {
  const t = useTexts(texts)
  const phone = usePhone()
  const touch = useTouch()
  const { timezone } = useWorkspace()
  const classes = useClasses()
  const filter = useReportFilter()
  const list = useRef<ListHandle>(null)
  const [place, setPlace] = useState<{ id: string; index: number } | null>(null)
  const fill = useFill<HTMLDivElement>()
  const group = classGroups.find((one) => one === filter.one('group')) ?? null
  const { from } = presetPeriod('30d', localDay(new Date(), timezone))
  const { query, rows } = useRows({ review: ['unchecked'], from, ...(group && { group: [group] }) }, 'newest', false)
  const setOpen = (id: string) =>
    setPlace({
      id,
      index: Math.max(
        0,
        rows.findIndex((row) => row.id === id),
      ),
    })
  const current =
    rows.find((row) => row.id === place?.id) ??
    (place || !phone ? rows[Math.min(place?.index ?? 0, rows.length - 1)] : undefined)
  const shown = current?.id ?? null
  const choice = useChoice({ rows, show: (index) => list.current?.show(index), onOpen: setOpen, open: shown })
  const close = () => setPlace(null)
  useHotkeys({ Escape: close })
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  return (
    <Page title={t('title')} lead={touch ? t('leadTouch') : t('lead')}>
      <div className={styles.above}>
        <Select
          aria-label={t('group')}
          placeholder={t('all')}
          clearable
          data={classGroups.map((value) => ({ value, label: t(`${value}_`) }))}
          value={group}
          onChange={(value) => filter.set({ group: value ? [value] : null })}
        />
      </div>
      <div className={styles.split} ref={fill.ref} style={{ height: fill.height }}>
        <div className={styles.sheet}>
          {query.isPending ? (
            <Loading rows={10} />
          ) : query.isError ? (
            <ErrorState error={query.error} onRetry={() => void query.refetch()} />
          ) : (
            <List
              ref={list}
              rows={rows}
              classes={classes}
              byTime
              chosen={shown ?? choice.chosen}
              marked={choice.marked}
              markable={false}
              onMark={choice.mark}
              onOpen={(id) => {
                choice.setChosen(id)
                setOpen(id)
              }}
              onEnd={onEnd}
              held={0}
              onReading={() => undefined}
              empty={<Empty title={t('empty')}>{t('emptyText')}</Empty>}
            />
          )}
        </div>
        {shown ? <SidePanel id={shown} onOpen={setOpen} onClose={close} /> : null}
      </div>
    </Page>
  )
}
