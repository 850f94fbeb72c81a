import { Fieldset, NumberInput, Select, SimpleGrid, Switch, Text, TextInput } from '@mantine/core'
import type { CatalogueField } from '../api.ts'
import type { SettingWords } from '../providers/provider.ts'
import { useWords } from '../providers/use-words.ts'
import { ZoneSelect } from './zone-select.tsx'

export type Setting = string | number | boolean | Readonly<Record<string, string>>

interface FieldInputProps {
  readonly field: CatalogueField
  readonly words: SettingWords | undefined
  /** Undefined where nothing was said: the default holds then. */
  readonly value: Setting | undefined
  readonly onChange: (value: Setting) => void
  readonly error?: string | undefined
}

/** One setting of a connection, whatever its kind. */
export function FieldInput({ field, words, value, onChange, error }: FieldInputProps) {
  const say = useWords()
  const shown = value ?? field.default
  const common = {
    label: words ? say(words.label) : field.name,
    description: words?.hint && say(words.hint),
    required: field.required,
    error,
  }
  switch (field.kind) {
    case 'zone':
      return (
        <ZoneSelect
          value={String(shown ?? '')}
          onChange={onChange}
          label={words && say(words.label)}
          hint={words?.hint && say(words.hint)}
        />
      )
    case 'boolean':
      return (
        <Switch
          label={common.label}
          description={common.description}
          error={error}
          checked={shown === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      )
    case 'number':
      return (
        <NumberInput
          {...common}
          placeholder={words?.example}
          allowDecimal={false}
          min={field.min ?? 0}
          {...(field.max !== null && { max: field.max })}
          value={typeof shown === 'number' ? shown : ''}
          onChange={(next) => onChange(typeof next === 'number' ? next : '')}
        />
      )
    case 'choice':
      return (
        <Select
          {...common}
          data={field.choices.map((choice) => ({ value: choice, label: choiceLabel(words, choice, say) }))}
          value={typeof shown === 'string' ? shown : null}
          onChange={(next) => onChange(next ?? '')}
          allowDeselect={!field.required}
        />
      )
    case 'names':
      return <NamesInput words={words} value={typeof value === 'object' ? value : {}} onChange={onChange} />
    default:
      return (
        <TextInput
          {...common}
          placeholder={words?.example}
          type={field.kind === 'url' ? 'url' : 'text'}
          spellCheck={false}
          value={typeof shown === 'string' ? shown : ''}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
  }
}

type Say = ReturnType<typeof useWords>

const choiceLabel = (words: SettingWords | undefined, choice: string, say: Say): string => {
  const said = words?.choices?.[choice]
  return said ? say(said) : choice
}

type Names = Readonly<Record<string, string>>

/** The sender's names for words of ours; an empty one is the provider's own. */
function NamesInput({
  words,
  value,
  onChange,
}: {
  words: SettingWords | undefined
  value: Names
  onChange: (names: Names) => void
}) {
  const say = useWords()
  const set = (word: string, name: string) =>
    onChange(Object.fromEntries(Object.entries({ ...value, [word]: name.trim() }).filter(([, text]) => text !== '')))
  return (
    <Fieldset legend={words && say(words.label)}>
      {words?.hint ? (
        <Text size="xs" c="dimmed" mb="xs">
          {say(words.hint)}
        </Text>
      ) : null}
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" verticalSpacing="xs">
        {Object.entries(words?.choices ?? {}).map(([word, label]) => (
          <TextInput
            key={word}
            label={say(label)}
            placeholder={words?.examples?.[word]}
            value={value[word] ?? ''}
            onChange={(event) => set(word, event.currentTarget.value)}
          />
        ))}
      </SimpleGrid>
    </Fieldset>
  )
}
