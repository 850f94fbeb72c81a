import { useTexts } from '../texts/texts.ts'
import type { Field } from './field-columns.tsx'
import { texts } from './texts.ts'
import styles from './upload.module.css'

/** Why a row can't come in; `row` counts from 1 as the file does. */
export interface WrongRow {
  readonly row: number
  readonly field: string | null
  readonly code: string
  readonly message: string
}

/** What is wrong with a file, row by row. */
export function WrongRows({ rows, fields }: { rows: readonly WrongRow[]; fields: readonly Field[] }) {
  const t = useTexts(texts)
  if (rows.length === 0) return null
  return (
    <ul className={styles.wrong}>
      {rows.map(({ row, field, code, message }) => {
        const title = fields.find(({ key }) => key === field)?.title
        return (
          <li key={`${row}${code}`}>
            <span className="lk-num">{t('row', { row })}</span>
            <span>{title ? `${title}: ${message}` : message}</span>
          </li>
        )
      })}
    </ul>
  )
}
