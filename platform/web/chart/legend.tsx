import styles from './chart.module.css'
import { seriesColor } from './colors.ts'
import type { Series } from './spec.ts'

/** Names of the series. A click hides one, so that the others can be seen better. */
export function Legend({
  series,
  hidden,
  onToggle,
}: {
  series: readonly Series[]
  hidden: ReadonlySet<string>
  onToggle: (key: string) => void
}) {
  return (
    <ul className={styles.legend}>
      {series.map((one, index) => (
        <li key={one.key}>
          <button type="button" aria-pressed={!hidden.has(one.key)} onClick={() => onToggle(one.key)}>
            <i style={{ background: seriesColor(one, index) }} />
            {one.label}
          </button>
        </li>
      ))}
    </ul>
  )
}
