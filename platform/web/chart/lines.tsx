import { memo } from 'react'
import { seriesColor } from './colors.ts'
import { ColumnsFrame, columnsPlot, type Plot } from './frame.tsx'
import { type Scale, scaleOf } from './scale.ts'
import type { ChartSpec, Series } from './spec.ts'

export type LinesSpec = Extract<ChartSpec, { kind: 'lines' }>

interface Point {
  readonly x: number
  readonly y: number
}

/** Unbroken stretches of a line: null ends one and begins the next. */
export function stretches<Item>(items: readonly (Item | null)[]): Item[][] {
  const result: Item[][] = []
  let open: Item[] | null = null
  for (const item of items) {
    if (item === null) open = null
    else if (open) open.push(item)
    else {
      open = [item]
      result.push(open)
    }
  }
  return result
}

const pathOf = (points: readonly Point[]) =>
  points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')

/** The axis of the lines and the room that they have. */
export function linesPlot(spec: LinesSpec, width: number, height: number): { scale: Scale; plot: Plot } {
  const figures = spec.series.flatMap(({ values, intervals }) => [...values, ...(intervals ?? []).flat()])
  const marks = (spec.marks ?? []).map((mark) => mark.value)
  const scale = scaleOf([...figures.filter((value) => value !== null), ...marks])
  return { scale, plot: columnsPlot(width, height, scale.ticks.map(spec.format)) }
}

interface LinesProps {
  readonly spec: LinesSpec
  readonly width: number
  readonly height: number
}

export const Lines = memo(function Lines({ spec, width, height }: LinesProps) {
  const { scale, plot } = linesPlot(spec, width, height)
  const band = plot.width / Math.max(1, spec.categories.length)
  const at = (index: number, value: number): Point => ({
    x: plot.left + band * (index + 0.5),
    y: plot.top + (1 - scale.at(value)) * plot.height,
  })
  const bottom = plot.top + (1 - scale.at(0)) * plot.height
  const dots = spec.categories.length <= 31
  const one = (series: Series, index: number) => {
    const color = seriesColor(series, index)
    const points = spec.categories.map((_, i) => {
      const value = series.values[i]
      return value === null || value === undefined ? null : { ...at(i, value), i }
    })
    return (
      <g key={series.key}>
        {series.intervals ? <Ribbon series={series} at={at} color={color} /> : null}
        {stretches(points).map((stretch) => {
          const [first, last] = [stretch[0], stretch.at(-1)]
          return (
            <g key={first?.i}>
              {spec.area && first && last ? (
                <path d={`${pathOf(stretch)}L${last.x} ${bottom}L${first.x} ${bottom}Z`} fill={color} opacity="0.12" />
              ) : null}
              <path d={pathOf(stretch)} fill="none" stroke={color} strokeWidth="2" strokeLinejoin="round" />
              {stretch.map(({ x, y, i }) =>
                dots || stretch.length === 1 ? (
                  <circle
                    key={i}
                    cx={x}
                    cy={y}
                    r="3"
                    fill={color}
                    data-category={spec.categories[i]?.key}
                    data-series={series.key}
                  />
                ) : null,
              )}
            </g>
          )
        })}
      </g>
    )
  }
  return (
    <ColumnsFrame plot={plot} scale={scale} categories={spec.categories} format={spec.format} marks={spec.marks}>
      {spec.series.map(one)}
    </ColumnsFrame>
  )
})

/** The range in which a line lies, as a pale ribbon. */
function Ribbon({ series, at, color }: { series: Series; at: (index: number, value: number) => Point; color: string }) {
  const edges = (series.intervals ?? []).map((interval, i) =>
    interval ? { low: at(i, interval[0]), high: at(i, interval[1]) } : null,
  )
  return stretches(edges).map((stretch) => (
    <path
      key={stretch[0]?.low.x}
      d={`${pathOf(stretch.map(({ high }) => high))}${pathOf(stretch.map(({ low }) => low).reverse()).replace('M', 'L')}Z`}
      fill={color}
      opacity="0.14"
    />
  ))
}
