import { Button } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import {
  defineTexts,
  Empty,
  FilterSelect,
  GoLink,
  KeyFigure,
  KeyFigures,
  Loaded,
  More,
  Page,
  Panel,
  ReportBar,
  useCan,
  useFormat,
  useReportFilter,
  useScreenLink,
  useTexts,
  useWorkspace,
} from '../../../platform/web/index.ts'
import { mediums } from '../rules.ts'
import { api } from './api.ts'
import { SourceTable } from './source-table.tsx'
import { words } from './texts.ts'
import { VisitList } from './visit-list.tsx'
import styles from './visits.module.css'

const texts = defineTexts({
  title: { ru: 'Посещения', en: 'Visits' },
  lead: {
    ru: 'Кто приходит на сайты, откуда, и к скольким обращениям это приводит.',
    en: 'Who comes to the sites, from where, and how many contacts it leads to.',
  },
  medium: { ru: 'Канал', en: 'Channel' },
  sources: { ru: 'Источники', en: 'Sources' },
  campaignsOf: { ru: '{source}: кампании', en: '{source}: campaigns' },
  keywordsOf: { ru: '{campaign}: ключи', en: '{campaign}: keywords' },
  back: { ru: 'Назад', en: 'Back' },
  now: { ru: 'Сейчас на сайте', en: 'On the site now' },
  visits: { ru: 'Посещения', en: 'Visits' },
  visitors: { ru: 'Посетители', en: 'Visitors' },
  contacts: { ru: 'Обращения с сайта', en: 'Contacts from the site' },
  freshShare: { ru: '{share} новых', en: '{share} new' },
  bounced: { ru: '{share} ушли с первой страницы', en: '{share} left from the first page' },
  share: { ru: '{share} посещений', en: '{share} of visits' },
  nothing: { ru: 'За эти дни посещений нет', en: 'No visits in these days' },
  nothingHow: {
    ru: 'Добавьте сайт и поставьте на него скрипт: посещения появятся сразу.',
    en: 'Add a site and put the script on it: visits appear at once.',
  },
  toSites: { ru: 'Сайты', en: 'Sites' },
})

/** Every figure is asked again this often: the screen is watched while an advertisement is switched on. */
const everyMs = 15_000

/** Where visits come from and what they lead to. */
export default function VisitsScreen() {
  const t = useTexts(texts)
  const word = useTexts(words)
  const may = useCan()
  const link = useScreenLink()
  const { slug } = useWorkspace()
  const filter = useReportFilter()
  const { from, to } = filter.period
  const sites = useQuery(api.sites.list.queryOptions({ input: { workspace: slug } })).data?.sites ?? []
  const medium = mediums.find((one) => one === filter.one('medium'))
  const site = filter.one('site')
  const source = filter.one('source')
  const campaign = filter.one('campaign')
  const onlyContacts = filter.one('contact') === 'true'
  const level = campaign ? ('keyword' as const) : source ? ('campaign' as const) : ('source' as const)
  const chosen = {
    workspace: slug,
    from,
    to,
    ...(medium && { medium }),
    ...(site && { site }),
    ...(source && { source }),
    ...(campaign && { campaign }),
  }
  const report = useQuery(
    api.visits.report.queryOptions({
      input: { ...chosen, level },
      placeholderData: keepPreviousData,
      refetchInterval: everyMs,
    }),
  )
  const list = useInfiniteQuery(
    api.visits.list.infiniteOptions({
      input: (before: string | undefined) => ({
        ...chosen,
        limit: 50,
        ...(onlyContacts && { contact: true }),
        ...(before && { before }),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => (page.more ? page.visits.at(-1)?.id : undefined),
      placeholderData: keepPreviousData,
      refetchInterval: everyMs,
    }),
  )
  const title = campaign ? t('keywordsOf', { campaign }) : source ? t('campaignsOf', { source }) : t('sources')
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      bar={
        <ReportBar filters={['medium', 'site', 'source', 'campaign', 'contact']}>
          <FilterSelect
            name="medium"
            label={t('medium')}
            options={mediums.map((value) => ({ value, label: word(value) }))}
          />
          {sites.length > 1 ? (
            <FilterSelect
              name="site"
              label={word('site')}
              options={sites.map(({ id, name }) => ({ value: id, label: name }))}
            />
          ) : null}
        </ReportBar>
      }
    >
      <Loaded query={report} rows={10}>
        {(data) =>
          data.rows.length === 0 ? (
            <Empty
              title={t('nothing')}
              action={
                may('sites.manage') && sites.length === 0 ? (
                  <GoLink href={link('settings/sites')}>{t('toSites')}</GoLink>
                ) : undefined
              }
            >
              {sites.length === 0 ? t('nothingHow') : null}
            </Empty>
          ) : (
            <div className={styles.content}>
              <Figures total={data.total} now={list.data?.pages[0]?.now ?? 0} />
              <Panel
                flush
                title={title}
                actions={
                  source ? (
                    <Button
                      variant="subtle"
                      size="compact-sm"
                      leftSection={<IconArrowLeft size={14} />}
                      onClick={() => filter.set(campaign ? { campaign: null } : { source: null })}
                    >
                      {t('back')}
                    </Button>
                  ) : undefined
                }
              >
                <SourceTable
                  report={data}
                  level={level}
                  {...(level !== 'keyword' && {
                    onOpen: ({ name }: { name: string | null }) =>
                      filter.set(level === 'source' ? { source: name } : { campaign: name }),
                  })}
                />
              </Panel>
              <VisitList
                visits={list.data?.pages.flatMap((page) => page.visits) ?? []}
                several={sites.length > 1}
                onlyContacts={onlyContacts}
                onOnlyContacts={(only) => filter.set({ contact: only ? 'true' : null })}
                more={<More query={list} />}
              />
            </div>
          )
        }
      </Loaded>
    </Page>
  )
}

function Figures({
  total,
  now,
}: {
  total: { visits: number; visitors: number; fresh: number; bounces: number; contacts: number; withContact: number }
  now: number
}) {
  const t = useTexts(texts)
  const format = useFormat()
  const share = (part: number) => format.percent(total.visits > 0 ? part / total.visits : null)
  return (
    <KeyFigures>
      <KeyFigure label={t('now')} value={format.number(now)} />
      <KeyFigure
        label={t('visits')}
        value={format.number(total.visits)}
        note={t('bounced', { share: share(total.bounces) })}
      />
      <KeyFigure
        label={t('visitors')}
        value={format.number(total.visitors)}
        note={t('freshShare', { share: share(total.fresh) })}
      />
      <KeyFigure
        label={t('contacts')}
        value={format.number(total.contacts)}
        note={t('share', { share: format.percent(total.visits > 0 ? total.withContact / total.visits : null, 1) })}
      />
    </KeyFigures>
  )
}
