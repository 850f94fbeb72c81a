import styles from './chart.module.css'
import { seriesColor } from './colors.ts'
import type { Spot } from './hover.ts'
import type { ChartSpec } from './spec.ts'

/** The figures of what is under the pointer. Stands on the side where there is room. */
export function Tooltip({
  spec,
  spot,
  x,
  y,
  width,
}: {
  spec: ChartSpec
  spot: Spot
  x: number
  y: number
  width: number
}) {
  const category = spec.categories[spot.category]
  if (!category) return null
  const right = x > width / 2
  return (
    <div
      className={styles.tooltip}
      aria-hidden="true"
      style={{ top: y + 12, ...(right ? { right: width - x + 12 } : { left: x + 12 }) }}
    >
      {spec.kind === 'heat' ? (
        <strong>
          {spec.rows[spot.row ?? 0]?.label}, {category.label}:{' '}
          {written(spec, spec.values[spot.row ?? 0]?.[spot.category])}
        </strong>
      ) : (
        <>
          <strong>{category.label}</strong>
          <dl>
            {spec.series.map((series, index) => {
              const value = series.values[spot.category]
              if (value === null || value === undefined) return null
              const interval = series.intervals?.[spot.category]
              return (
                <div key={series.key}>
                  <dt>
                    <i style={{ background: seriesColor(series, index) }} />
                    {series.label}
                  </dt>
                  <dd>
                    {spec.format(value)}
                    {interval ? <small>{` ${spec.format(interval[0])} – ${spec.format(interval[1])}`}</small> : null}
                  </dd>
                </div>
              )
            })}
          </dl>
        </>
      )}
    </div>
  )
}

const written = (spec: ChartSpec, value: number | null | undefined) =>
  value === null || value === undefined ? '—' : spec.format(value)
