import { type Column, DataTable, defineTexts, useFormat, useTexts } from '../../../../platform/web/index.ts'
import type { ImportProblem } from './api.ts'
import styles from './imports.module.css'
import { useNames } from './use-names.ts'

const texts = defineTexts({
  label: { ru: 'Строки с ошибкой', en: 'Wrong rows' },
  row: { ru: 'Строка', en: 'Row' },
  field: { ru: 'Поле', en: 'Field' },
  message: { ru: 'Что не так', en: 'What is wrong' },
})

/** Wrong rows: where, in which field, and why. */
export function ProblemsTable({ problems, onEnd }: { problems: readonly ImportProblem[]; onEnd?: () => void }) {
  const t = useTexts(texts)
  const names = useNames()
  const format = useFormat()
  const columns: Column<ImportProblem>[] = [
    { key: 'row', title: t('row'), align: 'end', width: 90, cell: ({ row }) => format.number(row) },
    { key: 'field', title: t('field'), cell: ({ field }) => (field ? names.field(field) : '—') },
    { key: 'message', title: t('message'), cell: ({ message }) => <span className={styles.message}>{message}</span> },
  ]
  return (
    <DataTable
      label={t('label')}
      rows={problems}
      rowKey={({ row, field }) => `${row} ${field}`}
      columns={columns}
      maxHeight="420px"
      card={({ row, field, message }) => (
        <div className={styles.card}>
          <span className="lk-quiet">
            {t('row')} {format.number(row)}
            {field ? ` · ${names.field(field)}` : ''}
          </span>
          <span>{message}</span>
        </div>
      )}
      {...(onEnd ? { onEnd } : {})}
    />
  )
}
