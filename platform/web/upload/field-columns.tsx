import { NativeSelect } from '@mantine/core'
import { useTexts } from '../texts/texts.ts'
import { texts } from './texts.ts'
import styles from './upload.module.css'

/** A field of what is uploaded, with its name on screen. */
export interface Field<Name extends string = string> {
  readonly key: Name
  readonly title: string
}

/** Heading of the column for each field; null: the file has no such column. */
export type Mapping<Name extends string> = { readonly [Key in Name]?: string | null | undefined }

/** Says for every field which column of the file holds it. */
export function FieldColumns<Name extends string>({
  fields,
  columns,
  chosen,
  onChange,
}: {
  fields: readonly Field<Name>[]
  columns: readonly string[]
  chosen: Mapping<Name>
  onChange: (mapping: Mapping<Name>) => void
}) {
  const t = useTexts(texts)
  return (
    <div>
      <p>{t('columns')}</p>
      <div className={styles.columns}>
        {fields.map(({ key, title }) => (
          <NativeSelect
            key={key}
            size="xs"
            label={title}
            value={chosen[key] ?? ''}
            data={[{ value: '', label: t('none') }, ...columns.map((value) => ({ value, label: value }))]}
            onChange={(event) => onChange({ ...chosen, [key]: event.currentTarget.value || null })}
          />
        ))}
      </div>
    </div>
  )
}
