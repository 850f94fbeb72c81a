import { useTexts } from '../texts/texts.ts'
import { texts } from './texts.ts'
import styles from './upload.module.css'

/** The first rows of a file as they stand in it. */
export function FirstRows({ columns, rows }: { columns: readonly string[]; rows: readonly (readonly string[])[] }) {
  const t = useTexts(texts)
  return (
    <div className={styles.sample}>
      <table aria-label={t('sample')}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, 4).map((cells) => (
            <tr key={cells.join('\u0000')}>
              {columns.map((column, at) => (
                <td key={column}>{cells[at]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
