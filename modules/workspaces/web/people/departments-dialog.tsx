import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Dialog, defineTexts, toast, toastError, useTexts, useWorkspace } from '../../../../platform/web/index.ts'
import { api } from '../api.ts'

const texts = defineTexts({
  title: { ru: 'Отделы', en: 'Departments' },
  name: { ru: 'Название отдела', en: 'Name of the department' },
  added: { ru: 'Новый отдел', en: 'New department' },
  add: { ru: 'Добавить', en: 'Add' },
  rename: { ru: 'Сохранить', en: 'Save' },
  saved: { ru: 'Сохранено', en: 'Saved' },
})

/** The company's departments: rename one, add one. People are compared within their department. */
export function DepartmentsDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const { data = [] } = useQuery(api.departments.list.queryOptions({ input: { workspace: slug } }))
  return (
    <Dialog opened onClose={onClose} title={t('title')}>
      <Stack gap="xs">
        {data.map((department) => (
          <NameLine key={department.id} label={t('name')} action={t('rename')} name={department.name}>
            {(name) => api.departments.rename.call({ workspace: slug, id: department.id, name })}
          </NameLine>
        ))}
        <NameLine key={data.length} label={t('added')} action={t('add')} name="" autoFocus>
          {(name) => api.departments.create.call({ workspace: slug, name })}
        </NameLine>
      </Stack>
    </Dialog>
  )
}

function NameLine({
  label,
  action,
  name: before,
  autoFocus,
  children: save,
}: {
  label: string
  action: string
  name: string
  autoFocus?: boolean
  children: (name: string) => Promise<unknown>
}) {
  const t = useTexts(texts)
  const queries = useQueryClient()
  const [name, setName] = useState(before)
  const saving = useMutation({
    mutationFn: () => save(name.trim()),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: api.departments.key() })
      toast(t('saved'))
    },
    onError: toastError,
  })
  const changed = name.trim() !== '' && name.trim() !== before
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (changed) saving.mutate()
  }
  return (
    <form onSubmit={submit}>
      <Group gap="xs" wrap="nowrap">
        <TextInput
          aria-label={label}
          placeholder={label}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          flex={1}
          data-autofocus={autoFocus}
        />
        <Button type="submit" variant={before ? 'default' : 'filled'} disabled={!changed} loading={saving.isPending}>
          {action}
        </Button>
      </Group>
    </form>
  )
}
