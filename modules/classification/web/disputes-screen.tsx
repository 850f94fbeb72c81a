import { SegmentedControl, Stack } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import {
  type Column,
  DataTable,
  defineTexts,
  Empty,
  Loaded,
  Page,
  Panel,
  ReportBar,
  useCan,
  useFormat,
  useGo,
  useReportFilter,
  useScreenLink,
  useTexts,
  useWorkspace,
} from '../../../platform/web/index.ts'
import { Origin, usePartyName } from '../../interactions/web/index.ts'
import { api, type Listed } from './api.ts'
import { ClassWord } from './class-word.tsx'
import styles from './classification.module.css'
import { DisputeStanding } from './dispute-part.tsx'
import { DisputeFigures } from './figures.tsx'

const texts = defineTexts({
  title: { ru: 'Споры о классе', en: 'Disputes about classes' },
  lead: {
    ru: 'Маркетинг не согласен с классом: стороны договариваются, а что не решили в срок, решает директор.',
    en: 'Where marketing does not agree with a class: both sides settle it, and what they have not settled in time the director decides.',
  },
  which: { ru: 'Какие споры', en: 'Which disputes' },
  live: { ru: 'Идут', en: 'Running' },
  mine: { ru: 'Ждут меня', en: 'Wait for me' },
  escalated: { ru: 'У директора', en: 'With the director' },
  over: { ru: 'Окончены', en: 'Over' },
  contact: { ru: 'Обращение', en: 'Interaction' },
  claims: { ru: 'Продажи → маркетинг', en: 'Sales → marketing' },
  who: { ru: 'Чей класс', en: 'Whose class' },
  by: { ru: 'Оспорил', en: 'Disputed by' },
  since: { ru: 'Идёт', en: 'Since' },
  standing: { ru: 'Где стоит', en: 'Where it stands' },
  none: { ru: 'Таких споров нет', en: 'There are no such disputes' },
  noneText: {
    ru: 'Спор начинает маркетинг на карточке обращения или в «Проверке классов».',
    en: 'Marketing opens a dispute on the card of an interaction or in “Check of classes”.',
  },
})

const views = ['live', 'mine', 'escalated', 'over'] as const

/** «Споры»: what runs by age, what waits for the reader, what was settled and who was right. */
export default function DisputesScreen() {
  const t = useTexts(texts)
  const format = useFormat()
  const can = useCan()
  const filter = useReportFilter()
  const { slug } = useWorkspace()
  const view = views.find((one) => one === filter.one('view')) ?? 'live'
  const counts = useQuery(api.disputes.counts.queryOptions({ input: { workspace: slug } }))
  const query = useInfiniteQuery(
    api.disputes.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ workspace: slug, view, ...(cursor ? { cursor } : {}) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  const label = (one: (typeof views)[number]) => {
    const count = one === 'over' ? 0 : (counts.data?.[one] ?? 0)
    return count > 0 ? `${t(one)} · ${format.number(count)}` : t(one)
  }
  return (
    <Page title={t('title')} lead={t('lead')} bar={can('disputes.figures') ? <ReportBar filters={[]} /> : undefined}>
      <Stack gap="md">
        <Panel
          flush
          title={
            <SegmentedControl
              size="xs"
              aria-label={t('which')}
              value={view}
              onChange={(value) => filter.set({ view: value === 'live' ? null : value })}
              data={views.map((value) => ({ value, label: label(value) }))}
            />
          }
        >
          <Loaded query={query} rows={6}>
            {({ pages }) => {
              const items = pages.flatMap((page) => page.items)
              return items.length === 0 ? (
                <Empty title={t('none')}>{t('noneText')}</Empty>
              ) : (
                <Table
                  items={items}
                  onEnd={() => {
                    if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage()
                  }}
                />
              )
            }}
          </Loaded>
        </Panel>
        {can('disputes.figures') ? <DisputeFigures /> : null}
      </Stack>
    </Page>
  )
}

function Table({ items, onEnd }: { items: readonly Listed[]; onEnd: () => void }) {
  const t = useTexts(texts)
  const format = useFormat()
  const go = useGo()
  const link = useScreenLink()
  const nameOf = usePartyName()
  const contact = ({ interaction }: Listed) => (
    <span className={styles.row}>
      <span>{nameOf(interaction.party).main}</span>
      <span className="lk-quiet">
        {format.dateTime(interaction.startedAt)} <Origin origin={interaction.origin} />
      </span>
    </span>
  )
  const claims = (row: Listed) => (
    <span className={styles.against}>
      <ClassWord id={row.salesClassId} />
      <span aria-hidden="true">→</span>
      <ClassWord id={row.marketingClassId} />
    </span>
  )
  const standing = (row: Listed) => (
    <span className={styles.against}>
      <DisputeStanding dispute={row} />
    </span>
  )
  const columns: Column<Listed>[] = [
    { key: 'contact', title: t('contact'), cell: contact },
    { key: 'claims', title: t('claims'), cell: claims },
    { key: 'who', title: t('who'), cell: ({ employee }) => employee?.name ?? '', wideOnly: true },
    { key: 'by', title: t('by'), cell: ({ openedBy }) => openedBy, wideOnly: true },
    { key: 'since', title: t('since'), cell: ({ openedAt }) => format.ago(openedAt) },
    { key: 'standing', title: t('standing'), cell: standing },
  ]
  return (
    <DataTable
      label={t('title')}
      rows={items}
      rowKey={({ id }) => id}
      columns={columns}
      onOpen={({ id }) => go(link(`interactions/${id}`))}
      rowTone={({ state }) => (state === 'escalated' ? 'act' : undefined)}
      onEnd={onEnd}
      card={(row) => (
        <span className={styles.card}>
          {contact(row)}
          {claims(row)}
          {standing(row)}
          <span className="lk-quiet">{[row.employee?.name, format.ago(row.openedAt)].filter(Boolean).join(' · ')}</span>
        </span>
      )}
    />
  )
}
