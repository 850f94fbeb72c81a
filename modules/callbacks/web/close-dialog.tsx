import { Button, Group, Modal, Radio, Stack, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { toastError, useTexts, useWorkspace } from '../../../platform/web/index.ts'
import { type RequestResult, requestResults } from '../rules.ts'
import { api } from './api.ts'
import { texts } from './texts.ts'

/** Ends a request by hand. */
export function CloseDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const [result, setResult] = useState<RequestResult>('talked')
  const [note, setNote] = useState('')
  const close = useMutation({
    mutationFn: () => api.close.call({ workspace: slug, id, result, ...(note.trim() && { note }) }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: api.key() })
      onClose()
    },
    onError: toastError,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    close.mutate()
  }
  return (
    <Modal opened onClose={onClose} title={t('closeTitle')}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Radio.Group
            value={result}
            onChange={(value) => setResult(value as RequestResult)}
            aria-label={t('closeTitle')}
          >
            <Stack gap="xs">
              {requestResults.map((value) => (
                <Radio key={value} value={value} label={t(value)} />
              ))}
            </Stack>
          </Radio.Group>
          <Textarea
            label={t('note')}
            maxLength={1000}
            autosize
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button type="submit" loading={close.isPending}>
              {t('close')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
