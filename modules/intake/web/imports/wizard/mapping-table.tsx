import { Select } from '@mantine/core'
import { defineTexts, useTexts } from '../../../../../platform/web/index.ts'
import type { Choices, Recognition } from '../api.ts'
import styles from '../imports.module.css'
import { useNames } from '../use-names.ts'
import { withColumn } from './use-choices.ts'

const texts = defineTexts({
  unused: { ru: 'не нужен', en: 'not used' },
  what: { ru: 'Что в столбце «{column}»', en: 'What the column “{column}” holds' },
  label: { ru: 'Первые строки файла', en: 'The first rows of the file' },
})

/** The first rows as they stand in the file; above each column what it is taken for. */
export function MappingTable({
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
  const options = recognition.fields.map(({ name, required }) => ({
    value: name,
    label: required ? `${names.field(name)} *` : names.field(name),
  }))
  const rows = recognition.columns[0]?.sample.map((_, row) => row) ?? []
  return (
    <section className={styles.scroller} aria-label={t('label')}>
      <table className={styles.mapping}>
        <thead>
          <tr>
            {recognition.columns.map(({ name, field }) => (
              <th key={name} data-used={field !== null || undefined}>
                <Select
                  aria-label={t('what', { column: name })}
                  size="xs"
                  searchable
                  clearable
                  placeholder={t('unused')}
                  data={options}
                  value={field}
                  onChange={(value) => onChange({ columns: withColumn(recognition, choices, name, value) })}
                  comboboxProps={{ width: 240, position: 'bottom-start' }}
                />
                <span className={styles.heading}>{name}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row}>
              {recognition.columns.map(({ name, field, sample }) => (
                <td key={name} data-used={field !== null || undefined} title={sample[row]}>
                  {sample[row]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
