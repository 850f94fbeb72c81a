import type { ReactNode } from 'react'
import styles from './chart.module.css'
import { labelStep, type Scale } from './scale.ts'
import type { Category, Mark } from './spec.ts'
import { fitText, widest } from './text-width.ts'

/** The rectangle inside the axes, px. */
export interface Plot {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

interface FrameProps {
  readonly plot: Plot
  readonly scale: Scale
  readonly categories: readonly Category[]
  readonly format: (value: number) => string
  readonly marks?: readonly Mark[]
  readonly children: ReactNode
}

const gutter = (texts: readonly string[], most: number) => Math.min(most, Math.ceil(widest(texts)) + 10)
const markRoom = (marks: readonly Mark[] | undefined) => (marks && marks.length > 0 ? 16 : 4)

/** Room for categories as rows: names at the left, figures below. */
export function rowsPlot(
  width: number,
  height: number,
  categories: readonly Category[],
  marks?: readonly Mark[],
): Plot {
  const left = gutter(
    categories.map((category) => category.label),
    width * 0.42,
  )
  const top = markRoom(marks)
  return { left, top, width: Math.max(1, width - left - 20), height: Math.max(1, height - top - 22) }
}

/** Room for categories as columns: figures at the left, names below. */
export function columnsPlot(width: number, height: number, ticks: readonly string[]): Plot {
  const left = gutter(ticks, width * 0.3)
  return { left, top: 8, width: Math.max(1, width - left - 8), height: Math.max(1, height - 8 - 22) }
}

/** Lines and names of a chart whose categories are rows. */
export function RowsFrame({ plot, scale, categories, format, marks = [], children }: FrameProps) {
  const band = plot.height / Math.max(1, categories.length)
  const x = (value: number) => plot.left + scale.at(value) * plot.width
  const bottom = plot.top + plot.height
  const step = labelStep(widest(scale.ticks.map(format), 11), plot.width / Math.max(1, scale.ticks.length - 1))
  return (
    <>
      {scale.ticks.map((tick, index) => (
        <g key={tick}>
          <line
            x1={x(tick)}
            x2={x(tick)}
            y1={plot.top}
            y2={bottom}
            className={tick === 0 ? styles.zero : styles.grid}
          />
          {index % step === 0 ? (
            <text x={x(tick)} y={bottom + 15} textAnchor="middle" className={styles.tick}>
              {format(tick)}
            </text>
          ) : null}
        </g>
      ))}
      {categories.map((category, index) => (
        <text
          key={category.key}
          x={plot.left - 8}
          y={plot.top + band * (index + 0.5)}
          dy="0.35em"
          textAnchor="end"
          className={styles.name}
        >
          {fitText(category.label, plot.left - 10)}
        </text>
      ))}
      {children}
      {marks.map((mark) => (
        <g key={mark.label}>
          <line x1={x(mark.value)} x2={x(mark.value)} y1={plot.top} y2={bottom} className={styles.mark} />
          <text x={x(mark.value)} y={plot.top - 5} textAnchor="middle" className={styles.tick}>
            {mark.label}
          </text>
        </g>
      ))}
    </>
  )
}

/** Lines and names of a chart whose categories are columns. */
export function ColumnsFrame({ plot, scale, categories, format, marks = [], children }: FrameProps) {
  const band = plot.width / Math.max(1, categories.length)
  const y = (value: number) => plot.top + (1 - scale.at(value)) * plot.height
  const step = labelStep(
    widest(
      categories.map((category) => category.label),
      11,
    ),
    band,
  )
  return (
    <>
      {scale.ticks.map((tick) => (
        <g key={tick}>
          <line
            x1={plot.left}
            x2={plot.left + plot.width}
            y1={y(tick)}
            y2={y(tick)}
            className={tick === 0 ? styles.zero : styles.grid}
          />
          <text x={plot.left - 8} y={y(tick)} dy="0.35em" textAnchor="end" className={styles.tick}>
            {format(tick)}
          </text>
        </g>
      ))}
      {categories.map((category, index) =>
        index % step === 0 ? (
          <text
            key={category.key}
            x={plot.left + band * (index + 0.5)}
            y={plot.top + plot.height + 16}
            textAnchor="middle"
            className={styles.tick}
          >
            {category.label}
          </text>
        ) : null,
      )}
      {children}
      {marks.map((mark) => (
        <g key={mark.label}>
          <line
            x1={plot.left}
            x2={plot.left + plot.width}
            y1={y(mark.value)}
            y2={y(mark.value)}
            className={styles.mark}
          />
          <text x={plot.left + plot.width - 2} y={y(mark.value) - 4} textAnchor="end" className={styles.tick}>
            {mark.label}
          </text>
        </g>
      ))}
    </>
  )
}
