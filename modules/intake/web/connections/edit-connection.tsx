import { Button, Group, Stack, Text } from '@mantine/core'
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
import { api, type CatalogueEntry, type Endpoint } from '../api.ts'
import { ConnectionFields, type Draft } from './connection-fields.tsx'

const texts = defineTexts({
  save: { ru: 'Сохранить', en: 'Save' },
  saved: { ru: 'Сохранено', en: 'Saved' },
  remap: {
    ru: 'Новые настройки действуют для новых событий. Старые можно разобрать заново в журнале событий.',
    en: 'New settings work for new events. Old ones can be mapped again in the event inbox.',
  },
})

/** Changes a connection's name, secrets and settings. */
export default function EditConnection({
  endpoint,
  entry,
  onClose,
}: {
  endpoint: Endpoint
  entry: CatalogueEntry
  onClose: () => void
}) {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const [draft, setDraft] = useState<Draft>({ name: endpoint.name, secrets: {}, settings: endpoint.settings })
  const save = useMutation({
    mutationFn: () => api.endpoints.update.call({ workspace: slug, id: endpoint.id, ...draft }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: api.endpoints.key() })
      toast(t('saved'))
      onClose()
    },
    onError: (error) => {
      if (!problemOf(error)?.field) toastError(error)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <Dialog opened onClose={onClose} title={endpoint.name}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <ConnectionFields
            entry={entry}
            draft={draft}
            onChange={setDraft}
            hints={endpoint.secretHints}
            problem={problemOf(save.error)}
          />
          {entry.webhook ? (
            <Text size="xs" c="dimmed">
              {t('remap')}
            </Text>
          ) : null}
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
