import { Button, Group, Select, Stack, Textarea } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Dialog, toastError, useTexts, useWorkspace } from '../../../../platform/web/index.ts'
import { api } from '../api.ts'
import { chatTexts } from '../texts.ts'

const common = 'd:'

/** Gives a dialogue to a colleague or to a queue, with a note that the client does not see. */
export function TransferDialog({ dialogue, onClose }: { dialogue: string; onClose: () => void }) {
  const t = useTexts(chatTexts)
  const { slug, employeeId } = useWorkspace()
  const [to, setTo] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const { data } = useQuery(api.state.queryOptions({ input: { workspace: slug } }))
  const transfer = useMutation({
    mutationFn: () =>
      api.assign.call({
        workspace: slug,
        id: dialogue,
        employee: to?.startsWith('e:') ? to.slice(2) : null,
        department: to?.startsWith('d:') ? to.slice(2) || null : null,
        note,
      }),
    onSuccess: onClose,
    onError: toastError,
  })
  const people = (data?.operators ?? []).filter(({ id }) => id !== employeeId)
  return (
    <Dialog opened onClose={onClose} title={t('transfer')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          transfer.mutate()
        }}
      >
        <Stack gap="sm">
          <Select
            label={t('toWhom')}
            data-autofocus
            searchable
            value={to}
            onChange={setTo}
            data={[
              {
                group: t('people'),
                items: people.map(({ id, name, ready, open }) => ({
                  value: `e:${id}`,
                  label: `${name}, ${ready ? t('isReady', { count: open }) : t('isAway')}`,
                })),
              },
              {
                group: t('departments'),
                items: [
                  { value: common, label: t('commonQueue') },
                  ...(data?.departments ?? []).map(({ id, name }) => ({ value: `d:${id}`, label: name })),
                ],
              },
            ]}
          />
          <Textarea
            label={t('note')}
            autosize
            minRows={2}
            maxLength={500}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button type="submit" disabled={!to} loading={transfer.isPending}>
              {t('transfer')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
