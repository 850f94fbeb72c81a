import styles from './chart.module.css'
import type { ChartPoint, ChartSpec } from './spec.ts'

/** The same figures as a table: for those who can't see the picture, and for those who want the numbers. */
export function ChartTable({
  spec,
  label,
  onSelect,
}: {
  spec: ChartSpec
  label: string
  onSelect?: (point: ChartPoint) => void
}) {
  const rows = spec.kind === 'heat' ? spec.rows : spec.series
  const value = (row: number, category: number) =>
    spec.kind === 'heat' ? spec.values[row]?.[category] : spec.series[row]?.values[category]
  return (
    <div className={styles.tableBox}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            <td />
            {rows.map((row) => (
              <th key={row.key} scope="col">
                {row.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {spec.categories.map((category, index) => (
            <tr key={category.key}>
              <th scope="row">{category.label}</th>
              {rows.map((row, at) => {
                const number = value(at, index)
                const text = number === null || number === undefined ? '—' : spec.format(number)
                return (
                  <td key={row.key} className="lk-num">
                    {onSelect && number !== null && number !== undefined ? (
                      <button type="button" onClick={() => onSelect({ category: category.key, series: row.key })}>
                        {text}
                      </button>
                    ) : (
                      text
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
