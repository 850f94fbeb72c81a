import { ActionIcon, Button, Checkbox, Group, Menu, TextInput } from '@mantine/core'
import { IconBookmark, IconTrash, IconUsers } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import {
  Dialog,
  defineTexts,
  toast,
  toastError,
  useReportFilter,
  useTexts,
  useWorkspace,
} from '../../../../platform/web/index.ts'
import { api, type View } from '../api.ts'
import { filterNames } from './filter-names.ts'

const texts = defineTexts({
  views: { ru: 'Виды', en: 'Views' },
  save: { ru: 'Сохранить этот вид…', en: 'Save this view…' },
  none: { ru: 'Сохранённых видов ещё нет', en: 'There are no saved views yet' },
  name: { ru: 'Название', en: 'Name' },
  shared: { ru: 'Показать коллегам', en: 'Share with colleagues' },
  title: { ru: 'Сохранить вид', en: 'Save the view' },
  hint: {
    ru: 'Запомнятся фильтры и период, заданный словами (например, «30 дней»).',
    en: 'Filters are kept, and a period told in words (“30 days”).',
  },
  done: { ru: 'Сохранить', en: 'Save' },
  saved: { ru: 'Вид сохранён', en: 'The view is saved' },
  remove: { ru: 'Удалить вид «{name}»', en: 'Remove the view “{name}”' },
  ofColleague: { ru: 'вид коллеги', en: 'a colleague’s view' },
})

const kept: readonly string[] = [...filterNames, 'period', 'sort']

/** Saved filters: one's own and those that colleagues share. */
export function SavedViews() {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const filter = useReportFilter()
  const [saving, setSaving] = useState(false)
  const { data: views = [] } = useQuery(api.views.list.queryOptions({ input: { workspace: slug } }))
  const again = () => queries.invalidateQueries({ queryKey: api.views.key() })
  const remove = useMutation(api.views.remove.mutationOptions({ onSuccess: again, onError: toastError }))
  const apply = (view: View) =>
    filter.set({ ...Object.fromEntries([...kept, 'from', 'to', 'open'].map((name) => [name, null])), ...view.filters })
  const current = () =>
    Object.fromEntries(
      kept.filter((name) => filter.list(name).length > 0).map((name) => [name, [...filter.list(name)]]),
    )
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" leftSection={<IconBookmark size={14} stroke={1.7} />}>
            {t('views')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {views.length === 0 ? <Menu.Label>{t('none')}</Menu.Label> : null}
          {views.map((view) => (
            <Menu.Item
              key={view.id}
              onClick={() => apply(view)}
              leftSection={
                view.mine ? <IconBookmark size={14} /> : <IconUsers size={14} aria-label={t('ofColleague')} />
              }
              rightSection={
                view.mine ? (
                  <ActionIcon
                    component="span"
                    size="sm"
                    role="button"
                    aria-label={t('remove', { name: view.name })}
                    onClick={(event) => {
                      event.stopPropagation()
                      remove.mutate({ workspace: slug, id: view.id })
                    }}
                  >
                    <IconTrash size={14} />
                  </ActionIcon>
                ) : null
              }
            >
              {view.name}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => setSaving(true)}>{t('save')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Dialog opened={saving} onClose={() => setSaving(false)} title={t('title')} size="sm">
        <SaveForm
          filters={current()}
          onDone={() => {
            setSaving(false)
            toast(t('saved'))
            void again()
          }}
        />
      </Dialog>
    </>
  )
}

function SaveForm({ filters, onDone }: { filters: Record<string, string[]>; onDone: () => void }) {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const [name, setName] = useState('')
  const [shared, setShared] = useState(false)
  const save = useMutation(api.views.create.mutationOptions({ onSuccess: onDone, onError: toastError }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate({ workspace: slug, name, shared, filters })
  }
  return (
    <form onSubmit={submit}>
      <TextInput
        label={t('name')}
        value={name}
        maxLength={100}
        required
        data-autofocus
        description={t('hint')}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Checkbox
        mt="sm"
        label={t('shared')}
        checked={shared}
        onChange={(event) => setShared(event.currentTarget.checked)}
      />
      <Group justify="flex-end" mt="md">
        <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>
          {t('done')}
        </Button>
      </Group>
    </form>
  )
}
