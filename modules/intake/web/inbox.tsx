import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  defineTexts,
  Empty,
  ErrorState,
  FilterSelect,
  Loading,
  Page,
  Panel,
  ReportBar,
  useCan,
  useLive,
  useReportFilter,
  useTexts,
  useWorkspace,
} from '../../../platform/web/index.ts'
import { api, type InboxEvent, type Provider } from './api.ts'
import { EventDialog } from './inbox/event-dialog.tsx'
import { EventTable } from './inbox/event-table.tsx'
import { InboxVerdict } from './inbox/inbox-verdict.tsx'
import { ReplayMany } from './inbox/replay-many.tsx'
import { useProviderName } from './providers/use-words.ts'
import { stateTexts } from './words.ts'

const texts = defineTexts({
  title: { ru: 'Журнал событий', en: 'Event inbox' },
  lead: {
    ru: 'Всё, что прислали телефония, сайт и CRM, как оно пришло. Ничего не теряется: что не разобрано, видно здесь и может быть разобрано заново.',
    en: 'Everything that telephony, the site and the CRM sent, as it came. Nothing is lost: what was not understood is shown here and can be mapped again.',
  },
  state: { ru: 'Состояние', en: 'State' },
  provider: { ru: 'Откуда', en: 'From' },
  endpoint: { ru: 'Канал', en: 'Channel' },
  replay: { ru: 'Разобрать заново', en: 'Map again' },
  replayFailed: { ru: 'Все не разобранные', en: 'All that were not understood' },
  replayShown: { ru: 'Всё за выбранный период с этими фильтрами', en: 'Everything of this period and filter' },
  empty: { ru: 'За этот период событий нет', en: 'No events in this period' },
  emptyWhy: {
    ru: 'Выберите другой период или снимите фильтры. Если ничего ещё не подключено, начните с этого.',
    en: 'Choose another period or clear the filters. If nothing is connected yet, begin there.',
  },
})

const states = ['failed', 'waiting', 'applied', 'ignored'] as const
const pageSize = 100

const filterNames = ['state', 'provider', 'endpoint', 'subject'] as const

/** What the address asks for, as the API takes it. */
function useEventFilter() {
  const filter = useReportFilter()
  const { from, to } = filter.period
  const chosen = filter.list('state')
  const providersChosen = filter.list('provider')
  const endpoint = filter.one('endpoint')
  const subject = filter.one('subject')
  return {
    from,
    to,
    ...(chosen.length > 0 && { state: chosen as InboxEvent['state'][] }),
    ...(providersChosen.length > 0 && { provider: providersChosen as Provider[] }),
    ...(endpoint && { endpoint }),
    ...(subject && { subject }),
  }
}

export default function InboxScreen() {
  const t = useTexts(texts)
  const stateName = useTexts(stateTexts)
  const providerName = useProviderName()
  const can = useCan()
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const filter = useEventFilter()
  const [opened, setOpened] = useState<string | null>(null)
  const [replaying, setReplaying] = useState<'failed' | 'shown' | null>(null)
  const endpoints = useQuery(api.endpoints.list.queryOptions({ input: { workspace: slug } }))
  const query = useInfiniteQuery(
    api.events.list.infiniteOptions({
      input: (before: string | undefined) => ({
        workspace: slug,
        ...filter,
        limit: pageSize,
        ...(before && { before }),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => (page.more ? page.events.at(-1)?.id : undefined),
      placeholderData: keepPreviousData,
    }),
  )
  const figures = useQuery(api.events.figures.queryOptions({ input: { workspace: slug } }))
  // Before the first event the sentence above says all there is.
  const untouched = figures.data?.lastEventAt === null
  useLive('inbox', () => void queries.invalidateQueries({ queryKey: api.events.key() }))
  const events = query.data?.pages.flatMap((page) => page.events) ?? []
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={can('intake.manage') ? <ReplayMenu onChoose={setReplaying} /> : null}
      bar={
        <ReportBar filters={filterNames}>
          <FilterSelect
            name="state"
            label={t('state')}
            options={states.map((value) => ({ value, label: stateName(value) }))}
          />
          <FilterSelect
            name="provider"
            label={t('provider')}
            options={[...new Set((endpoints.data ?? []).map(({ provider }) => provider))].map((value) => ({
              value,
              label: providerName(value),
            }))}
          />
          <FilterSelect
            name="endpoint"
            label={t('endpoint')}
            options={(endpoints.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          />
        </ReportBar>
      }
    >
      <InboxVerdict />
      {untouched ? null : (
        <Panel flush>
          {query.isPending ? <Loading rows={10} /> : null}
          {query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : null}
          {query.isSuccess && events.length === 0 ? <Empty title={t('empty')}>{t('emptyWhy')}</Empty> : null}
          {events.length > 0 ? (
            <EventTable
              label={t('title')}
              events={events}
              onOpen={(event) => setOpened(event.id)}
              onEnd={() => query.hasNextPage && !query.isFetchingNextPage && void query.fetchNextPage()}
            />
          ) : null}
        </Panel>
      )}
      {opened ? <EventDialog id={opened} onClose={() => setOpened(null)} /> : null}
      {replaying ? (
        <ReplayMany
          kind={replaying}
          filter={replaying === 'failed' ? { state: ['failed'] } : filter}
          onClose={() => setReplaying(null)}
        />
      ) : null}
    </Page>
  )
}

function ReplayMenu({ onChoose }: { onChoose: (kind: 'failed' | 'shown') => void }) {
  const t = useTexts(texts)
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={13} />}>
          {t('replay')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onChoose('failed')}>{t('replayFailed')}</Menu.Item>
        <Menu.Item onClick={() => onChoose('shown')}>{t('replayShown')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
