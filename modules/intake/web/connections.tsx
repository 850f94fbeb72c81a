import { Button, Stack } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import {
  defineTexts,
  Empty,
  Loaded,
  Page,
  Panel,
  useCan,
  useLive,
  useTexts,
  useWorkspace,
  Verdict,
} from '../../../platform/web/index.ts'
import { api, type CatalogueEntry, type Endpoint } from './api.ts'
import { ConnectionRow } from './connections/connection-row.tsx'
import { groupOrder, groupTexts } from './connections/groups.ts'
import { OtherConnections } from './connections/parts.tsx'
import { isTrouble, statusOf } from './connections/status.ts'

const NewConnection = lazy(() => import('./connections/new-connection.tsx'))

const texts = defineTexts({
  title: { ru: 'Подключения', en: 'Connections' },
  lead: {
    ru: 'Телефония, сайт, почта, мессенджеры и CRM: откуда приходят обращения и всё ли доходит. Каждое сообщение сначала сохраняется, потом разбирается.',
    en: 'Telephony, site, mail, messengers and CRM: where interactions come from and whether all of them arrive. Every message is kept first and understood afterwards.',
  },
  add: { ru: 'Подключить', en: 'Connect' },
  empty: { ru: 'Ничего ещё не подключено', en: 'Nothing is connected yet' },
  emptyWhy: {
    ru: 'Подключите телефонию, и звонки появятся в обращениях в ту же секунду. Прошлые звонки можно загрузить файлом.',
    en: 'Connect your telephony, and calls appear among the interactions within a second. Past calls can be imported from a file.',
  },
  emptyAsk: {
    ru: 'Телефонию, сайт и CRM подключает администратор компании.',
    en: 'Telephony, the site and the CRM are connected by the company’s administrator.',
  },
  trouble: {
    ru: {
      one: '{count} подключение не работает: {names}',
      few: '{count} подключения не работают: {names}',
      many: '{count} подключений не работают: {names}',
    },
    en: { one: '{count} connection does not work: {names}', other: '{count} connections do not work: {names}' },
  },
  quoted: { ru: '«{name}»', en: '“{name}”' },
})

export default function ConnectionsScreen() {
  const t = useTexts(texts)
  const can = useCan()
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const [adding, setAdding] = useState(false)
  const input = { input: { workspace: slug } }
  const catalogue = useQuery(api.endpoints.catalogue.queryOptions({ ...input, staleTime: Number.POSITIVE_INFINITY }))
  const query = useQuery(api.endpoints.list.queryOptions(input))
  useLive('inbox', () => void queries.invalidateQueries({ queryKey: api.endpoints.list.key() }))
  const entries = catalogue.data ?? []
  const connected = new Map<string, number>()
  for (const { provider } of query.data ?? []) connected.set(provider, (connected.get(provider) ?? 0) + 1)
  const add = can('intake.manage') ? (
    <Button leftSection={<IconPlus size={14} />} onClick={() => setAdding(true)}>
      {t('add')}
    </Button>
  ) : null
  return (
    <Page title={t('title')} lead={t('lead')} actions={query.data?.length === 0 ? null : add} wide={false}>
      <Loaded query={query} rows={5}>
        {(endpoints) =>
          endpoints.length === 0 ? (
            <Panel>
              <Empty title={t('empty')} action={add}>
                {t(add ? 'emptyWhy' : 'emptyAsk')}
              </Empty>
            </Panel>
          ) : (
            <Loaded query={catalogue} rows={5}>
              {(known) => <Connections endpoints={endpoints} entries={known} />}
            </Loaded>
          )
        }
      </Loaded>
      <OtherConnections />
      <Suspense fallback={null}>
        {adding ? <NewConnection entries={entries} connected={connected} onClose={() => setAdding(false)} /> : null}
      </Suspense>
    </Page>
  )
}

/** A provider that this server can't connect any more: what was connected can still be looked at and removed. */
const unlisted = (provider: CatalogueEntry['provider']): CatalogueEntry => ({
  ...{ provider, group: 'other', webhook: false, listens: false, testable: false },
  ...{ secrets: [], fields: [] },
})

function Connections({ endpoints, entries }: { endpoints: readonly Endpoint[]; entries: readonly CatalogueEntry[] }) {
  const t = useTexts(texts)
  const groupName = useTexts(groupTexts)
  const known = endpoints.map((endpoint) => {
    const entry = entries.find(({ provider }) => provider === endpoint.provider) ?? unlisted(endpoint.provider)
    return { endpoint, entry, trouble: isTrouble(statusOf(endpoint, entry.listens)) }
  })
  const troubled = known.filter(({ trouble }) => trouble).map(({ endpoint }) => endpoint.name)
  return (
    <Stack gap="sm">
      {troubled.length > 0 ? (
        <Verdict tone="act">
          {t('trouble', { count: troubled.length, names: troubled.map((name) => t('quoted', { name })).join(', ') })}
        </Verdict>
      ) : null}
      {groupOrder.map((group) => {
        const inGroup = known.filter(({ entry }) => entry.group === group)
        return inGroup.length === 0 ? null : (
          <Panel key={group} title={groupName(group)} flush>
            {inGroup.map(({ endpoint, entry }) => (
              <ConnectionRow key={endpoint.id} endpoint={endpoint} entry={entry} />
            ))}
          </Panel>
        )
      })}
    </Stack>
  )
}
