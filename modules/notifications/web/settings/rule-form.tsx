import { Button, Checkbox, Group, MultiSelect, Select, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { roles } from '../../../../kernel/access.ts'
import {
  Dialog,
  defineTexts,
  problemOf,
  roleTexts,
  toastError,
  useLanguage,
  useTexts,
  useWorkspace,
} from '../../../../platform/web/index.ts'
import type { Pace } from '../../rules.ts'
import { api, type Channel, type Rule } from '../api.ts'
import { useCompany } from './use-company.ts'
import { usePaces } from './use-paces.ts'

const texts = defineTexts({
  title: { ru: 'Новое правило', en: 'New rule' },
  name: { ru: 'Название', en: 'Name' },
  example: { ru: 'Споры в общий чат', en: 'Disputes into the chat' },
  types: { ru: 'О чём', en: 'Of what' },
  every: { ru: 'обо всём', en: 'everything' },
  department: { ru: 'Только отдел', en: 'Only the department' },
  source: { ru: 'Только источник', en: 'Only the source' },
  any: { ru: 'любой', en: 'any' },
  fact: { ru: 'Только где', en: 'Only where' },
  is: { ru: 'Сравнение', en: 'Comparison' },
  atMost: { ru: 'не больше', en: 'at most' },
  atLeast: { ru: 'не меньше', en: 'at least' },
  value: { ru: 'Число', en: 'Number' },
  concerned: { ru: 'Кого касается само', en: 'Those whom it concerns' },
  concernedWhy: { ru: 'Меняет, как быстро приходят их письма', en: 'Changes how soon their letters come' },
  roles: { ru: 'Ролям', en: 'To roles' },
  people: { ru: 'Людям', en: 'To people' },
  channel: { ru: 'В канал', en: 'To a channel' },
  none: { ru: 'никуда', en: 'none' },
  pace: { ru: 'Как быстро', en: 'How soon' },
  save: { ru: 'Сохранить', en: 'Save' },
  make: { ru: 'Создать', en: 'Create' },
})

type Draft = Omit<Rule, 'id'>
const blank: Draft = {
  ...{ name: '', types: [], departmentId: null, sourceId: null, threshold: null, concerned: false },
  ...{ employees: [], roles: [], channelId: null, pace: 'immediate', active: true },
}

/** Makes or changes a rule of the company. */
export function RuleForm({
  rule,
  channels,
  onClose,
}: {
  rule?: Rule
  channels: readonly Channel[]
  onClose: () => void
}) {
  const t = useTexts(texts)
  const roleName = useTexts(roleTexts)
  const language = useLanguage()
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const company = useCompany()
  const paces = usePaces()
  const kinds = useQuery(api.preferences.read.queryOptions({ input: { workspace: slug } })).data?.kinds ?? []
  const [draft, setDraft] = useState<Draft>(rule ?? blank)
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const save = useMutation({
    mutationFn: () =>
      rule
        ? api.rules.update.call({ ...draft, workspace: slug, id: rule.id })
        : api.rules.create.call({ ...draft, workspace: slug }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: api.rules.key() })
      onClose()
    },
    onError: toastError,
  })
  const problem = problemOf(save.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  const told = draft.concerned || draft.roles.length > 0 || draft.employees.length > 0 || draft.channelId !== null
  const chosen = kinds.filter(({ type }) => draft.types.length === 0 || draft.types.includes(type))
  return (
    <Dialog opened onClose={onClose} title={rule?.name ?? t('title')} size="lg">
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput
            label={t('name')}
            placeholder={t('example')}
            required
            maxLength={200}
            value={draft.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
            error={problem?.field === 'name' ? problem.message : undefined}
            data-autofocus
          />
          <MultiSelect
            label={t('types')}
            placeholder={draft.types.length === 0 ? t('every') : undefined}
            searchable
            clearable
            value={draft.types}
            onChange={(types) => set({ types })}
            data={kinds.map(({ type, name }) => ({ value: type, label: name[language] }))}
          />
          <Group grow align="start">
            <Select
              label={t('department')}
              placeholder={t('any')}
              clearable
              value={draft.departmentId}
              onChange={(departmentId) => set({ departmentId })}
              data={company.departments}
            />
            <Select
              label={t('source')}
              placeholder={t('any')}
              clearable
              searchable
              value={draft.sourceId}
              onChange={(sourceId) => set({ sourceId })}
              data={company.sources}
            />
          </Group>
          <ThresholdFields
            threshold={draft.threshold}
            facts={chosen.flatMap(({ numbers }) =>
              Object.entries(numbers).map(([value, name]) => ({ value, label: name[language] })),
            )}
            onChange={(threshold) => set({ threshold })}
          />
          <Checkbox
            label={t('concerned')}
            description={t('concernedWhy')}
            checked={draft.concerned}
            onChange={(event) => set({ concerned: event.currentTarget.checked })}
          />
          <Group grow align="start">
            <MultiSelect
              label={t('roles')}
              value={draft.roles}
              onChange={(names) => set({ roles: roles.filter((name) => names.includes(name)) })}
              data={roles.map((name) => ({ value: name, label: roleName(name) }))}
            />
            <MultiSelect
              label={t('people')}
              searchable
              value={draft.employees}
              onChange={(employees) => set({ employees })}
              data={company.people}
            />
          </Group>
          <Group grow align="start">
            <Select
              label={t('channel')}
              placeholder={t('none')}
              clearable
              value={draft.channelId}
              onChange={(channelId) => set({ channelId })}
              data={channels.map(({ id, name }) => ({ value: id, label: name }))}
            />
            <Select
              label={t('pace')}
              allowDeselect={false}
              value={draft.pace}
              onChange={(pace) => set({ pace: (pace ?? 'immediate') as Pace })}
              data={paces}
            />
          </Group>
          <Group justify="flex-end">
            <Button type="submit" loading={save.isPending} disabled={!told || !draft.name.trim()}>
              {t(rule ? 'save' : 'make')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}

/** A number that the notice's fact is compared with; nothing where no kind has one. */
function ThresholdFields({
  threshold,
  facts,
  onChange,
}: {
  threshold: Draft['threshold']
  facts: readonly { value: string; label: string }[]
  onChange: (threshold: Draft['threshold']) => void
}) {
  const t = useTexts(texts)
  const options = [...new Map(facts.map((fact) => [fact.value, fact])).values()]
  if (options.length === 0 && !threshold) return null
  return (
    <Group grow align="start">
      <Select
        label={t('fact')}
        placeholder={t('any')}
        clearable
        value={threshold?.fact ?? null}
        onChange={(fact) => onChange(fact ? { is: 'at_most', value: 2, ...threshold, fact } : null)}
        data={options}
      />
      {threshold ? (
        <>
          <Select
            label={t('is')}
            allowDeselect={false}
            value={threshold.is}
            onChange={(is) => onChange({ ...threshold, is: is === 'at_least' ? 'at_least' : 'at_most' })}
            data={[
              { value: 'at_most', label: t('atMost') },
              { value: 'at_least', label: t('atLeast') },
            ]}
          />
          <TextInput
            type="number"
            label={t('value')}
            value={String(threshold.value)}
            onChange={(event) => onChange({ ...threshold, value: Number(event.currentTarget.value) || 0 })}
          />
        </>
      ) : null}
    </Group>
  )
}
