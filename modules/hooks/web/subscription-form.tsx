import { Button, Checkbox, Group, Stack, TextInput } from '@mantine/core'
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
} from '../../../platform/web/index.ts'
import { api, type Subscription } from './api.ts'
import { eventNames, eventTexts } from './words.ts'

const texts = defineTexts({
  title: { ru: 'Новый получатель', en: 'New receiver' },
  name: { ru: 'Название', en: 'Name' },
  example: { ru: 'Наша CRM', en: 'Our CRM' },
  url: { ru: 'Адрес', en: 'Address' },
  events: { ru: 'О чём сообщать', en: 'What to tell' },
  make: { ru: 'Создать', en: 'Create' },
  save: { ru: 'Сохранить', en: 'Save' },
  secret: { ru: 'Секрет подписи', en: 'Secret of the signature' },
  once: {
    ru: 'Сохраните его сейчас: показать ещё раз нельзя. Им получатель проверяет заголовок X-Lidoskop-Signature.',
    en: 'Keep it now: it can’t be shown again. The receiver checks the header X-Lidoskop-Signature with it.',
  },
  done: { ru: 'Готово', en: 'Done' },
})

/** Makes or changes a subscription; the secret of a new one is shown once. */
export function SubscriptionForm({ subscription, onClose }: { subscription?: Subscription; onClose: () => void }) {
  const t = useTexts(texts)
  const eventName = useTexts(eventTexts)
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const [name, setName] = useState(subscription?.name ?? '')
  const [url, setUrl] = useState(subscription?.url ?? 'https://')
  const [events, setEvents] = useState<Subscription['events']>(subscription?.events ?? ['interaction.finished'])
  const save = useMutation({
    mutationFn: async () => {
      const body = { workspace: slug, name, url, events }
      if (!subscription) return (await api.subscriptions.create.call(body)).secret
      await api.subscriptions.update.call({ ...body, id: subscription.id })
      return null
    },
    onSuccess: async (secret) => {
      await queries.invalidateQueries({ queryKey: api.key() })
      if (secret === null) onClose()
    },
    onError: (error) => {
      if (!problemOf(error)?.field) toastError(error)
    },
  })
  const problem = problemOf(save.error)
  const errorOf = (field: string) => (problem?.field === field ? problem.message : undefined)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <Dialog opened onClose={onClose} title={subscription?.name ?? t('title')}>
      {save.data ? (
        <Stack gap="sm">
          <CopyField label={t('secret')} hint={t('once')} value={save.data} />
          <Group justify="flex-end">
            <Button onClick={onClose}>{t('done')}</Button>
          </Group>
        </Stack>
      ) : (
        <form onSubmit={submit}>
          <Stack gap="sm">
            <TextInput
              label={t('name')}
              placeholder={t('example')}
              required
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              data-autofocus
            />
            <TextInput
              label={t('url')}
              type="url"
              required
              value={url}
              onChange={(event) => setUrl(event.currentTarget.value)}
              error={errorOf('url')}
            />
            <Checkbox.Group
              label={t('events')}
              value={events}
              onChange={(chosen) => setEvents(chosen as Subscription['events'])}
              error={errorOf('events')}
            >
              <Stack gap={6} mt={6}>
                {eventNames.map((value) => (
                  <Checkbox key={value} value={value} label={eventName(value)} description={value} />
                ))}
              </Stack>
            </Checkbox.Group>
            <Group justify="flex-end">
              <Button type="submit" loading={save.isPending} disabled={events.length === 0}>
                {t(subscription ? 'save' : 'make')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Dialog>
  )
}
