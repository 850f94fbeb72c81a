import { Button, Group, SimpleGrid, Stack, Switch, TagsInput, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import {
  Dialog,
  defineTexts,
  problemOf,
  toast,
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
  add: { ru: 'Новый сотрудник', en: 'New person' },
  emailHint: {
    ru: 'Адрес, под которым человек входит, от этого не меняется',
    en: 'The address they sign in with stays as it is',
  },
  lines: { ru: 'Линии', en: 'Lines' },
  linesHint: {
    ru: 'Добавочные, логины и номера, по которым телефония узнаёт человека. Enter после каждой.',
    en: 'Extensions, logins and numbers by which telephony knows the person. Enter after each.',
  },
  linesNote: {
    ru: 'Ничьи обращения с этих линий перейдут к человеку; записанные за другими останутся за ними.',
    en: 'Interactions of these lines that were nobody’s become this person’s; those of others stay with them.',
  },
  hiredOn: { ru: 'Работает с', en: 'Works since' },
  active: { ru: 'Работает', en: 'Works here' },
  activeHint: {
    ru: 'Выключите при увольнении: вход закроется сразу, история останется.',
    en: 'Switch off when they leave: sign-in closes at once, the history stays.',
  },
  passwordLink: { ru: 'Ссылка для нового пароля', en: 'Link for a new password' },
  link: { ru: 'Ссылка', en: 'Link' },
  linkOnce: {
    ru: 'Отправьте эту ссылку: {name}. Она показана один раз, сработает один раз и действует до {until}. Пока она не использована, действует прежний пароль.',
    en: 'Send this link to {name}. It is shown once, works once and is good until {until}. Until it is used the old password works.',
  },
  save: { ru: 'Сохранить', en: 'Save' },
  create: { ru: 'Добавить', en: 'Add' },
  saved: { ru: 'Сохранено', en: 'Saved' },
})

/** Adds a person (`employee` null) or changes one. */
export function EmployeeDialog({ employee, onClose }: { employee: Employee | null; onClose: () => void }) {
  const t = useTexts(texts)
  const format = useFormat()
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const [form, setForm] = useState(() => ({
    name: employee?.name ?? '',
    email: employee?.email ?? '',
    role: employee?.role ?? ('manager' as const),
    departmentId: employee?.departmentId ?? null,
    lines: [...(employee?.lines ?? [])],
    hiredOn: employee?.hiredOn ?? '',
    active: employee?.active ?? true,
  }))
  const set = (change: Partial<typeof form>) => setForm((before) => ({ ...before, ...change }))
  const save = useMutation({
    mutationFn: () => {
      const person = { ...form, email: form.email.trim() || null, hiredOn: form.hiredOn || null, workspace: slug }
      return employee ? api.employees.update.call({ ...person, id: employee.id }) : api.employees.create.call(person)
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: api.key() })
      toast(t('saved'))
      onClose()
    },
    onError: (error) => {
      if (!problemOf(error)?.field) toastError(error)
    },
  })
  const problem = problemOf(save.error)
  const errorOf = (field: string) => (problem?.field?.startsWith(field) ? problem.message : undefined)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  const link = useMutation({
    mutationFn: () => api.passwords.makeLink.call({ workspace: slug, id: employee?.id ?? '' }),
    onError: toastError,
  })
  if (link.data) {
    return (
      <Dialog opened onClose={onClose} title={t('passwordLink')} size="lg">
        <SecretOnce label={t('link')} secret={link.data.link} onDone={onClose}>
          {t('linkOnce', { name: employee?.name ?? '', until: format.dateTime(link.data.expiresAt) })}
        </SecretOnce>
      </Dialog>
    )
  }
  const linesChanged = employee !== null && form.lines.join('\n') !== employee.lines.join('\n')
  return (
    <Dialog opened onClose={onClose} title={employee?.name ?? t('add')} size="lg">
      <form onSubmit={submit}>
        <Stack gap="sm">
          <PersonFields
            form={form}
            set={set}
            errorOf={errorOf}
            emailHint={employee?.signsIn ? t('emailHint') : undefined}
          />
          <TagsInput
            size="xs"
            label={t('lines')}
            description={linesChanged ? t('linesNote') : t('linesHint')}
            value={form.lines}
            onChange={(lines) => set({ lines })}
            acceptValueOnBlur
            maxTags={50}
            error={errorOf('lines')}
          />
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            <TextInput
              label={t('hiredOn')}
              type="date"
              value={form.hiredOn}
              onChange={(event) => set({ hiredOn: event.currentTarget.value })}
              error={errorOf('hiredOn')}
            />
            <Switch
              mt={{ base: 0, xs: 20 }}
              label={t('active')}
              description={t('activeHint')}
              checked={form.active}
              onChange={(event) => set({ active: event.currentTarget.checked })}
            />
          </SimpleGrid>
          <Group justify="flex-end">
            {employee?.signsIn && employee.active ? (
              <Button variant="subtle" loading={link.isPending} onClick={() => link.mutate()}>
                {t('passwordLink')}
              </Button>
            ) : null}
            <Button type="submit" loading={save.isPending}>
              {t(employee ? 'save' : 'create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
