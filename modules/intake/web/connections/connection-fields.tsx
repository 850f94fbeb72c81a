import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useState } from 'react'
import { type ApiProblem, defineTexts, useTexts, useWorkspace } from '../../../../platform/web/index.ts'
import type { CatalogueEntry, CatalogueField } from '../api.ts'
import { providerWords } from '../providers/index.ts'
import type { SettingWords } from '../providers/provider.ts'
import { useProviderName, useWords } from '../providers/use-words.ts'
import { FieldInput, type Setting } from './field-input.tsx'

const texts = defineTexts({
  name: { ru: 'Название', en: 'Name' },
  keeps: { ru: 'сейчас {hint}; пусто — оставить как есть', en: '{hint} now; empty leaves it as it is' },
  optional: { ru: 'необязательно', en: 'optional' },
  more: { ru: 'Дополнительно', en: 'More settings' },
})

/** Settings that every connection has. */
const common: Readonly<Record<string, SettingWords>> = {
  retentionDays: {
    label: { ru: 'Хранить события, дней', en: 'Keep events, days' },
    hint: {
      ru: 'Разобранные события удаляются после этого; сами обращения остаются. Не разобранные хранятся всегда.',
      en: 'Events that were recorded are removed after that; the interactions stay. What was not understood stays always.',
    },
    example: '365',
  },
}

/** Settings that most leave as they are; many of them are folded away. */
const isRare = ({ required, kind }: CatalogueField): boolean => !required && kind !== 'zone'
const mostShown = 2

/** What a person types about a connection. */
export interface Draft {
  readonly name: string
  readonly secrets: Readonly<Record<string, string>>
  readonly settings: Readonly<Record<string, Setting>>
}

/** A connection's name, secrets and settings: the same form for a new one and for one that is changed. */
export function ConnectionFields({
  entry,
  draft,
  onChange,
  hints,
  problem,
}: {
  entry: CatalogueEntry
  draft: Draft
  onChange: (draft: Draft) => void
  /** The ends of the secrets that it has; left out for a new connection. */
  hints?: Readonly<Record<string, string>>
  problem: ApiProblem | null | undefined
}) {
  const t = useTexts(texts)
  const say = useWords()
  const providerName = useProviderName()
  const { timezone } = useWorkspace()
  const words = providerWords[entry.provider]
  const fields = entry.fields.filter(({ name }) => hints || name !== 'retentionDays')
  const rare = fields.filter(isRare)
  const folded = rare.length > mostShown || rare.some(({ kind }) => kind === 'names')
  const [open, setOpen] = useState(false)
  const errorOf = (path: string) => (problem?.field === path ? problem.message : undefined)
  const input = (field: CatalogueField) => (
    <FieldInput
      key={field.name}
      field={field}
      words={words?.fields[field.name] ?? common[field.name]}
      value={draft.settings[field.name] ?? (field.kind === 'zone' ? timezone : undefined)}
      onChange={(value) => onChange({ ...draft, settings: { ...draft.settings, [field.name]: value } })}
      error={errorOf(`settings.${field.name}`)}
    />
  )
  return (
    <Stack gap="sm">
      <TextInput
        label={t('name')}
        placeholder={providerName(entry.provider)}
        value={draft.name}
        onChange={(event) => onChange({ ...draft, name: event.currentTarget.value })}
        required={hints !== undefined}
        data-autofocus
      />
      {fields.filter(({ required }) => required).map(input)}
      {entry.secrets
        .filter(({ made }) => !made)
        .map(({ name, optional }) => (
          <PasswordInput
            key={name}
            size="xs"
            label={labelOf(words?.secrets[name], say, name)}
            description={words?.secrets[name]?.hint && say(words.secrets[name].hint)}
            placeholder={hints?.[name] ? t('keeps', { hint: hints[name] }) : optional ? t('optional') : undefined}
            required={!hints && !optional}
            autoComplete="new-password"
            spellCheck={false}
            value={draft.secrets[name] ?? ''}
            onChange={(event) =>
              onChange({ ...draft, secrets: { ...draft.secrets, [name]: event.currentTarget.value } })
            }
            error={errorOf(`secrets.${name}`)}
          />
        ))}
      {fields.filter((field) => !field.required && !(folded && isRare(field))).map(input)}
      {folded ? (
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          style={{ alignSelf: 'flex-start' }}
          rightSection={open ? <IconChevronUp size={14} /> : <IconChevronDown size={14} />}
          onClick={() => setOpen(!open)}
          aria-expanded={open}
        >
          {t('more')}
        </Button>
      ) : null}
      {folded && (open || rare.some(({ name }) => errorOf(`settings.${name}`))) ? rare.map(input) : null}
    </Stack>
  )
}

const labelOf = (words: SettingWords | undefined, say: ReturnType<typeof useWords>, name: string): string =>
  words ? say(words.label) : name
