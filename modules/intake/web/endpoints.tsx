import { Button, Stack } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
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
} from '../../../platform/web/index.ts'
import { api } from './api.ts'
import { EndpointCard } from './endpoints/endpoint-card.tsx'
import { NewEndpoint } from './endpoints/new-endpoint.tsx'

const texts = defineTexts({
  title: { ru: 'Каналы приёма', en: 'Incoming channels' },
  lead: {
    ru: 'Адреса, на которые телефония, сайт и CRM сообщают об обращениях. Каждое сообщение сначала сохраняется, потом разбирается.',
    en: 'Addresses to which telephony, the site and the CRM tell of interactions. Every message is kept first and understood afterwards.',
  },
  add: { ru: 'Новый канал', en: 'New channel' },
  empty: { ru: 'Каналов ещё нет', en: 'No channels yet' },
  emptyWhy: {
    ru: 'Подключите телефонию, и звонки появятся в обращениях в ту же секунду. Прошлые звонки можно загрузить файлом.',
    en: 'Connect your telephony, and calls appear among the interactions within a second. Past calls can be imported from a file.',
  },
  emptyAsk: {
    ru: 'Телефонию, сайт и CRM подключает администратор компании.',
    en: 'Telephony, the site and the CRM are connected by the company’s administrator.',
  },
})

export default function EndpointsScreen() {
  const t = useTexts(texts)
  const can = useCan()
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const [adding, setAdding] = useState(false)
  const query = useQuery(api.endpoints.list.queryOptions({ input: { workspace: slug } }))
  useLive('inbox', () => void queries.invalidateQueries({ queryKey: api.endpoints.key() }))
  const add = can('intake.manage') ? (
    <Button leftSection={<IconPlus size={14} />} onClick={() => setAdding(true)}>
      {t('add')}
    </Button>
  ) : null
  return (
    <Page title={t('title')} lead={t('lead')} actions={add} wide={false}>
      <Loaded query={query} rows={5}>
        {(endpoints) =>
          endpoints.length === 0 ? (
            <Panel>
              <Empty title={t('empty')} action={add}>
                {t(add ? 'emptyWhy' : 'emptyAsk')}
              </Empty>
            </Panel>
          ) : (
            <Stack gap="sm">
              {endpoints.map((endpoint) => (
                <EndpointCard key={endpoint.id} endpoint={endpoint} />
              ))}
            </Stack>
          )
        }
      </Loaded>
      {adding ? <NewEndpoint onClose={() => setAdding(false)} /> : null}
    </Page>
  )
}
