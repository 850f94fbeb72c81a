import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useCallback, useRef, useState } from 'react'
import {
  defineTexts,
  Empty,
  ErrorState,
  KeyFigure,
  KeyFigures,
  Loading,
  Page,
  useCan,
  useFormat,
  useHotkeys,
  usePhone,
  useTexts,
  useTouch,
  useWorkspace,
  Verdict,
  Verdicts,
} from '../../../platform/web/index.ts'
import { api } from './api.ts'
import SidePanel from './card/side-panel.tsx'
import { useClassKeys } from './classes/use-class-keys.ts'
import { List, type ListHandle } from './list/list.tsx'
import { useChoice } from './list/use-choice.ts'
import styles from './screen.module.css'
import { useClasses } from './use-classes.ts'
import { useFill } from './use-fill.ts'

const KeysHelp = lazy(() => import('./keys-help.tsx'))

const texts = defineTexts({
  title: { ru: 'Без класса', en: 'Without a class' },
  lead: {
    ru: 'Разговоры, о которых ещё не сказано, чем они были. Старые сверху: клавиша класса ставит его и ведёт дальше.',
    en: 'Talks of which nobody has said yet what they were. The oldest first: the key of a class gives it and moves on.',
  },
  leadTouch: {
    ru: 'Разговоры, о которых ещё не сказано, чем они были. Старые сверху: откройте, выберите класс, и придёт следующий.',
    en: 'Talks of which nobody has said yet what they were. The oldest first: open one, give it a class, and the next comes.',
  },
  waiting: { ru: 'Ждут класса', en: 'Waiting' },
  fresh: { ru: 'До {minutes} мин', en: 'Under {minutes} min' },
  today: { ru: 'Ещё в срок', en: 'Still in time' },
  hour: { ru: 'До часа', en: 'Under an hour' },
  day: { ru: 'До суток', en: 'Under a day' },
  older: { ru: 'Дольше суток', en: 'Over a day' },
  clear: { ru: 'Всё разобрано: у каждого разговора есть класс.', en: 'All done: every talk has its class.' },
  late: {
    ru: {
      one: '{count} разговор ждёт класса дольше суток. Пока он не разобран, источники сравнивают без него.',
      few: '{count} разговора ждут класса дольше суток. Пока они не разобраны, источники сравнивают без них.',
      many: '{count} разговоров ждут класса дольше суток. Пока они не разобраны, источники сравнивают без них.',
    },
    en: {
      one: '{count} talk has waited over a day. Until it is classified, sources are compared without it.',
      other: '{count} talks have waited over a day. Until they are classified, sources are compared without them.',
    },
  },
  inTime: {
    ru: 'За неделю {share} разговоров получили класс за {minutes} мин после окончания ({n} из {all}).',
    en: 'In a week {share} of the talks had their class within {minutes} min of the end ({n} of {all}).',
  },
  inTimeDay: {
    ru: 'За неделю {share} разговоров получили класс до конца дня ({n} из {all}).',
    en: 'In a week {share} of the talks had their class before the day was over ({n} of {all}).',
  },
  empty: { ru: 'Очередь пуста', en: 'The queue is empty' },
  emptyText: {
    ru: 'Новые разговоры появятся здесь, как только закончатся.',
    en: 'New talks appear here as soon as they end.',
  },
})

/** «Без класса»: the queue that is worked through with one key per talk. */
export default function QueueScreen() {
  const t = useTexts(texts)
  const can = useCan()
  const phone = usePhone()
  const touch = useTouch()
  const { slug } = useWorkspace()
  const classes = useClasses()
  const list = useRef<ListHandle>(null)
  // The place in the queue is remembered: when its talk has been classified, the next one moves up into it.
  const [place, setPlace] = useState<{ id: string; index: number } | null>(null)
  const [help, setHelp] = useState(false)
  const fill = useFill<HTMLDivElement>()
  const query = useInfiniteQuery(
    api.queue.infiniteOptions({
      input: (cursor: string | undefined) => ({ workspace: slug, limit: 100, ...(cursor ? { cursor } : {}) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  // What has just been given its class leaves at once; the server's answer follows.
  const rows = (query.data?.pages.flatMap((page) => page.items) ?? []).filter((item) => item.classId === null)
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
  useClassKeys(current ? [current] : [], can('classes.set'))
  const close = () => setPlace(null)
  useHotkeys({ '?': () => setHelp(true), Escape: close })
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])

  return (
    <Page title={t('title')} lead={touch ? t('leadTouch') : t('lead')}>
      <QueueState />
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
              ages
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
      <Suspense fallback={null}>{help ? <KeysHelp onClose={() => setHelp(false)} /> : null}</Suspense>
    </Page>
  )
}

/** How long the queue is, how old, and how fast it is worked through. */
function QueueState() {
  const t = useTexts(texts)
  const format = useFormat()
  const phone = usePhone()
  const { slug } = useWorkspace()
  const { data } = useQuery(api.queueState.queryOptions({ input: { workspace: slug } }))
  if (!data) return null
  const { ages, week, promisedMinutes: minutes } = data
  const share = week.ended > 0 ? week.inTime / week.ended : null
  return (
    <>
      <Verdicts>
        <Verdict
          tone={ages.older > 0 ? 'act' : data.waiting > 0 ? 'look' : 'fine'}
          detail={
            share === null
              ? undefined
              : t(minutes > 0 ? 'inTime' : 'inTimeDay', {
                  ...{ share: format.percent(share), minutes },
                  ...{ n: week.inTime, all: week.ended },
                })
          }
        >
          {ages.older > 0
            ? t('late', { count: ages.older })
            : data.waiting > 0
              ? `${t('waiting')}: ${format.number(data.waiting)}`
              : t('clear')}
        </Verdict>
      </Verdicts>
      {data.waiting > 0 && !phone ? (
        <KeyFigures>
          <KeyFigure
            label={t('waiting')}
            value={data.exact ? format.number(data.waiting) : `${format.number(data.waiting)}+`}
          />
          <KeyFigure label={minutes > 0 ? t('fresh', { minutes }) : t('today')} value={format.number(ages.fresh)} />
          <KeyFigure label={t('hour')} value={format.number(ages.hour)} />
          <KeyFigure label={t('day')} value={format.number(ages.day)} />
          <KeyFigure label={t('older')} value={format.number(ages.older)} />
        </KeyFigures>
      ) : null}
    </>
  )
}
