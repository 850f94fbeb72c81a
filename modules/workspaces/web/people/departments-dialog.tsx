import { Button, Group, Stack, TagsInput, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import {
  Dialog,
  defineTexts,
  problemOf,
  toast,
  toastError,
  useTexts,
  useWorkspace,
} from '../../../../platform/web/index.ts'
import type { Department } from '../../contract.ts'
import { api } from '../api.ts'

const texts = defineTexts({
  title: { ru: 'Отделы', en: 'Departments' },
  name: { ru: 'Название отдела', en: 'Name of the department' },
  added: { ru: 'Новый отдел', en: 'New department' },
  lines: { ru: 'Линии отдела «{name}»', en: 'Lines of {name}' },
  newLines: { ru: 'Линии нового отдела', en: 'Lines of the new department' },
  linesPlaceholder: { ru: 'Очередь или номер', en: 'Queue or number' },
  linesWhat: {
    ru: 'Линии — очереди, группы вызова и номера компании, по которым звонят в отдел. Звонок, который никого не нашёл, виден руководителю отдела. Enter после каждой линии.',
    en: 'Lines are queues, ring groups and company numbers on which the department is called. A call that reached nobody is seen by its head. Enter after each line.',
  },
  linesNote: {
    ru: 'Ничьи обращения с этих линий перейдут к отделу; записанные за другими останутся за ними.',
    en: 'Interactions of these lines that were nobody’s become the department’s; those of others stay with them.',
  },
  add: { ru: 'Добавить', en: 'Add' },
  save: { ru: 'Сохранить', en: 'Save' },
  saved: { ru: 'Сохранено', en: 'Saved' },
})

type Fields = Pick<Department, 'name' | 'lines'>

/** The company's departments: their names and lines, and a new one. People are compared within their department. */
export function DepartmentsDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const { data = [] } = useQuery(api.departments.list.queryOptions({ input: { workspace: slug } }))
  return (
    <Dialog opened onClose={onClose} title={t('title')} size="lg">
      <Stack gap="lg">
        <Text size="sm" c="dimmed">
          {t('linesWhat')}
        </Text>
        {data.map((department) => (
          <DepartmentForm key={`${department.id} ${department.lines.join(' ')}`} department={department}>
            {(fields) => api.departments.update.call({ workspace: slug, id: department.id, ...fields })}
          </DepartmentForm>
        ))}
        <DepartmentForm key={data.length} department={null}>
          {(fields) => api.departments.create.call({ workspace: slug, ...fields })}
        </DepartmentForm>
      </Stack>
    </Dialog>
  )
}

/** One department; null for one that is to be added. */
function DepartmentForm({
  department,
  children: save,
}: {
  department: Department | null
  children: (fields: Fields) => Promise<unknown>
}) {
  const t = useTexts(texts)
  const queries = useQueryClient()
  const [name, setName] = useState(department?.name ?? '')
  const [lines, setLines] = useState<string[]>([...(department?.lines ?? [])])
  const saving = useMutation({
    mutationFn: () => save({ name: name.trim(), lines }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: api.departments.key() })
      toast(t('saved'))
    },
    onError: (error) => {
      if (!problemOf(error)?.field) toastError(error)
    },
  })
  const linesChanged = lines.join('\n') !== (department?.lines ?? []).join('\n')
  const changed = name.trim() !== '' && (name.trim() !== department?.name || linesChanged)
  const problem = problemOf(saving.error)
  const errorOf = (field: keyof Fields) => (problem?.field?.startsWith(field) ? problem.message : undefined)
  const label = t(department ? 'name' : 'added')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (changed) saving.mutate()
  }
  return (
    <form onSubmit={submit}>
      <Stack gap={6}>
        <Group gap="xs" wrap="nowrap" align="flex-start">
          <TextInput
            aria-label={label}
            placeholder={label}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={errorOf('name')}
            flex={1}
            data-autofocus={department ? undefined : true}
          />
          <Button
            type="submit"
            variant={department ? 'default' : 'filled'}
            disabled={!changed}
            loading={saving.isPending}
          >
            {t(department ? 'save' : 'add')}
          </Button>
        </Group>
        <TagsInput
          size="xs"
          aria-label={department ? t('lines', { name: department.name }) : t('newLines')}
          placeholder={lines.length === 0 ? t('linesPlaceholder') : undefined}
          description={department && linesChanged ? t('linesNote') : undefined}
          value={lines}
          onChange={setLines}
          acceptValueOnBlur
          maxTags={50}
          error={errorOf('lines')}
        />
      </Stack>
    </form>
  )
}
