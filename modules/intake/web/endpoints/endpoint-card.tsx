import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ConnectionMenu } from '../../../../platform/web/connection/connection-menu.tsx'
import {
  defineTexts,
  GoLink,
  Panel,
  toast,
  toastError,
  useCan,
  useFormat,
  useScreenLink,
  useTexts,
  useWorkspace,
} from '../../../../platform/web/index.ts'
import { api, type Endpoint } from '../api.ts'
import { providerTexts, refusalTexts } from '../words.ts'
import { EditEndpoint } from './edit-endpoint.tsx'
import styles from './endpoints.module.css'
import { Setup } from './setup.tsx'

const texts = defineTexts({
  last: { ru: 'последнее событие {ago}', en: 'last event {ago}' },
  none: { ru: 'событий ещё не было', en: 'no events yet' },
  paused: { ru: 'выключен', en: 'switched off' },
  today: {
    ru: { one: '{count} событие сегодня', few: '{count} события сегодня', many: '{count} событий сегодня' },
    en: { one: '{count} event today', other: '{count} events today' },
  },
  waiting: { ru: '{count} в очереди', en: '{count} waiting' },
  failed: {
    ru: { one: '{count} не разобрано', few: '{count} не разобраны', many: '{count} не разобрано' },
    en: { one: '{count} not understood', other: '{count} not understood' },
  },
  refused: {
    ru: {
      one: 'Отклонён {count} запрос: {why}. Последний {ago}.',
      few: 'Отклонено {count} запроса: {why}. Последний {ago}.',
      many: 'Отклонено {count} запросов: {why}. Последний {ago}.',
    },
    en: {
      one: '{count} request turned away: {why}. Last {ago}.',
      other: '{count} requests turned away: {why}. Last {ago}.',
    },
  },
  test: { ru: 'Проверить', en: 'Send a test event' },
  tested: {
    ru: 'Проверочное событие принято и записано с пометкой «тест»',
    en: 'The test event was taken and recorded as a test',
  },
  testFailed: {
    ru: 'Канал ответил {status}: проверочное событие не принято',
    en: 'The channel answered {status}: the test event was not taken',
  },
  setup: { ru: 'Как настроить', en: 'How to set up' },
  hide: { ru: 'Скрыть', en: 'Hide' },
  renewSure: {
    ru: 'Старый секрет перестанет действовать сразу: события будут отклоняться, пока отправитель не получит новый.',
    en: 'The old secret stops working at once: events are turned away until the sender has the new one.',
  },
  secret: { ru: 'Секрет', en: 'Secret' },
  removeSure: {
    ru: 'Адрес перестанет отвечать навсегда. Обращения и журнал событий останутся.',
    en: 'The address stops answering for good. Interactions and the event inbox stay.',
  },
})

/** A door: how it goes, what is wrong, what to enter at the other end. */
export function EndpointCard({ endpoint }: { endpoint: Endpoint }) {
  const t = useTexts(texts)
  const why = useTexts(refusalTexts)
  const providerName = useTexts(providerTexts)
  const format = useFormat()
  const can = useCan()
  const link = useScreenLink()
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const [open, setOpen] = useState(endpoint.lastEventAt === null)
  const [editing, setEditing] = useState(false)
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
  const toggle = useMutation({
    mutationFn: () => api.endpoints.update.call({ ...target, active: !endpoint.active }),
    onSuccess: changed,
    onError: toastError,
  })
  const ours = endpoint.provider === 'generic' || endpoint.provider === 'uis'
  return (
    <Panel
      title={
        <span className={styles.title}>
          {endpoint.name}
          <Badge color="gray">{providerName(endpoint.provider)}</Badge>
          {endpoint.active ? null : <Badge color="yellow">{t('paused')}</Badge>}
        </span>
      }
      actions={
        <>
          {can('intake.manage') ? (
            <Button
              variant="default"
              loading={test.isPending}
              disabled={!endpoint.active}
              onClick={() => test.mutate()}
            >
              {t('test')}
            </Button>
          ) : null}
          {can('intake.manage') ? (
            <ConnectionMenu
              name={endpoint.name}
              active={endpoint.active}
              onEdit={() => setEditing(true)}
              onToggle={() => toggle.mutate()}
              renew={
                ours
                  ? async () => {
                      const made = (await api.endpoints.renewSecret.call(target)).secrets.secret ?? null
                      await changed()
                      return made
                    }
                  : undefined
              }
              remove={async () => {
                await api.endpoints.remove.call(target)
                await changed()
              }}
              words={{ secret: t('secret'), renewSure: t('renewSure'), removeSure: t('removeSure') }}
            />
          ) : null}
        </>
      }
    >
      <Stack gap="xs">
        <Group className={styles.facts}>
          <span>{endpoint.lastEventAt ? t('last', { ago: format.ago(endpoint.lastEventAt) }) : t('none')}</span>
          {endpoint.today > 0 ? (
            <GoLink href={link('inbox', { endpoint: endpoint.id, period: 'today' })}>
              {t('today', { count: endpoint.today })}
            </GoLink>
          ) : null}
          {endpoint.waiting > 0 ? <span>{t('waiting', { count: endpoint.waiting })}</span> : null}
          {endpoint.failed > 0 ? (
            <GoLink
              className={styles.act}
              href={link('inbox', { endpoint: endpoint.id, state: 'failed', period: 'year' })}
            >
              {t('failed', { count: endpoint.failed })}
            </GoLink>
          ) : null}
        </Group>
        {endpoint.refused.map(({ reason, count, lastAt }) => (
          <Text key={reason} size="sm" className={styles.look}>
            {t('refused', { count, why: why(reason), ago: format.ago(lastAt) })}
          </Text>
        ))}
        {open ? <Setup provider={endpoint.provider} path={endpoint.path} /> : null}
        <Button
          variant="subtle"
          color="gray"
          className={styles.toggle}
          onClick={() => setOpen(!open)}
          aria-expanded={open}
        >
          {t(open ? 'hide' : 'setup')}
        </Button>
      </Stack>
      {editing ? <EditEndpoint endpoint={endpoint} onClose={() => setEditing(false)} /> : null}
    </Panel>
  )
}
