import { Badge, Button, Stack, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ConnectionMenu } from '../../../../platform/web/connection/connection-menu.tsx'
import {
  defineTexts,
  Empty,
  Loaded,
  Panel,
  toast,
  toastError,
  useFormat,
  useTexts,
  useWorkspace,
} from '../../../../platform/web/index.ts'
import { api, type Channel } from '../api.ts'
import styles from '../notifications.module.css'
import { ChannelForm } from './channel-form.tsx'
import { channelTexts, triedTexts } from './words.ts'

const texts = defineTexts({
  lead: {
    ru: 'Общие чаты и системы компании. Что туда уходит, решают правила; видит это каждый, кто там читает.',
    en: 'Chats and systems of the company. Rules decide what goes there; everybody who reads there sees it.',
  },
  add: { ru: 'Подключить', en: 'Connect' },
  empty: { ru: 'Каналов ещё нет', en: 'No channels yet' },
  emptyWhy: {
    ru: 'Slack, Mattermost или Rocket.Chat, бот Telegram, вебхук своей системы. Почта и колокольчик работают и без них.',
    en: 'Slack, Mattermost or Rocket.Chat, a Telegram bot, a webhook of your own. E-mail and the bell work without them.',
  },
  off: { ru: 'выключен', en: 'off' },
  test: { ru: 'Проверить', en: 'Send a test' },
  gone: {
    ru: 'Выключен: получатель ответил, что там больше никого нет (бот заблокирован, чат удалён, вебхук отозван)',
    en: 'Switched off: the receiver says that nobody is there any more (bot blocked, chat deleted, webhook revoked)',
  },
  failing: {
    ru: 'Выключен: сутки ни одно сообщение не дошло',
    en: 'Switched off: not one message got through for a day',
  },
  paused: { ru: 'Выключен вами', en: 'Switched off by you' },
  trouble: {
    ru: 'С {since} не доходит. Следующая попытка {next}.',
    en: 'Nothing gets through since {since}. Next attempt {next}.',
  },
  soon: { ru: 'сейчас', en: 'now' },
  chat: { ru: 'Чат {chat}', en: 'Chat {chat}' },
  hidden: { ru: 'Адрес вебхука хранится зашифрованным', en: 'The address of the webhook is kept encrypted' },
  removeSure: {
    ru: 'Сообщения сюда больше не уйдут; правила, которые ведут сюда, тоже удалятся.',
    en: 'No more messages go here; the rules that lead here are removed too.',
  },
})

/** Slack, Telegram and webhooks of the company. */
export default function Channels() {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const [editing, setEditing] = useState<Channel | 'new' | null>(null)
  const query = useQuery(api.channels.list.queryOptions({ input: { workspace: slug } }))
  const add = (
    <Button leftSection={<IconPlus size={14} />} onClick={() => setEditing('new')}>
      {t('add')}
    </Button>
  )
  return (
    <Stack gap="sm">
      <div className={styles.row}>
        <Text size="sm" c="dimmed">
          {t('lead')}
        </Text>
        {query.data?.length ? <span style={{ flex: 'none' }}>{add}</span> : null}
      </div>
      <Loaded query={query} rows={4}>
        {(channels) =>
          channels.length === 0 ? (
            <Panel>
              <Empty title={t('empty')} action={add}>
                {t('emptyWhy')}
              </Empty>
            </Panel>
          ) : (
            <Stack gap="sm">
              {channels.map((channel) => (
                <ChannelCard key={channel.id} channel={channel} onEdit={() => setEditing(channel)} />
              ))}
            </Stack>
          )
        }
      </Loaded>
      {editing ? (
        <ChannelForm {...(editing !== 'new' && { channel: editing })} onClose={() => setEditing(null)} />
      ) : null}
    </Stack>
  )
}

function ChannelCard({ channel, onEdit }: { channel: Channel; onEdit: () => void }) {
  const t = useTexts(texts)
  const tried = useTexts(triedTexts)
  const kind = useTexts(channelTexts)
  const format = useFormat()
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const target = { workspace: slug, id: channel.id }
  const changed = () => queries.invalidateQueries({ queryKey: api.key() })
  const test = useMutation({
    mutationFn: () => api.channels.test.call(target),
    onSuccess: ({ sent, status, answer }) => {
      const said = { answer: [status, answer].filter(Boolean).join(' ') || tried('silent') }
      if (sent) toast(tried('sent', said))
      else toastError(new Error(tried('refused', said)))
    },
    onError: toastError,
  })
  const toggle = useMutation({
    mutationFn: () => api.channels.update.call({ ...target, active: !channel.active }),
    onSuccess: changed,
    onError: toastError,
  })
  const { chat, url } = channel.settings
  return (
    <Panel
      title={
        <span className={styles.title}>
          {channel.name}
          <Badge color="gray">{kind(channel.kind)}</Badge>
          {channel.active ? null : <Badge color="yellow">{t('off')}</Badge>}
        </span>
      }
      actions={
        <>
          <Button variant="default" loading={test.isPending} onClick={() => test.mutate()}>
            {t('test')}
          </Button>
          <ConnectionMenu
            name={channel.name}
            active={channel.active}
            onEdit={onEdit}
            onToggle={() => toggle.mutate()}
            remove={async () => {
              await api.channels.remove.call(target)
              await changed()
            }}
            words={{ secret: '', renewSure: '', removeSure: t('removeSure') }}
          />
        </>
      }
    >
      <Stack gap={4}>
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {chat ? t('chat', { chat }) : (url ?? t('hidden'))}
        </Text>
        {channel.stoppedReason ? (
          <Text size="sm" className={channel.stoppedReason === 'paused' ? undefined : styles.late}>
            {t(channel.stoppedReason)}
          </Text>
        ) : channel.failingSince ? (
          <Text size="sm" className={styles.late}>
            {t('trouble', {
              since: format.dateTime(channel.failingSince),
              next: channel.attemptAt ? format.ago(channel.attemptAt) : t('soon'),
            })}
          </Text>
        ) : null}
      </Stack>
    </Panel>
  )
}
