import { Button, Group, Select, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Role } from '../../../../kernel/access.ts'
import { Dialog, defineTexts, toastError, useTexts, useWorkspace } from '../../../../platform/web/index.ts'
import { api } from '../api.ts'
import { RoleSelect } from '../parts/role-select.tsx'
import { SecretOnce } from '../parts/secret-once.tsx'
import { useDepartments } from '../parts/use-departments.ts'

const texts = defineTexts({
  title: { ru: 'Новый ключ', en: 'New key' },
  name: { ru: 'Для чего', en: 'What for' },
  example: { ru: 'Обмен с CRM', en: 'Exchange with the CRM' },
  department: { ru: 'Чей отдел видит', en: 'Whose department it sees' },
  all: { ru: 'Все продажи', en: 'All sales' },
  employee: { ru: 'Чьи обращения видит', en: 'Whose interactions it sees' },
  make: { ru: 'Создать ключ', en: 'Make the key' },
  key: { ru: 'Ключ', en: 'Key' },
  once: {
    ru: 'Сохраните ключ сейчас: показать его ещё раз нельзя. Передавайте в заголовке Authorization: Bearer …',
    en: 'Keep the key now: it can’t be shown again. Send it in the header Authorization: Bearer …',
  },
})

const seesOwn = (role: Role) => role === 'manager' || role === 'senior'

/** Makes a key and shows it once. */
export function KeyDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const departments = useDepartments()
  const { data: people = [] } = useQuery(api.employees.names.queryOptions({ input: { workspace: slug } }))
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('director')
  const [departmentId, setDepartment] = useState<string | null>(null)
  const [employeeId, setEmployee] = useState<string | null>(null)
  const make = useMutation({
    mutationFn: () =>
      api.keys.create.call({
        workspace: slug,
        name,
        role,
        departmentId: role === 'head' ? departmentId : null,
        employeeId: seesOwn(role) ? employeeId : null,
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: api.keys.key() }),
    onError: toastError,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    make.mutate()
  }
  return (
    <Dialog opened onClose={onClose} title={t('title')}>
      {make.data ? (
        <SecretOnce label={t('key')} secret={make.data.key} onDone={onClose}>
          {t('once')}
        </SecretOnce>
      ) : (
        <form onSubmit={submit}>
          <Stack gap="sm">
            <TextInput
              label={t('name')}
              placeholder={t('example')}
              required
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              data-autofocus
            />
            <RoleSelect value={role} onChange={setRole} />
            {role === 'head' ? (
              <Select
                label={t('department')}
                placeholder={t('all')}
                data={departments.options}
                value={departmentId}
                onChange={setDepartment}
                clearable
              />
            ) : null}
            {seesOwn(role) ? (
              <Select
                label={t('employee')}
                required
                searchable
                data={people.map((person) => ({ value: person.id, label: person.name }))}
                value={employeeId}
                onChange={setEmployee}
              />
            ) : null}
            <Group justify="flex-end">
              <Button type="submit" loading={make.isPending}>
                {t('make')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Dialog>
  )
}
