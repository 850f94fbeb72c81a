import { NumberInput, Select, TextInput } from '@mantine/core'
import { defineTexts, Panel, useTexts } from '../../../../../platform/web/index.ts'
import type { Choices, Recognition } from '../api.ts'
import styles from '../imports.module.css'
import { useNames } from '../use-names.ts'

const texts = defineTexts({
  title: { ru: 'Одно значение на весь файл', en: 'One value for the whole file' },
  hint: { ru: 'для того, чего нет в столбцах', en: 'for what no column holds' },
  assumed: { ru: 'считается входящим', en: 'taken as inbound' },
  none: { ru: 'не задано', en: 'not given' },
})

const words = {
  kind: ['call', 'chat', 'callback', 'form', 'email', 'messenger'],
  direction: ['inbound', 'outbound', 'internal'],
  outcome: ['answered', 'no_answer', 'busy', 'failed', 'cancelled', 'machine'],
} as const

/** What holds for every row where no column says it. */
export function Constants({
  recognition,
  choices,
  onChange,
}: {
  recognition: Recognition
  choices: Choices
  onChange: (change: Partial<Choices>) => void
}) {
  const t = useTexts(texts)
  const names = useNames()
  const mapped = new Set(recognition.columns.flatMap(({ field }) => field ?? []))
  const split = mapped.has('dayOfMonth') || mapped.has('month')
  const constants = choices.constants ?? {}
  const set = (field: string, value: string | null) => {
    const { [field]: _, ...rest } = constants
    onChange({ constants: value ? { ...rest, [field]: value } : rest })
  }
  const open = (field: string) =>
    !mapped.has(field) && !(field === 'direction' && mapped.has('from') && mapped.has('to'))
  return (
    <Panel title={t('title')} hint={<span className="lk-quiet">{t('hint')}</span>}>
      <div className={styles.settings}>
        {(Object.keys(words) as (keyof typeof words)[]).filter(open).map((field) => (
          <Select
            size="xs"
            key={field}
            label={names.field(field)}
            placeholder={field === 'direction' ? t('assumed') : field === 'kind' ? names.meaning('call') : t('none')}
            data={words[field].map((value) => ({ value, label: names.meaning(value) }))}
            value={constants[field] ?? null}
            clearable
            onChange={(value) => set(field, value)}
          />
        ))}
        {['source', 'campaign'].filter(open).map((field) => (
          <TextInput
            size="xs"
            key={`${field} ${recognition.profile}`}
            label={names.field(field)}
            placeholder={t('none')}
            defaultValue={constants[field] ?? ''}
            onBlur={(event) =>
              event.currentTarget.value !== (constants[field] ?? '') && set(field, event.currentTarget.value.trim())
            }
          />
        ))}
        {split && open('year') ? (
          <NumberInput
            size="xs"
            label={names.field('year')}
            min={1990}
            max={2100}
            required
            allowDecimal={false}
            thousandSeparator=""
            value={constants.year ?? ''}
            onChange={(value) => /^\d{4}$/.test(String(value)) && set('year', String(value))}
          />
        ) : null}
      </div>
    </Panel>
  )
}
