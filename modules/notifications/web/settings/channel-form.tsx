import { Button, Group, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import {
  CopyField,
  Dialog,
  defineTexts,
  problemOf,
  toastError,
  useTexts,
  useWorkspace,
} from '../../../../platform/web/index.ts'
import { type ChannelKind, channelKinds } from '../../rules.ts'
import { api, type Channel } from '../api.ts'
import { channelTexts } from './words.ts'

const texts = defineTexts({
  title: { ru: 'Новый канал', en: 'New channel' },
  kind: { ru: 'Куда', en: 'Where' },
  name: { ru: 'Название', en: 'Name' },
  example: { ru: 'Чат отдела продаж', en: 'Chat of the sales department' },
  language: { ru: 'На каком языке', en: 'In which language' },
  slackUrl: { ru: 'Адрес входящего вебхука', en: 'Address of the incoming webhook' },
  slackWhy: {
    ru: 'Slack, Mattermost или Rocket.Chat: «Incoming Webhook» нужного чата.',
    en: 'Slack, Mattermost or Rocket.Chat: “Incoming Webhook” of the chat.',
  },
  token: { ru: 'Токен бота', en: 'The bot’s token' },
  tokenWhy: {
    ru: 'Его даёт @BotFather. Добавьте бота в группу и напишите там что-нибудь, потом найдите чат.',
    en: '@BotFather gives it. Add the bot to the group, write something there, then find the chat.',
  },
  chat: { ru: 'Чат', en: 'Chat' },
  find: { ru: 'Найти чаты', en: 'Find chats' },
  found: { ru: 'Найденные чаты', en: 'Chats found' },
  none: {
    ru: 'Бот ещё ничего не слышал. Напишите ему или в группу с ним и повторите.',
    en: 'The bot has heard nothing yet. Write to it, or in a group with it, and try again.',
  },
  apiUrl: {
    ru: 'Свой сервер Bot API, если Telegram недоступен',
    en: 'Your own Bot API server, where Telegram can’t be reached',
  },
  url: { ru: 'Адрес', en: 'Address' },
  keep: { ru: 'Оставьте пустым, чтобы не менять', en: 'Leave it empty to keep it' },
  key: { ru: 'Ключ подписи', en: 'Key of the signature' },
  once: {
    ru: 'Сохраните его сейчас: показать ещё раз нельзя. Им проверяется заголовок X-Lidoskop-Signature.',
    en: 'Keep it now: it can’t be shown again. The header X-Lidoskop-Signature is checked with it.',
  },
  done: { ru: 'Готово', en: 'Done' },
  make: { ru: 'Подключить', en: 'Connect' },
  save: { ru: 'Сохранить', en: 'Save' },
})

/** Connects a channel or changes one. Secrets are never shown again. */
export function ChannelForm({ channel, onClose }: { channel?: Channel; onClose: () => void }) {
  const t = useTexts(texts)
  const kindName = useTexts(channelTexts)
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const [kind, setKind] = useState<ChannelKind>(channel?.kind ?? 'telegram')
  const [language, setLanguage] = useState(channel?.language ?? 'ru')
  const [entered, setEntered] = useState<Record<Field, string>>({
    ...{ name: channel?.name ?? '', url: channel?.settings.url ?? '', token: '' },
    ...{ chat: channel?.settings.chat ?? '', apiUrl: channel?.settings.apiUrl ?? '' },
  })
  const save = useMutation({
    mutationFn: async () => {
      const filled = Object.fromEntries(
        fieldsOf[kind].filter((name) => entered[name].trim()).map((name) => [name, entered[name].trim()]),
      )
      const body = { workspace: slug, name: entered.name.trim(), language, ...filled }
      if (!channel) return (await api.channels.create.call({ ...body, kind })).key
      await api.channels.update.call({ ...body, id: channel.id })
      return null
    },
    onSuccess: async (key) => {
      await queries.invalidateQueries({ queryKey: api.key() })
      if (key === null) onClose()
    },
    onError: (error) => {
      if (!problemOf(error)?.field) toastError(error)
    },
  })
  const problem = problemOf(save.error)
  const field = (name: Field, required: boolean) => ({
    value: entered[name],
    required,
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget
      setEntered((before) => ({ ...before, [name]: value }))
    },
    error: problem?.field === name ? problem.message : undefined,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  const secret = { required: !channel, ...(channel && { placeholder: t('keep') }) }
  return (
    <Dialog opened onClose={onClose} title={channel?.name ?? t('title')}>
      {save.data ? (
        <Stack gap="sm">
          <CopyField label={t('key')} hint={t('once')} value={save.data} />
          <Group justify="flex-end">
            <Button onClick={onClose}>{t('done')}</Button>
          </Group>
        </Stack>
      ) : (
        <form onSubmit={submit}>
          <Stack gap="sm">
            {channel ? null : (
              <SegmentedControl
                aria-label={t('kind')}
                value={kind}
                onChange={(chosen) => setKind(channelKinds.find((name) => name === chosen) ?? 'telegram')}
                data={channelKinds.map((name) => ({ value: name, label: kindName(name) }))}
              />
            )}
            <TextInput label={t('name')} placeholder={t('example')} maxLength={200} {...field('name', true)} />
            {kind === 'slack' ? (
              <TextInput
                label={t('slackUrl')}
                description={t('slackWhy')}
                type="url"
                {...field('url', false)}
                {...secret}
              />
            ) : null}
            {kind === 'webhook' ? <TextInput label={t('url')} type="url" {...field('url', true)} /> : null}
            {kind === 'telegram' ? (
              <>
                <TextInput
                  label={t('token')}
                  description={t('tokenWhy')}
                  autoComplete="off"
                  {...field('token', false)}
                  {...secret}
                />
                <ChatFinder
                  token={entered.token}
                  apiUrl={entered.apiUrl}
                  onFound={(chat) => setEntered((before) => ({ ...before, chat }))}
                />
                <TextInput label={t('chat')} placeholder="-1001234567890" {...field('chat', true)} />
                <TextInput
                  label={t('apiUrl')}
                  type="url"
                  placeholder="https://api.telegram.org"
                  {...field('apiUrl', false)}
                />
              </>
            ) : null}
            <Select
              label={t('language')}
              allowDeselect={false}
              value={language}
              onChange={(chosen) => setLanguage(chosen === 'en' ? 'en' : 'ru')}
              data={[
                { value: 'ru', label: 'Русский' },
                { value: 'en', label: 'English' },
              ]}
            />
            <Group justify="flex-end">
              <Button type="submit" loading={save.isPending}>
                {t(channel ? 'save' : 'make')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Dialog>
  )
}

type Field = 'name' | 'url' | 'token' | 'chat' | 'apiUrl'
const fieldsOf = {
  slack: ['url'],
  telegram: ['token', 'chat', 'apiUrl'],
  webhook: ['url'],
} as const satisfies Record<ChannelKind, readonly Field[]>

/** Chats in which the bot was spoken to: nobody has to know an id. */
function ChatFinder({ token, apiUrl, onFound }: { token: string; apiUrl: string; onFound: (chat: string) => void }) {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const find = useMutation({
    mutationFn: () => api.channels.chats.call({ workspace: slug, token, ...(apiUrl && { apiUrl }) }),
    onSuccess: ({ chats: [only, ...others] }) => {
      if (only && others.length === 0) onFound(only.id)
    },
    onError: toastError,
  })
  return (
    <Stack gap={4}>
      <Group>
        <Button variant="default" disabled={!token.trim()} loading={find.isPending} onClick={() => find.mutate()}>
          {t('find')}
        </Button>
      </Group>
      {find.data && find.data.chats.length === 0 ? <Text size="sm">{find.data.answer ?? t('none')}</Text> : null}
      {find.data && find.data.chats.length > 0 ? (
        <Select
          label={t('found')}
          onChange={(chat) => chat && onFound(chat)}
          data={find.data.chats.map(({ id, name }) => ({ value: id, label: `${name} · ${id}` }))}
        />
      ) : null}
    </Stack>
  )
}
