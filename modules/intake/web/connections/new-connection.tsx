import { Button, Group, Stack, Text } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
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
import { api, type CatalogueEntry } from '../api.ts'
import { providerWords } from '../providers/index.ts'
import { useProviderName, useWords } from '../providers/use-words.ts'
import { Catalogue } from './catalogue.tsx'
import { ConnectionFields, type Draft } from './connection-fields.tsx'
import styles from './connections.module.css'
import Setup, { Steps } from './setup.tsx'

const texts = defineTexts({
  title: { ru: 'Что подключить?', en: 'What to connect?' },
  back: { ru: 'К каталогу', en: 'To the catalogue' },
  make: { ru: 'Подключить', en: 'Connect' },
  secret: { ru: 'Секрет', en: 'Secret' },
  once: {
    ru: 'Сохраните секрет сейчас: показать его ещё раз нельзя.',
    en: 'Keep the secret now: it can’t be shown again.',
  },
  next: { ru: 'Что сделать на той стороне', en: 'What to do at the other end' },
  where: { ru: 'Где это взять', en: 'Where to find this' },
  addressLater: { ru: 'Адрес появится после подключения.', en: 'The address appears once it is connected.' },
  done: { ru: 'Готово', en: 'Done' },
})

/** Whether something of the provider's cabinet has to be known before. */
const isCopied = ({ secrets, fields }: CatalogueEntry): boolean =>
  secrets.some(({ made }) => !made) || fields.some(({ required }) => required)

const blank: Draft = { name: '', secrets: {}, settings: {} }

/** From the catalogue over the form to what is left to do in the provider's cabinet. */
export default function NewConnection({
  entries,
  connected,
  onClose,
}: {
  entries: readonly CatalogueEntry[]
  connected: ReadonlyMap<string, number>
  onClose: () => void
}) {
  const t = useTexts(texts)
  const say = useWords()
  const providerName = useProviderName()
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const [entry, setEntry] = useState<CatalogueEntry | null>(null)
  const [draft, setDraft] = useState<Draft>(blank)
  const words = entry && providerWords[entry.provider]
  const make = useMutation({
    mutationFn: async ({ provider }: CatalogueEntry) =>
      api.endpoints.create.call({
        workspace: slug,
        provider,
        name: draft.name.trim() || providerName(provider),
        secrets: draft.secrets,
        settings: draft.settings,
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: api.endpoints.key() }),
    onError: (error) => {
      if (!problemOf(error)?.field) toastError(error)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (entry) make.mutate(entry)
  }
  const made = make.data
  const ownSecret = made && Object.values(made.secrets)[0]
  if (entry && made) {
    return (
      <Dialog opened onClose={onClose} title={made.name} size="lg">
        <Stack gap="sm">
          {ownSecret ? <CopyField label={t('secret')} hint={t('once')} value={ownSecret} /> : null}
          <Text fw={600} size="sm">
            {t('next')}
          </Text>
          <Setup entry={entry} path={made.path} secret={ownSecret} />
          <Group justify="flex-end">
            <Button onClick={onClose}>{t('done')}</Button>
          </Group>
        </Stack>
      </Dialog>
    )
  }
  if (entry) {
    return (
      <Dialog opened onClose={onClose} title={providerName(entry.provider)} size="md">
        <form onSubmit={submit}>
          <Stack gap="sm">
            {words ? (
              <Text size="sm" c="dimmed">
                {say(words.about)}
              </Text>
            ) : null}
            {words && isCopied(entry) ? (
              <details className={styles.where}>
                <summary>{t('where')}</summary>
                <Steps steps={words.steps} />
                {entry.webhook ? (
                  <Text size="xs" c="dimmed" mt={4}>
                    {t('addressLater')}
                  </Text>
                ) : null}
              </details>
            ) : null}
            <ConnectionFields entry={entry} draft={draft} onChange={setDraft} problem={problemOf(make.error)} />
            <Group justify="space-between">
              <Button
                variant="subtle"
                color="gray"
                leftSection={<IconArrowLeft size={14} />}
                onClick={() => {
                  setEntry(null)
                  make.reset()
                }}
              >
                {t('back')}
              </Button>
              <Button type="submit" loading={make.isPending}>
                {t('make')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Dialog>
    )
  }
  return (
    <Dialog opened onClose={onClose} title={t('title')} size="xl">
      <Catalogue
        entries={entries}
        connected={connected}
        onChoose={(chosen) => {
          setDraft(blank)
          setEntry(chosen)
        }}
      />
    </Dialog>
  )
}
