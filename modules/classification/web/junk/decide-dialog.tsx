import { Button, Group, Radio, Stack, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Dialog, toastError, useTexts, useWorkspace } from '../../../../platform/web/index.ts'
import type { JunkFinding } from '../../contract.ts'
import { type DecisionKind, decisionKinds } from '../../rules.ts'
import { api } from '../api.ts'
import { words } from './texts.ts'
import { usePlaceName } from './use-place-name.ts'

interface DecideDialogProps {
  readonly finding: Pick<JunkFinding, 'dimension' | 'value' | 'name'>
  readonly period: { readonly from: string; readonly to: string }
  readonly onClose: () => void
}

/** Keeps what was decided about a place: the share before and since is compared later. */
export function DecideDialog({ finding, period, onClose }: DecideDialogProps) {
  const t = useTexts(words)
  const { slug } = useWorkspace()
  const nameOf = usePlaceName()
  const queries = useQueryClient()
  const [decision, setDecision] = useState<DecisionKind>('excluded')
  const [note, setNote] = useState('')
  const save = useMutation({
    mutationFn: () => {
      const { dimension, value } = finding
      return api.junk.decide.call({
        workspace: slug,
        dimension,
        value,
        decision,
        ...period,
        ...(note.trim() && { note }),
      })
    },
    onSuccess: async () => {
      onClose()
      await queries.invalidateQueries({ queryKey: api.key() })
    },
    onError: toastError,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <Dialog opened onClose={onClose} title={`${t(finding.dimension)}: ${nameOf(finding)}`}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Radio.Group
            aria-label={t('decision')}
            value={decision}
            onChange={(value) => setDecision(decisionKinds.find((one) => one === value) ?? 'excluded')}
          >
            <Stack gap="xs">
              {decisionKinds.map((value) => (
                <Radio key={value} value={value} label={t(value)} />
              ))}
            </Stack>
          </Radio.Group>
          <Textarea
            label={t('note')}
            autosize
            maxLength={1000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
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
