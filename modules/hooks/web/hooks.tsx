import { Button, Stack } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { defineTexts, Empty, Loaded, Page, Panel, useTexts, useWorkspace } from '../../../platform/web/index.ts'
import { api } from './api.ts'
import { SubscriptionCard } from './subscription-card.tsx'
import { SubscriptionForm } from './subscription-form.tsx'

const texts = defineTexts({
  title: { ru: 'Исходящие вебхуки', en: 'Outgoing webhooks' },
  lead: {
    ru: 'Лидоскоп сам сообщает вашим системам о событиях: подписанным сообщением, по порядку, с повторами, пока его не примут.',
    en: 'Lidoskop tells your systems of events by itself: signed messages, in order, repeated until they are taken.',
  },
  add: { ru: 'Новый получатель', en: 'New receiver' },
  empty: { ru: 'Получателей ещё нет', en: 'No receivers yet' },
  emptyWhy: {
    ru: 'Например, CRM может узнавать о каждом пропущенном звонке и о каждом изменении класса.',
    en: 'A CRM, say, can hear of every missed call and every change of a class.',
  },
})

export default function HooksScreen() {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const [adding, setAdding] = useState(false)
  const query = useQuery(api.subscriptions.list.queryOptions({ input: { workspace: slug }, refetchInterval: 15_000 }))
  const add = (
    <Button leftSection={<IconPlus size={14} />} onClick={() => setAdding(true)}>
      {t('add')}
    </Button>
  )
  return (
    <Page title={t('title')} lead={t('lead')} actions={query.data?.length ? add : null} wide={false}>
      <Loaded query={query} rows={5}>
        {(subscriptions) =>
          subscriptions.length === 0 ? (
            <Panel>
              <Empty title={t('empty')} action={add}>
                {t('emptyWhy')}
              </Empty>
            </Panel>
          ) : (
            <Stack gap="sm">
              {subscriptions.map((one) => (
                <SubscriptionCard key={one.id} subscription={one} />
              ))}
            </Stack>
          )
        }
      </Loaded>
      {adding ? <SubscriptionForm onClose={() => setAdding(false)} /> : null}
    </Page>
  )
}
