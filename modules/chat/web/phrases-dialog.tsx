import { ActionIcon, Button, Checkbox, Group, Stack, Textarea, TextInput } from '@mantine/core'
import { IconPencil, IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  Dialog,
  Empty,
  Loaded,
  problemOf,
  toastError,
  useCan,
  useTexts,
  useWorkspace,
} from '../../../platform/web/index.ts'
import { api, type Phrase } from './api.ts'
import styles from './phrases.module.css'
import { chatTexts } from './texts.ts'

/** Canned answers: the company's, which managers of chats change, and one's own. */
export function PhrasesDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(chatTexts)
  const can = useCan()
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const query = useQuery(api.phrases.list.queryOptions({ input: { workspace: slug } }))
  const [editing, setEditing] = useState<Phrase | 'new' | null>(null)
  const refresh = () => queries.invalidateQueries({ queryKey: api.phrases.key() })
  const remove = useMutation({
    mutationFn: (id: string) => api.phrases.remove.call({ workspace: slug, id }),
    onSuccess: refresh,
    onError: toastError,
  })
  return (
    <Dialog opened onClose={onClose} title={t('phrases')}>
      {editing ? (
        <PhraseForm
          phrase={editing === 'new' ? null : editing}
          onDone={() => {
            void refresh()
            setEditing(null)
          }}
        />
      ) : (
        <Stack gap="sm">
          <Loaded query={query} rows={4}>
            {(phrases) =>
              phrases.length === 0 ? (
                <Empty title={t('noPhrases')} />
              ) : (
                <ul className={styles.phrases}>
                  {phrases.map((phrase) => (
                    <li key={phrase.id}>
                      <div>
                        <b>/{phrase.shortcut}</b>{' '}
                        <span className="lk-quiet">{t(phrase.mine ? 'own' : 'ofCompany')}</span>
                        <p>{phrase.text}</p>
                      </div>
                      {phrase.mine || can('chats.manage') ? (
                        <>
                          <ActionIcon
                            aria-label={`${t('change')} /${phrase.shortcut}`}
                            onClick={() => setEditing(phrase)}
                          >
                            <IconPencil size={17} stroke={1.6} />
                          </ActionIcon>
                          <ActionIcon
                            aria-label={`${t('remove')} /${phrase.shortcut}`}
                            onClick={() => remove.mutate(phrase.id)}
                          >
                            <IconTrash size={17} stroke={1.6} />
                          </ActionIcon>
                        </>
                      ) : null}
                    </li>
                  ))}
                </ul>
              )
            }
          </Loaded>
          <Group justify="flex-end">
            <Button onClick={() => setEditing('new')}>{t('add')}</Button>
          </Group>
        </Stack>
      )}
    </Dialog>
  )
}

function PhraseForm({ phrase, onDone }: { phrase: Phrase | null; onDone: () => void }) {
  const t = useTexts(chatTexts)
  const can = useCan()
  const { slug } = useWorkspace()
  const [shortcut, setShortcut] = useState(phrase?.shortcut ?? '')
  const [text, setText] = useState(phrase?.text ?? '')
  const [forAll, setForAll] = useState(phrase ? !phrase.mine : false)
  const save = useMutation({
    mutationFn: async (): Promise<void> => {
      const body = { workspace: slug, shortcut, text }
      if (phrase) await api.phrases.update.call({ ...body, id: phrase.id })
      else await api.phrases.create.call({ ...body, mine: !forAll })
    },
    onSuccess: onDone,
    onError: (error) => {
      if (!problemOf(error)?.field) toastError(error)
    },
  })
  const problem = problemOf(save.error)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <Stack gap="sm">
        <TextInput
          label={t('shortcut')}
          leftSection="/"
          required
          data-autofocus
          maxLength={40}
          value={shortcut}
          onChange={(event) => setShortcut(event.currentTarget.value.replace(/[\s/]/g, ''))}
          error={problem?.field === 'shortcut' ? problem.message : undefined}
        />
        <Textarea
          label={t('text')}
          required
          autosize
          minRows={3}
          maxRows={10}
          maxLength={4000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {can('chats.manage') && !phrase ? (
          <Checkbox label={t('forAll')} checked={forAll} onChange={(event) => setForAll(event.currentTarget.checked)} />
        ) : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
