import { memo } from 'react'
import styles from './chart.module.css'
import { labelStep } from './scale.ts'
import type { ChartSpec } from './spec.ts'
import { fitText, widest } from './text-width.ts'

export type HeatSpec = Extract<ChartSpec, { kind: 'heat' }>

/** Columns and rows of a heat map, px. */
export function heatPlot(spec: HeatSpec, width: number, height: number) {
  const left = Math.min(
    width * 0.3,
    Math.ceil(
      widest(
        spec.rows.map((row) => row.label),
        11,
      ),
    ) + 10,
  )
  return {
    left,
    column: (width - left) / Math.max(1, spec.categories.length),
    row: (height - 22) / Math.max(1, spec.rows.length),
  }
}

interface HeatProps {
  readonly spec: HeatSpec
  readonly width: number
  readonly height: number
}

export const Heat = memo(function Heat({ spec, width, height }: HeatProps) {
  const { left, column, row } = heatPlot(spec, width, height)
  const largest = Math.max(1e-9, ...spec.values.flat().map((value) => value ?? 0))
  const step = labelStep(
    widest(
      spec.categories.map((category) => category.label),
      11,
    ),
    column,
  )
  return (
    <>
      {spec.rows.map((line, y) => (
        <text key={line.key} x={left - 8} y={row * (y + 0.5)} dy="0.35em" textAnchor="end" className={styles.tick}>
          {fitText(line.label, left - 10, 11)}
        </text>
      ))}
      {spec.categories.map((category, x) =>
        x % step === 0 ? (
          <text
            key={category.key}
            x={left + column * (x + 0.5)}
            y={height - 6}
            textAnchor="middle"
            className={styles.tick}
          >
            {category.label}
          </text>
        ) : null,
      )}
      {spec.rows.map((line, y) =>
        spec.categories.map((category, x) => {
          const value = spec.values[y]?.[x] ?? null
          return (
            <rect
              key={`${line.key} ${category.key}`}
              x={left + column * x + 1}
              y={row * y + 1}
              width={Math.max(1, column - 2)}
              height={Math.max(1, row - 2)}
              rx="3"
              style={{ fill: shade((value ?? 0) / largest) }}
              data-category={value ? category.key : undefined}
              data-series={line.key}
            />
          )
        }),
      )}
    </>
  )
})

// The smallest figure above zero is already told apart from nothing.
const shade = (share: number): string =>
  share <= 0
    ? 'var(--lk-hover)'
    : `color-mix(in srgb, var(--lk-accent) ${Math.round(14 + share * 86)}%, var(--lk-surface))`
