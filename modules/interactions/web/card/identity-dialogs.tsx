import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { defineTexts, problemOf, toast, toastError, useTexts, useWorkspace } from '../../../../platform/web/index.ts'
import { api } from '../api.ts'

const texts = defineTexts({
  joinTitle: { ru: 'Это один и тот же клиент', en: 'This is one and the same client' },
  joinLead: {
    ru: 'Обращения и контакты обоих станут одной историей. Разделить можно в любое время.',
    en: 'Interactions and contacts of both become one history. They can be parted at any time.',
  },
  contact: { ru: 'Другой номер, почта или имя в мессенджере', en: 'The other number, e-mail or messenger name' },
  reason: { ru: 'Почему', en: 'Why' },
  join: { ru: 'Соединить', en: 'Join' },
  joined: { ru: 'Клиенты соединены', en: 'The clients are joined' },
  partTitle: { ru: 'Это разные клиенты', en: 'These are different clients' },
  partLead: {
    ru: 'Обращения, где назван только этот клиент, вернутся к нему. Сами по себе эти двое больше не соединятся.',
    en: 'Interactions that name this client alone go back to them. Nothing will join the two again by itself.',
  },
  part: { ru: 'Разделить', en: 'Part' },
  partedCount: {
    ru: {
      one: 'Разделены, вернулось {count} обращение',
      few: 'Разделены, вернулось {count} обращения',
      many: 'Разделены, вернулось {count} обращений',
    },
    en: { one: 'Parted, {count} interaction went back', other: 'Parted, {count} interactions went back' },
  },
  cancel: { ru: 'Отмена', en: 'Cancel' },
})

/** Says that the owner of another contact is this client. */
export function JoinDialog({ customer, onClose }: { customer: string; onClose: () => void }) {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const changed = useChanged()
  const [contact, setContact] = useState('')
  const [reason, setReason] = useState('')
  const join = useMutation({
    mutationFn: () => api.customers.join.call({ workspace: slug, customer, contact, reason }),
    onSuccess: async () => {
      toast(t('joined'))
      await changed()
      onClose()
    },
    onError: (error) => {
      if (problemOf(error)?.field !== 'contact') toastError(error)
    },
  })
  const problem = problemOf(join.error)
  return (
    <Dialog
      title={t('joinTitle')}
      lead={t('joinLead')}
      action={t('join')}
      busy={join.isPending}
      onClose={onClose}
      onSubmit={() => join.mutate()}
    >
      <TextInput
        label={t('contact')}
        value={contact}
        onChange={(event) => setContact(event.currentTarget.value)}
        error={problem?.field === 'contact' ? problem.message : undefined}
        required
        data-autofocus
      />
      <TextInput
        label={t('reason')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        required
        maxLength={1000}
      />
    </Dialog>
  )
}

/** Undoes a join. */
export function PartDialog({ join, onClose }: { join: string; onClose: () => void }) {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const changed = useChanged()
  const [reason, setReason] = useState('')
  const part = useMutation({
    mutationFn: () => api.customers.part.call({ workspace: slug, join, reason }),
    onSuccess: async ({ interactions }) => {
      toast(t('partedCount', { count: interactions }))
      await changed()
      onClose()
    },
    onError: toastError,
  })
  return (
    <Dialog
      title={t('partTitle')}
      lead={t('partLead')}
      action={t('part')}
      busy={part.isPending}
      onClose={onClose}
      onSubmit={() => part.mutate()}
    >
      <TextInput
        label={t('reason')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        required
        maxLength={1000}
        data-autofocus
      />
    </Dialog>
  )
}

function useChanged(): () => Promise<void> {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: api.key() })
}

function Dialog(props: {
  title: string
  lead: string
  action: string
  busy: boolean
  children: ReactNode
  onSubmit: () => void
  onClose: () => void
}) {
  const t = useTexts(texts)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    props.onSubmit()
  }
  return (
    <Modal opened onClose={props.onClose} title={props.title}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {props.lead}
          </Text>
          {props.children}
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={props.busy}>
              {props.action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
