import { Button, Group, Radio, Stack, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast, toastError, useFormat, useTexts, useWorkspace } from '../../../../platform/web/index.ts'
import { api, type Card } from '../api.ts'
import { cardTexts } from './texts.ts'

/** Chooses another client, none, or leaves it to number and address again; always with a reason. */
export function CorrectClient({ deal, onDone }: { deal: Card; onDone: () => void }) {
  const t = useTexts(cardTexts)
  const format = useFormat()
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const [text, setText] = useState('')
  const [client, setClient] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const [asked] = useDebouncedValue(text.trim(), 300)
  const found = useQuery({
    ...api.clients.queryOptions({ input: { workspace: slug, text: asked } }),
    enabled: asked.length >= 2,
  })
  const save = useMutation({
    mutationFn: () => api.match.call({ workspace: slug, id: deal.id, client: client ?? 'auto', reason: reason.trim() }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: api.key() })
      toast(t('corrected'))
      onDone()
    },
    onError: toastError,
  })
  const clients = asked.length >= 2 ? (found.data ?? []) : []
  return (
    <Stack gap="sm" mt="xs">
      <TextInput
        label={t('find')}
        value={text}
        data-autofocus
        onChange={(event) => setText(event.currentTarget.value)}
        description={asked.length >= 2 && found.data?.length === 0 ? t('nobodyFound') : undefined}
      />
      <Radio.Group value={client} onChange={setClient} aria-label={t('choose')}>
        <Stack gap={6}>
          {clients.map(({ id, name, contact, lastAt }) => (
            <Radio
              key={id}
              value={id}
              label={
                [name, contact?.startsWith('+') ? format.phone(contact) : contact].filter(Boolean).join(' · ') || '—'
              }
              description={format.dateTime(lastAt)}
            />
          ))}
          <Radio value="none" label={t('takeOff')} />
          {deal.basis === 'chosen' || deal.basis === 'none' ? <Radio value="auto" label={t('leaveToCrm')} /> : null}
        </Stack>
      </Radio.Group>
      <TextInput
        label={t('reason')}
        description={t('reasonHow')}
        value={reason}
        maxLength={500}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Group gap="xs">
        <Button
          size="xs"
          disabled={client === null || reason.trim().length < 3}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          {t('save')}
        </Button>
        <Button size="xs" variant="subtle" onClick={onDone}>
          {t('cancel')}
        </Button>
      </Group>
    </Stack>
  )
}
