import { Button, Group, NumberInput, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import {
  Dialog,
  defineTexts,
  problemOf,
  toast,
  toastError,
  useTexts,
  useWorkspace,
} from '../../../../platform/web/index.ts'
import { api, type Endpoint } from '../api.ts'
import { SecretInputs } from './secret-inputs.tsx'
import { UisFields } from './uis-fields.tsx'
import { ZoneSelect } from './zone-select.tsx'

const texts = defineTexts({
  name: { ru: 'Название', en: 'Name' },
  namespace: { ru: 'Приставка к id обращений', en: 'Prefix of interaction ids' },
  namespaceHint: {
    ru: 'Нужна, когда две системы нумеруют обращения каждая с единицы. Пусто — без приставки.',
    en: 'Needed where two systems both count from one. Empty: no prefix.',
  },
  retention: { ru: 'Хранить события, дней', en: 'Keep events, days' },
  retentionHint: {
    ru: 'После этого разобранные события удаляются; сами обращения остаются. Не разобранные хранятся всегда.',
    en: 'After that events that were recorded are removed; the interactions stay. What was not understood stays always.',
  },
  save: { ru: 'Сохранить', en: 'Save' },
  saved: { ru: 'Сохранено', en: 'Saved' },
  remap: {
    ru: 'Новые настройки действуют для новых событий. Старые можно разобрать заново в журнале событий.',
    en: 'New settings work for new events. Old ones can be mapped again in the event inbox.',
  },
})

/** Changes a channel's name, secrets and settings. */
export function EditEndpoint({ endpoint, onClose }: { endpoint: Endpoint; onClose: () => void }) {
  const t = useTexts(texts)
  const { slug, timezone } = useWorkspace()
  const queries = useQueryClient()
  const { provider, settings } = endpoint
  const [name, setName] = useState(endpoint.name)
  const [secrets, setSecrets] = useState<Readonly<Record<string, string>>>({})
  const [zone, setZone] = useState(String(settings.timezone ?? timezone))
  const [namespace, setNamespace] = useState(String(settings.namespace ?? ''))
  const [fields, setFields] = useState((settings.fields ?? {}) as Readonly<Record<string, string>>)
  const [days, setDays] = useState(Number(settings.retentionDays ?? 365))
  const save = useMutation({
    mutationFn: () =>
      api.endpoints.update.call({
        workspace: slug,
        id: endpoint.id,
        name,
        secrets,
        settings: {
          ...((provider === 'zadarma' || provider === 'uis') && { timezone: zone }),
          retentionDays: days,
          ...(provider === 'generic' && { namespace }),
          ...(provider === 'uis' && { fields }),
        },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: api.endpoints.key() })
      toast(t('saved'))
      onClose()
    },
    onError: toastError,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <Dialog opened onClose={onClose} title={endpoint.name}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput
            label={t('name')}
            required
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            data-autofocus
          />
          <SecretInputs
            provider={provider}
            values={secrets}
            onChange={setSecrets}
            hints={endpoint.secretHints}
            problem={problemOf(save.error)}
          />
          {provider === 'zadarma' || provider === 'uis' ? <ZoneSelect value={zone} onChange={setZone} /> : null}
          {provider === 'generic' ? (
            <TextInput
              label={t('namespace')}
              description={t('namespaceHint')}
              value={namespace}
              onChange={(event) => setNamespace(event.currentTarget.value)}
            />
          ) : null}
          {provider === 'uis' ? <UisFields value={fields} onChange={setFields} /> : null}
          <NumberInput
            label={t('retention')}
            description={t('retentionHint')}
            min={7}
            max={3650}
            value={days}
            onChange={(value) => setDays(Number(value) || 365)}
          />
          {provider === 'generic' ? null : (
            <Text size="xs" c="dimmed">
              {t('remap')}
            </Text>
          )}
          <Group justify="flex-end">
            <Button type="submit" loading={save.isPending}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
