import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ConnectionMenu } from '../../../platform/web/connection/connection-menu.tsx'
import {
  defineTexts,
  Panel,
  toast,
  toastError,
  useFormat,
  useTexts,
  useWorkspace,
} from '../../../platform/web/index.ts'
import { api, type Subscription } from './api.ts'
import { DeliveriesDialog } from './deliveries-dialog.tsx'
import styles from './hooks.module.css'
import { SubscriptionForm } from './subscription-form.tsx'
import { eventTexts, stoppedTexts } from './words.ts'

const texts = defineTexts({
  test: { ru: 'Проверить', en: 'Send a test' },
  taken: { ru: 'Получатель ответил {status} за {ms} мс', en: 'The receiver answered {status} in {ms} ms' },
  refused: { ru: 'Получатель не принял проверку: {why}', en: 'The receiver did not take the test: {why}' },
  log: { ru: 'Доставки', en: 'Deliveries' },
  delivered: { ru: 'за сутки доставлено {count}', en: '{count} delivered in 24 hours' },
  waiting: { ru: 'ждут {count}', en: '{count} waiting' },
  failed: { ru: 'не доставлено {count}', en: '{count} given up' },
  trouble: {
    ru: 'С {since} ничего не доходит. Следующая попытка {next}.',
    en: 'Nothing gets through since {since}. Next attempt {next}.',
  },
  soon: { ru: 'сейчас', en: 'now' },
  off: { ru: 'выключен', en: 'switched off' },
  renewSure: {
    ru: 'Сообщения сразу подписываются новым секретом; старый получателю больше не подойдёт.',
    en: 'Messages are signed with the new secret at once; the old one won’t fit any more.',
  },
  secret: { ru: 'Секрет подписи', en: 'Secret of the signature' },
  removeSure: {
    ru: 'Получатель больше ничего не узнает, журнал доставок исчезнет.',
    en: 'The receiver hears nothing any more, and its log is gone.',
  },
})

/** A receiver: what it is told, how it goes, what is wrong. */
export function SubscriptionCard({ subscription }: { subscription: Subscription }) {
  const t = useTexts(texts)
  const eventName = useTexts(eventTexts)
  const stopped = useTexts(stoppedTexts)
  const format = useFormat()
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const [editing, setEditing] = useState(false)
  const [looking, setLooking] = useState(false)
  const target = { workspace: slug, id: subscription.id }
  const changed = () => queries.invalidateQueries({ queryKey: api.key() })
  const test = useMutation({
    mutationFn: () => api.subscriptions.test.call(target),
    onSuccess: async ({ status, error, ms }) => {
      await changed()
      if (status !== null && status < 300) toast(t('taken', { status, ms }))
      else toastError(new Error(t('refused', { why: error ?? String(status) })))
    },
    onError: toastError,
  })
  const toggle = useMutation({
    mutationFn: () => api.subscriptions.update.call({ ...target, active: !subscription.active }),
    onSuccess: changed,
    onError: toastError,
  })
  return (
    <Panel
      title={
        <span className={styles.title}>
          {subscription.name}
          {subscription.active ? null : <Badge color="yellow">{t('off')}</Badge>}
        </span>
      }
      actions={
        <>
          <Button variant="default" onClick={() => setLooking(true)}>
            {t('log')}
          </Button>
          <Button variant="default" loading={test.isPending} onClick={() => test.mutate()}>
            {t('test')}
          </Button>
          <ConnectionMenu
            name={subscription.name}
            active={subscription.active}
            onEdit={() => setEditing(true)}
            onToggle={() => toggle.mutate()}
            renew={async () => {
              const made = (await api.subscriptions.renewSecret.call(target)).secret
              await changed()
              return made
            }}
            remove={async () => {
              await api.subscriptions.remove.call(target)
              await changed()
            }}
            words={{ secret: t('secret'), renewSure: t('renewSure'), removeSure: t('removeSure') }}
          />
        </>
      }
    >
      <Stack gap="xs">
        <code className={styles.url}>{subscription.url}</code>
        <Group gap={6}>
          {subscription.events.map((event) => (
            <Badge key={event} color="gray">
              {eventName(event)}
            </Badge>
          ))}
        </Group>
        <Text size="sm" c="dimmed">
          {[
            t('delivered', { count: subscription.delivered }),
            subscription.waiting > 0 ? t('waiting', { count: subscription.waiting }) : null,
            subscription.failed > 0 ? t('failed', { count: subscription.failed }) : null,
          ]
            .filter(Boolean)
            .join(' · ')}
        </Text>
        {subscription.stoppedReason ? (
          <Text size="sm" className={subscription.stoppedReason === 'paused' ? undefined : styles.act}>
            {stopped(subscription.stoppedReason)}
          </Text>
        ) : subscription.failingSince ? (
          <Text size="sm" className={styles.look}>
            {t('trouble', {
              since: format.dateTime(subscription.failingSince),
              next: subscription.nextAttemptAt ? format.ago(subscription.nextAttemptAt) : t('soon'),
            })}
          </Text>
        ) : null}
      </Stack>
      {editing ? <SubscriptionForm subscription={subscription} onClose={() => setEditing(false)} /> : null}
      {looking ? <DeliveriesDialog subscription={subscription} onClose={() => setLooking(false)} /> : null}
    </Panel>
  )
}
