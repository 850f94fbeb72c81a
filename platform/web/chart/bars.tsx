import { memo } from 'react'
import styles from './chart.module.css'
import { seriesColor } from './colors.ts'
import { ColumnsFrame, columnsPlot, type Plot, RowsFrame, rowsPlot } from './frame.tsx'
import { type Scale, scaleOf } from './scale.ts'
import type { ChartSpec, Series } from './spec.ts'

export type BarsSpec = Extract<ChartSpec, { kind: 'bars' }>

/** One bar in numbers: from where to where, and which lane of its category it takes. */
export interface Bar {
  readonly series: number
  readonly category: number
  readonly from: number
  readonly to: number
  readonly lane: number
  readonly interval: readonly [number, number] | null
}

/** Bars of a chart. Stacked ones begin where the one before ended, negative figures below zero; others stand side by side. */
export function barsOf({ categories, series, stacked }: Pick<BarsSpec, 'categories' | 'series' | 'stacked'>): Bar[] {
  const up = categories.map(() => 0)
  const down = categories.map(() => 0)
  return series.flatMap((one, index) =>
    categories.flatMap((_, category) => {
      const value = one.values[category]
      if (value === null || value === undefined) return []
      const heap = value < 0 ? down : up
      const from = stacked ? (heap[category] ?? 0) : 0
      if (stacked) heap[category] = from + value
      const lane = stacked ? 0 : index
      return [{ series: index, category, from, to: from + value, lane, interval: one.intervals?.[category] ?? null }]
    }),
  )
}

// Series that never have a figure in the same category share a lane: a highlighted one must not make the others thin.
const lanesOf = (series: readonly Series[], stacked: boolean | undefined): readonly number[] => {
  if (stacked) return series.map(() => 0)
  const taken: (readonly (number | null)[])[][] = []
  return series.map(({ values }) => {
    const free = taken.findIndex((others) =>
      others.every((other) => values.every((value, i) => value === null || other[i] === null)),
    )
    const lane = free === -1 ? taken.length : free
    taken[lane] = [...(taken[lane] ?? []), values]
    return lane
  })
}

/** The bars, their axis and the room that they have. */
export function barsPlot(spec: BarsSpec, width: number, height: number): { bars: Bar[]; scale: Scale; plot: Plot } {
  const bars = barsOf(spec)
  const reach = bars.flatMap(({ from, to, interval }) => [from, to, ...(interval ?? [])])
  const ticks = spec.across && width < 420 ? 3 : 4
  const scale = scaleOf([...reach, ...(spec.marks ?? []).map((mark) => mark.value)], ticks)
  const plot = spec.across
    ? rowsPlot(width, height, spec.categories, spec.marks)
    : columnsPlot(width, height, scale.ticks.map(spec.format))
  return { bars, scale, plot }
}

interface BarsProps {
  readonly spec: BarsSpec
  readonly width: number
  readonly height: number
}

export const Bars = memo(function Bars({ spec, width, height }: BarsProps) {
  const { bars, scale, plot } = barsPlot(spec, width, height)
  const lanes = lanesOf(spec.series, spec.stacked)
  const place = placer(plot, spec, Math.max(1, ...lanes.map((lane) => lane + 1)), scale.at)
  const Frame = spec.across ? RowsFrame : ColumnsFrame
  return (
    <Frame plot={plot} scale={scale} categories={spec.categories} format={spec.format} marks={spec.marks}>
      {bars.map((bar) => {
        const [series, category] = [spec.series[bar.series], spec.categories[bar.category]]
        if (!series || !category) return null
        const lane = lanes[bar.series] ?? 0
        return (
          <g key={`${series.key} ${category.key}`}>
            <rect
              {...place(bar.category, lane, bar.from, bar.to)}
              fill={seriesColor(series, bar.series)}
              data-category={category.key}
              data-series={series.key}
            />
            {bar.interval ? (
              <Whisker {...place(bar.category, lane, bar.interval[0], bar.interval[1])} across={spec.across} />
            ) : null}
          </g>
        )
      })}
    </Frame>
  )
})

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Where a bar stands, px. Bars are as thick as there is room, to a limit: 14 px as rows, 28 as columns. */
function placer(plot: Plot, spec: BarsSpec, lanes: number, at: (value: number) => number) {
  const band = (spec.across ? plot.height : plot.width) / Math.max(1, spec.categories.length)
  const thick = Math.max(1, Math.min(spec.across ? 14 : 28, (band * 0.68) / lanes))
  return (category: number, lane: number, from: number, to: number): Box => {
    const side = band * (category + 0.5) - (thick * lanes) / 2 + lane * thick
    const [low, high] = [Math.min(at(from), at(to)), Math.max(at(from), at(to))]
    // A figure that is there is seen, however small beside the others.
    const least = from === to ? 0 : 1
    return spec.across
      ? {
          x: plot.left + low * plot.width,
          y: plot.top + side,
          width: Math.max(least, (high - low) * plot.width),
          height: thick - (lanes > 1 ? 1 : 0),
        }
      : {
          x: plot.left + side,
          y: plot.top + (1 - high) * plot.height,
          width: thick - (lanes > 1 ? 1 : 0),
          height: Math.max(least, (high - low) * plot.height),
        }
  }
}

/** An interval over its bar: a thin line with ends. */
function Whisker({ x, y, width, height, across }: Box & { across?: boolean }) {
  const [cx, cy] = [x + width / 2, y + height / 2]
  const d = across
    ? `M${x} ${cy}H${x + width}M${x} ${cy - 3}v6M${x + width} ${cy - 3}v6`
    : `M${cx} ${y}V${y + height}M${cx - 3} ${y}h6M${cx - 3} ${y + height}h6`
  return <path d={d} className={styles.whisker} />
}
