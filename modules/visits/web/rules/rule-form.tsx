import { Button, Group, MultiSelect, Select, Stack, TagsInput, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Dialog, useTexts } from '../../../../platform/web/index.ts'
import { keptMarks, type Medium, mediums } from '../../rules.ts'
import type { Rule } from '../api.ts'
import { words } from '../texts.ts'
import { asksForSomething } from './conditions.ts'
import { Preview } from './preview.tsx'
import { texts } from './texts.ts'

const lists = ['sources', 'mediums', 'campaigns', 'referrers'] as const
const isMark = (text: string): text is (typeof keptMarks)[number] => keptMarks.some((mark) => mark === text)

/** Makes or changes a rule, with what it would have caught in the last thirty days beside it. */
export function RuleForm({
  rules,
  at,
  saving,
  onSave,
  onClose,
}: {
  rules: readonly Rule[]
  /** Its place in the list; null: a new one, which goes first. */
  at: number | null
  saving: boolean
  onSave: (rules: Rule[]) => void
  onClose: () => void
}) {
  const t = useTexts(texts)
  const word = useTexts(words)
  const [rule, setRule] = useState<Rule>(() => (at === null ? undefined : rules[at]) ?? { name: '', medium: 'ad' })
  const change = (values: Partial<Rule>) => setRule((was) => ({ ...was, ...values }))
  const clean: Rule = { ...rule, name: rule.name.trim(), campaign: rule.campaign?.trim() || undefined }
  // A source without a name yet is previewed all the same.
  const listOf = (one: Rule): Rule[] =>
    at === null ? [one, ...rules] : rules.map((known, place) => (place === at ? one : known))
  const asked = asksForSomething(rule)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (asked) onSave(listOf(clean))
  }
  return (
    <Dialog opened onClose={onClose} size="lg" title={at === null ? t('add') : t('changing')}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Group grow align="end">
            <TextInput
              label={t('name')}
              description={t('nameHint')}
              required
              maxLength={300}
              value={rule.name}
              onChange={(event) => change({ name: event.currentTarget.value })}
              data-autofocus
            />
            <TextInput
              label={t('campaign')}
              description={t('campaignHint')}
              maxLength={300}
              value={rule.campaign ?? ''}
              onChange={(event) => change({ campaign: event.currentTarget.value })}
            />
          </Group>
          <Select
            label={t('medium')}
            allowDeselect={false}
            value={rule.medium}
            onChange={(value) => change({ medium: mediums.find((one) => one === value) ?? 'other' })}
            data={mediums.map((value: Medium) => ({ value, label: word(value) }))}
          />
          <Text fw={600} size="sm">
            {t('when')}
          </Text>
          {lists.map((name) => (
            <TagsInput
              key={name}
              label={t(name)}
              description={name === 'referrers' ? t('hostHint') : name === 'sources' ? t('anyOf') : undefined}
              value={[...(rule[name] ?? [])]}
              maxTags={100}
              acceptValueOnBlur
              onChange={(values) => change({ [name]: values.length > 0 ? values : undefined })}
            />
          ))}
          <MultiSelect
            label={t('marks')}
            searchable
            value={[...(rule.marks ?? [])]}
            data={[...keptMarks]}
            onChange={(values) => change({ marks: values.length > 0 ? values.filter(isMark) : undefined })}
          />
          {asked ? (
            <Preview rules={listOf({ ...clean, name: clean.name || '…' })} at={at ?? 0} />
          ) : (
            <Text size="sm" className="lk-quiet">
              {t('nothingAsked')}
            </Text>
          )}
          <Group justify="flex-end">
            <Button type="submit" loading={saving} disabled={!asked}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
