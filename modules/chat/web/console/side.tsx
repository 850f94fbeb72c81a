import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Fragment, useState } from 'react'
import {
  toast,
  toastError,
  useCan,
  useFormat,
  useGo,
  useScreenLink,
  useTexts,
  useWorkspace,
} from '../../../../platform/web/index.ts'
import { InteractionBeside } from '../../../interactions/web/index.ts'
import { api, type Row } from '../api.ts'
import { chatTexts } from '../texts.ts'
import styles from './console.module.css'

/** Who the client is, where they are, how they came, and what happened with them before. */
export function ClientSide({ row, interactionId }: { row: Row; interactionId: string | null }) {
  const t = useTexts(chatTexts)
  const go = useGo()
  const link = useScreenLink()
  return (
    <aside className={styles.side} aria-label={t('about')}>
      {interactionId && row.state === 'closed' ? (
        <InteractionBeside id={interactionId} over onOpen={(id) => go(link(`interactions/${id}`))} />
      ) : null}
      <ClientForm key={row.visitor.id} row={row} />
      <dl className={styles.facts}>
        <dt>{t('page')}</dt>
        <dd>
          {row.pageUrl ? (
            <a href={row.pageUrl} target="_blank" rel="noopener noreferrer">
              {row.pageTitle || row.pageUrl}
            </a>
          ) : (
            '—'
          )}
        </dd>
      </dl>
      {interactionId && row.state === 'open' ? (
        <InteractionBeside id={interactionId} over={false} onOpen={(id) => go(link(`interactions/${id}`))} />
      ) : null}
    </aside>
  )
}

function ClientForm({ row }: { row: Row }) {
  const t = useTexts(chatTexts)
  const can = useCan()
  const { slug, seesPersonalData } = useWorkspace()
  const { name, phone, email } = row.visitor
  const format = useFormat()
  const [changed, setChanged] = useState<{ name?: string; phone?: string; email?: string }>({})
  const save = useMutation({
    mutationFn: () => api.describe.call({ workspace: slug, id: row.id, ...changed }),
    onSuccess: () => {
      setChanged({})
      toast(t('saved'))
    },
    onError: toastError,
  })
  const may = can('chats.answer') && seesPersonalData
  if (!may)
    return (
      <dl className={styles.facts}>
        {(['name', 'phone', 'email'] as const).map((key) =>
          row.visitor[key] ? (
            <Fragment key={key}>
              <dt>{t(key)}</dt>
              <dd>{row.visitor[key]}</dd>
            </Fragment>
          ) : null,
        )}
      </dl>
    )
  const field = (key: 'name' | 'phone' | 'email', value: string | null, type: string) => (
    <TextInput
      label={t(key)}
      type={type}
      value={changed[key] ?? value ?? ''}
      onChange={(event) => setChanged({ ...changed, [key]: event.currentTarget.value })}
    />
  )
  return (
    <form
      className={styles.client}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <Stack gap={6}>
        {field('name', name, 'text')}
        {field('phone', phone && format.phone(phone), 'tel')}
        {field('email', email, 'email')}
        {Object.keys(changed).length > 0 ? (
          <Group justify="flex-end">
            <Button type="submit" loading={save.isPending}>
              {t('save')}
            </Button>
          </Group>
        ) : null}
      </Stack>
    </form>
  )
}
