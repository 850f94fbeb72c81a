import { Button, Group, Stack } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import {
  Dialog,
  defineTexts,
  problemOf,
  toastError,
  useFormat,
  useTexts,
  useWorkspace,
} from '../../../../platform/web/index.ts'
import type { Employee } from '../../contract.ts'
import { api } from '../api.ts'
import { SecretOnce } from '../parts/secret-once.tsx'
import { PersonFields } from './person-fields.tsx'

const texts = defineTexts({
  title: { ru: 'Пригласить', en: 'Invite' },
  emailHint: { ru: 'Под этим адресом человек будет входить', en: 'The address with which they will sign in' },
  make: { ru: 'Создать ссылку', en: 'Make a link' },
  link: { ru: 'Ссылка', en: 'Link' },
  once: {
    ru: 'Отправьте эту ссылку: {name}. Она показана один раз, откроется один раз и действует до {until}.',
    en: 'Send this link to {name}. It is shown once, opens once and is good until {until}.',
  },
})

/** Invites somebody new, or gives a person of the list their way in; the link is shown once. */
export function InviteDialog({ employee, onClose }: { employee: Employee | null; onClose: () => void }) {
  const t = useTexts(texts)
  const format = useFormat()
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const [form, setForm] = useState(() => ({
    name: employee?.name ?? '',
    email: employee?.email ?? '',
    role: employee?.role ?? ('manager' as const),
    departmentId: employee?.departmentId ?? null,
  }))
  const set = (change: Partial<typeof form>) => setForm((before) => ({ ...before, ...change }))
  const invite = useMutation({
    mutationFn: () => api.invitations.create.call({ ...form, employeeId: employee?.id ?? null, workspace: slug }),
    onSuccess: () => queries.invalidateQueries({ queryKey: api.invitations.key() }),
    onError: (error) => {
      if (!problemOf(error)?.field) toastError(error)
    },
  })
  const problem = problemOf(invite.error)
  const errorOf = (field: string) => (problem?.field === field ? problem.message : undefined)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    invite.mutate()
  }
  if (invite.data) {
    return (
      <Dialog opened onClose={onClose} title={t('title')} size="lg">
        <SecretOnce label={t('link')} secret={invite.data.link} onDone={onClose}>
          {t('once', { name: invite.data.name, until: format.dateTime(invite.data.expiresAt) })}
        </SecretOnce>
      </Dialog>
    )
  }
  return (
    <Dialog opened onClose={onClose} title={t('title')} size="lg">
      <form onSubmit={submit}>
        <Stack gap="sm">
          <PersonFields
            form={form}
            set={set}
            errorOf={errorOf}
            emailHint={t('emailHint')}
            emailRequired
            focus={employee ? 'email' : 'name'}
            withDepartment={!employee}
          />
          <Group justify="flex-end">
            <Button type="submit" loading={invite.isPending}>
              {t('make')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
