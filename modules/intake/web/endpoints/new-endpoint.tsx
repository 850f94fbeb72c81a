import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core'
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
import { api, type Provider } from '../api.ts'
import { providerTexts } from '../words.ts'
import { SecretInputs } from './secret-inputs.tsx'
import { Setup } from './setup.tsx'
import { ZoneSelect } from './zone-select.tsx'

const texts = defineTexts({
  title: { ru: 'Новый канал', en: 'New channel' },
  provider: { ru: 'Откуда приходят события', en: 'Where events come from' },
  name: { ru: 'Название', en: 'Name' },
  example: { ru: 'Основная АТС', en: 'Main exchange' },
  make: { ru: 'Создать', en: 'Create' },
  secret: { ru: 'Секрет', en: 'Secret' },
  once: {
    ru: 'Сохраните секрет сейчас: показать его ещё раз нельзя.',
    en: 'Keep the secret now: it can’t be shown again.',
  },
  next: { ru: 'Осталось настроить отправителя', en: 'What is left: set the sender up' },
  done: { ru: 'Готово', en: 'Done' },
})

const providers: readonly Provider[] = ['mango', 'uis', 'zadarma', 'generic']

/** Opens a door for a provider and says what to do at the other end. */
export function NewEndpoint({ onClose }: { onClose: () => void }) {
  const t = useTexts(texts)
  const providerName = useTexts(providerTexts)
  const { slug, timezone } = useWorkspace()
  const queries = useQueryClient()
  const [provider, setProvider] = useState<Provider>('mango')
  const [name, setName] = useState('')
  const [zone, setZone] = useState(timezone)
  const [secrets, setSecrets] = useState<Readonly<Record<string, string>>>({})
  const make = useMutation({
    mutationFn: () =>
      api.endpoints.create.call({
        workspace: slug,
        provider,
        name: name.trim() || providerName(provider),
        secrets,
        ...(provider === 'zadarma' || provider === 'uis' ? { settings: { timezone: zone } } : {}),
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: api.endpoints.key() }),
    onError: (error) => {
      if (!problemOf(error)?.field) toastError(error)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    make.mutate()
  }
  const problem = problemOf(make.error)
  const made = make.data
  return (
    <Dialog opened onClose={onClose} title={made ? made.name : t('title')} size={made ? 'lg' : 'md'}>
      {made ? (
        <Stack gap="sm">
          {made.secrets.secret ? <CopyField label={t('secret')} hint={t('once')} value={made.secrets.secret} /> : null}
          <Text fw={600} size="sm">
            {t('next')}
          </Text>
          <Setup provider={made.provider} path={made.path} secret={made.secrets.secret} />
          <Group justify="flex-end">
            <Button onClick={onClose}>{t('done')}</Button>
          </Group>
        </Stack>
      ) : (
        <form onSubmit={submit}>
          <Stack gap="sm">
            <Select
              label={t('provider')}
              data={providers.map((value) => ({ value, label: providerName(value) }))}
              value={provider}
              onChange={(value) => {
                setProvider((value as Provider | null) ?? provider)
                setSecrets({})
              }}
              allowDeselect={false}
              data-autofocus
            />
            <TextInput
              label={t('name')}
              placeholder={t('example')}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <SecretInputs provider={provider} values={secrets} onChange={setSecrets} problem={problem} required />
            {provider === 'zadarma' || provider === 'uis' ? <ZoneSelect value={zone} onChange={setZone} /> : null}
            <Group justify="flex-end">
              <Button type="submit" loading={make.isPending}>
                {t('make')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Dialog>
  )
}
