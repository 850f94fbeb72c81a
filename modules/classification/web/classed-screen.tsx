import { keepPreviousData, useQuery } from '@tanstack/react-query'
import {
  type Column,
  DataTable,
  defineTexts,
  Empty,
  FigureLink,
  type FilterValues,
  Interval,
  Loaded,
  Page,
  Panel,
  ReportBar,
  useFormat,
  useInteractionsLink,
  useReportFilter,
  useTexts,
  useWorkspace,
} from '../../../platform/web/index.ts'
import { api } from './api.ts'

const texts = defineTexts({
  title: { ru: 'Классы в срок', en: 'Classed in time' },
  lead: {
    ru: 'Доля разговоров, которым поставили класс за {minutes} мин после окончания.',
    en: 'The share of talks that had their class within {minutes} min of their end.',
  },
  leadDay: {
    ru: 'Доля разговоров, которым поставили класс до конца дня.',
    en: 'The share of talks that had their class before the day was over.',
  },
  person: { ru: 'Сотрудник', en: 'Person' },
  nobody: { ru: 'Никто не назван', en: 'Nobody named' },
  talks: { ru: 'Разговоров', en: 'Talks' },
  inTime: { ru: 'В срок', en: 'In time' },
  share: { ru: 'Доля в срок', en: 'Share in time' },
  late: { ru: 'Позже', en: 'Later' },
  never: { ru: 'Ещё без класса', en: 'Still without one' },
  few: { ru: 'мало данных: {talks} из {least}', en: 'too little data: {talks} of {least}' },
  total: { ru: 'Всего', en: 'Total' },
  empty: { ru: 'За эти дни таких разговоров нет', en: 'No such talks in these days' },
})

type Report = Awaited<ReturnType<typeof api.reports.classed.call>>
type Person = Report['people'][number]

/** «Классы в срок»: who says what a talk was as soon as it ends. */
export default function ClassedScreen() {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const { from, to } = useReportFilter().period
  const query = useQuery(
    api.reports.classed.queryOptions({ input: { workspace: slug, from, to }, placeholderData: keepPreviousData }),
  )
  const minutes = query.data?.minutes
  return (
    <Page
      title={t('title')}
      lead={minutes === undefined ? undefined : minutes > 0 ? t('lead', { minutes }) : t('leadDay')}
      bar={<ReportBar filters={[]} />}
    >
      <Loaded query={query} rows={6}>
        {(report) =>
          report.people.length === 0 ? (
            <Empty title={t('empty')} />
          ) : (
            <Panel flush>
              <People report={report} period={{ from, to }} />
            </Panel>
          )
        }
      </Loaded>
    </Page>
  )
}

function People({ report, period }: { report: Report; period: { from: string; to: string } }) {
  const t = useTexts(texts)
  const format = useFormat()
  const link = useInteractionsLink()
  const share = ({ interval, enough, talks }: Report['total']) =>
    interval && enough ? (
      <Interval
        value={format.percent(interval.share)}
        low={format.percent(interval.low)}
        high={format.percent(interval.high)}
        bar={{ low: interval.low, value: interval.share, high: interval.high, max: 1 }}
      />
    ) : (
      <span className="lk-quiet">{t('few', { talks, least: report.leastTalks })}</span>
    )
  const never = (row: Person) => {
    if (row.never === 0) return <span className="lk-quiet">0</span>
    const filter: FilterValues = { ...period, class: ['none'], direction: ['inbound'], employee: [row.id ?? 'none'] }
    return <FigureLink href={link(filter)}>{format.number(row.never)}</FigureLink>
  }
  const { total } = report
  const columns: Column<Person>[] = [
    {
      key: 'name',
      title: t('person'),
      cell: ({ name }) => name ?? t('nobody'),
      sortBy: ({ name }) => name,
      total: t('total'),
    },
    {
      key: 'talks',
      title: t('talks'),
      align: 'end',
      cell: ({ talks }) => format.number(talks),
      sortBy: ({ talks }) => talks,
      total: format.number(total.talks),
    },
    {
      key: 'share',
      title: t('share'),
      cell: share,
      sortBy: ({ interval }) => interval?.share ?? null,
      total: share(total),
    },
    {
      key: 'inTime',
      title: t('inTime'),
      align: 'end',
      cell: ({ inTime }) => format.number(inTime),
      total: format.number(total.inTime),
    },
    {
      key: 'late',
      title: t('late'),
      align: 'end',
      cell: ({ talks, inTime, never: none }) => format.number(talks - inTime - none),
      total: format.number(total.talks - total.inTime - total.never),
    },
    {
      key: 'never',
      title: t('never'),
      align: 'end',
      cell: never,
      sortBy: (row) => row.never,
      total: format.number(total.never),
    },
  ]
  return <DataTable label={t('title')} rows={report.people} rowKey={({ id }) => id ?? 'none'} columns={columns} />
}
