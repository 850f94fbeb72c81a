import { Button, Group, Stack, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Dialog, defineTexts, toastError, useTexts } from '../../../platform/web/index.ts'
import { ClassPicker } from '../../interactions/web/index.ts'
import { refresh } from './use-checks.ts'

const texts = defineTexts({
  why: { ru: 'Почему', en: 'Why' },
  whyHint: { ru: 'Это прочтут обе стороны, и это останется в истории.', en: 'Both sides read it, and it stays.' },
})

interface ClassDialogProps {
  readonly title: string
  readonly action: string
  /** Whether a class is chosen too, or is given and only the reason is asked for. */
  readonly picks: boolean
  /** Chosen at the beginning. */
  readonly classId?: string | null
  readonly onClose: () => void
  readonly run: (asked: { readonly classId: string; readonly reason: string }) => Promise<unknown>
}

/** Asks for a class where one is to be proposed, and always for the reason. Ctrl+Enter sends. */
export function ClassDialog({ title, action, picks, classId = null, onClose, run }: ClassDialogProps) {
  const t = useTexts(texts)
  const queries = useQueryClient()
  const [chosen, setChosen] = useState(classId)
  const [reason, setReason] = useState('')
  const send = useMutation({
    mutationFn: run,
    onSuccess: async () => {
      onClose()
      await refresh(queries)
    },
    onError: toastError,
  })
  const ready = reason.trim() !== '' && (!picks || chosen !== null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready && !send.isPending) send.mutate({ classId: chosen ?? '', reason: reason.trim() })
  }
  return (
    <Dialog opened onClose={onClose} title={title}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          {picks ? <ClassPicker chosen={chosen} onPick={setChosen} /> : null}
          <Textarea
            label={t('why')}
            description={t('whyHint')}
            required
            autosize
            minRows={2}
            maxLength={2000}
            data-autofocus={picks ? undefined : true}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event)
            }}
          />
          <Group justify="flex-end">
            <Button type="submit" disabled={!ready} loading={send.isPending}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
