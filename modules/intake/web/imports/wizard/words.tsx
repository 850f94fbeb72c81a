import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import {
  defineTexts,
  moduleApi,
  Panel,
  useLanguage,
  useTexts,
  useWorkspace,
} from '../../../../../platform/web/index.ts'
import type { contract as interactionsContract } from '../../../../interactions/contract.ts'
import type { Choices, Recognition } from '../api.ts'
import styles from '../imports.module.css'
import { useNames } from '../use-names.ts'

const texts = defineTexts({
  title: { ru: 'Что значат слова файла', en: 'What the words of the file mean' },
  unknown: {
    ru: 'неизвестные слова: строки с ними не загрузятся, пока не выбрать значение',
    en: 'unknown words: their rows are wrong until a meaning is chosen',
  },
  rows: { ru: '{count} в начале файла', en: '{count} at the beginning of the file' },
  ignore: { ru: 'пропускать', en: 'leave out' },
  choose: { ru: 'выберите', en: 'choose' },
})

const meanings: Readonly<Record<string, readonly string[]>> = {
  direction: ['inbound', 'outbound', 'internal'],
  outcome: ['answered', 'no_answer', 'busy', 'failed', 'cancelled', 'machine'],
  kind: ['call', 'chat', 'callback', 'form', 'email', 'messenger'],
}
const ignored = '–'

const interactions = moduleApi<typeof interactionsContract>('interactions')

/** Words of the file that decide something, and what each is taken for. */
export function Words({
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
  const classes = useClassOptions(recognition.words.some(({ field }) => field === 'class'))
  if (recognition.words.length === 0) return null
  const optionsOf = (field: string) =>
    field === 'class' ? classes : (meanings[field] ?? []).map((value) => ({ value, label: names.meaning(value) }))
  const set = (field: string, word: string, meaning: string | null) =>
    onChange({
      values: {
        ...choices.values,
        [field]: { ...choices.values?.[field], ...(meaning ? { [word]: meaning === ignored ? '' : meaning } : {}) },
      },
    })
  const unknown = recognition.words.some(({ means }) => means === null)
  return (
    <Panel title={t('title')} {...(unknown ? { hint: <span className="lk-quiet">{t('unknown')}</span> } : {})}>
      <div className={styles.words}>
        {recognition.words.map(({ field, value, rows, means }) => (
          <Select
            size="xs"
            key={`${field} ${value}`}
            label={`${names.field(field)}: «${value}»`}
            description={t('rows', { count: rows })}
            placeholder={t('choose')}
            error={means === null}
            data={[...optionsOf(field), { value: ignored, label: t('ignore') }]}
            value={means === '' ? ignored : means}
            allowDeselect={false}
            searchable={field === 'class'}
            onChange={(meaning) => set(field, value, meaning)}
          />
        ))}
      </div>
    </Panel>
  )
}

/** The company's classes; asked for only where the file has any. */
function useClassOptions(wanted: boolean) {
  const { slug } = useWorkspace()
  const language = useLanguage()
  const { data = [] } = useQuery({
    ...interactions.classes.list.queryOptions({ input: { workspace: slug } }),
    enabled: wanted,
  })
  return data.map(({ key, nameRu, nameEn }) => ({ value: key, label: language === 'ru' ? nameRu : nameEn }))
}
