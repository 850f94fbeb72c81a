import { Button, Group, Skeleton, Stack } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { ConnectionMenu } from '../../../../platform/web/connection/connection-menu.tsx'
import {
  defineTexts,
  GoLink,
  toast,
  toastError,
  useCan,
  useFormat,
  useScreenLink,
  useTexts,
  useWorkspace,
} from '../../../../platform/web/index.ts'
import { api, type CatalogueEntry, type Endpoint } from '../api.ts'
import { useProviderName } from '../providers/use-words.ts'
import styles from './connections.module.css'
import { isGoneTo, statusOf } from './status.ts'
import { StatusMark } from './status-mark.tsx'
import { Troubles } from './troubles.tsx'

// What is said of providers is as much as a screen by itself: it comes when somebody asks for it.
const EditConnection = lazy(() => import('./edit-connection.tsx'))
const Setup = lazy(() => import('./setup.tsx'))

const texts = defineTexts({
  last: { ru: 'последнее событие {ago}', en: 'last event {ago}' },
  reached: { ru: 'на связи, проверено {ago}', en: 'connected, checked {ago}' },
  today: {
    ru: { one: '{count} событие сегодня', few: '{count} события сегодня', many: '{count} событий сегодня' },
    en: { one: '{count} event today', other: '{count} events today' },
  },
  queued: { ru: '{count} в очереди', en: '{count} waiting' },
  failed: {
    ru: { one: '{count} не разобрано', few: '{count} не разобраны', many: '{count} не разобрано' },
    en: { one: '{count} not understood', other: '{count} not understood' },
  },
  test: { ru: 'Тестовое событие', en: 'Send a test event' },
  tested: {
    ru: 'Проверочное событие принято и записано с пометкой «тест»',
    en: 'The test event was taken and recorded as a test',
  },
  testFailed: {
    ru: 'Ответ {status}: проверочное событие не принято',
    en: 'Answer {status}: the test event was not taken',
  },
  check: { ru: 'Проверить связь', en: 'Check now' },
  checking: { ru: 'Соединяемся заново', en: 'Connecting anew' },
  setup: { ru: 'Как настроить', en: 'How to set up' },
  hide: { ru: 'Скрыть', en: 'Hide' },
  renewSure: {
    ru: 'Старый секрет перестанет действовать сразу: события будут отклоняться, пока отправитель не получит новый.',
    en: 'The old secret stops working at once: events are turned away until the sender has the new one.',
  },
  secret: { ru: 'Секрет', en: 'Secret' },
  removeSure: {
    ru: 'Подключение перестанет работать навсегда. Обращения и журнал событий останутся.',
    en: 'The connection ends for good. Interactions and the event inbox stay.',
  },
})

/** A connection: how it fares, what is wrong, what to enter at the other end. */
export function ConnectionRow({ endpoint, entry }: { endpoint: Endpoint; entry: CatalogueEntry }) {
  const t = useTexts(texts)
  const providerName = useProviderName()
  const format = useFormat()
  const can = useCan()
  const link = useScreenLink()
  const status = statusOf(endpoint, entry.listens)
  const [open, setOpen] = useState(status.kind === 'waiting')
  const [editing, setEditing] = useState(false)
  const called = providerName(endpoint.provider)
  return (
    <article className={styles.row} aria-label={endpoint.name}>
      <div className={styles.head}>
        <div className={styles.title}>
          <h3>{endpoint.name}</h3>
          {called === endpoint.name ? null : <span className={styles.provider}>{called}</span>}
          <StatusMark status={status} />
        </div>
        {can('intake.manage') ? <Actions endpoint={endpoint} entry={entry} onEdit={() => setEditing(true)} /> : null}
      </div>
      <Stack gap={6}>
        <Group className={styles.facts}>
          {endpoint.lastEventAt ? <span>{t('last', { ago: format.ago(endpoint.lastEventAt) })}</span> : null}
          {status.kind === 'working' && endpoint.listening?.lastOkAt ? (
            <span>{t('reached', { ago: format.ago(endpoint.listening.lastOkAt) })}</span>
          ) : null}
          {endpoint.today > 0 ? (
            <GoLink href={link('inbox', { endpoint: endpoint.id, period: 'today' })}>
              {t('today', { count: endpoint.today })}
            </GoLink>
          ) : null}
          {endpoint.waiting > 0 ? <span>{t('queued', { count: endpoint.waiting })}</span> : null}
          {endpoint.failed > 0 ? (
            <GoLink
              className={styles.act}
              href={link('inbox', { endpoint: endpoint.id, state: 'failed', period: 'year' })}
            >
              {t('failed', { count: endpoint.failed })}
            </GoLink>
          ) : null}
          <button type="button" className={styles.toggle} onClick={() => setOpen(!open)} aria-expanded={open}>
            {t(open ? 'hide' : 'setup')}
          </button>
        </Group>
        <Troubles endpoint={endpoint} status={status} />
        {open ? (
          <div className={styles.setup}>
            <Suspense fallback={<Skeleton height={120} />}>
              <Setup entry={entry} path={endpoint.path} />
            </Suspense>
          </div>
        ) : null}
      </Stack>
      <Suspense fallback={null}>
        {editing ? <EditConnection endpoint={endpoint} entry={entry} onClose={() => setEditing(false)} /> : null}
      </Suspense>
    </article>
  )
}

function Actions({ endpoint, entry, onEdit }: { endpoint: Endpoint; entry: CatalogueEntry; onEdit: () => void }) {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const changed = () => queries.invalidateQueries({ queryKey: api.key() })
  const target = { workspace: slug, id: endpoint.id }
  const test = useMutation({
    mutationFn: () => api.endpoints.test.call(target),
    onSuccess: async ({ status }) => {
      await changed()
      if (status < 300) toast(t('tested'))
      else toastError(new Error(t('testFailed', { status })))
    },
    onError: toastError,
  })
  const check = useMutation({
    mutationFn: () => api.endpoints.check.call(target),
    onSuccess: async () => {
      await changed()
      toast(t('checking'))
    },
    onError: toastError,
  })
  const toggle = useMutation({
    mutationFn: () => api.endpoints.update.call({ ...target, active: !endpoint.active }),
    onSuccess: changed,
    onError: toastError,
  })
  const renew = async () => {
    const { secrets } = await api.endpoints.renewSecret.call(target)
    await changed()
    return Object.values(secrets)[0] ?? null
  }
  return (
    <div className={styles.actions}>
      {entry.testable ? (
        <Button variant="default" loading={test.isPending} disabled={!endpoint.active} onClick={() => test.mutate()}>
          {t('test')}
        </Button>
      ) : null}
      {isGoneTo(endpoint, entry.listens) ? (
        <Button variant="default" loading={check.isPending} disabled={!endpoint.active} onClick={() => check.mutate()}>
          {t('check')}
        </Button>
      ) : null}
      <ConnectionMenu
        name={endpoint.name}
        active={endpoint.active}
        onEdit={onEdit}
        onToggle={() => toggle.mutate()}
        renew={entry.secrets.some(({ made }) => made) ? renew : undefined}
        remove={async () => {
          await api.endpoints.remove.call(target)
          await changed()
        }}
        words={{ secret: t('secret'), renewSure: t('renewSure'), removeSure: t('removeSure') }}
      />
    </div>
  )
}
