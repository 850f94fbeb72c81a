import type { BarSeriesOption, CustomSeriesOption, HeatmapSeriesOption, LineSeriesOption } from 'echarts/charts'
import type {
  GridComponentOption,
  LegendComponentOption,
  TooltipComponentOption,
  VisualMapComponentOption,
} from 'echarts/components'
import type { ComposeOption } from 'echarts/core'
import type { ChartSpec, Series } from './spec.ts'

export type ChartOption = ComposeOption<
  | BarSeriesOption
  | LineSeriesOption
  | HeatmapSeriesOption
  | CustomSeriesOption
  | GridComponentOption
  | LegendComponentOption
  | TooltipComponentOption
  | VisualMapComponentOption
>

/** Colours and type of a chart, read from the page so that light and dark need no second style. */
export interface ChartStyle {
  readonly ink: string
  readonly quiet: string
  readonly line: string
  readonly surface: string
  readonly raised: string
  readonly accent: string
  readonly act: string
  readonly look: string
  readonly font: string
  readonly series: readonly string[]
  /** Resolves `var(--…)`. */
  color(value: string): string
}

type Flat = Exclude<ChartSpec, { kind: 'heat' }>

/** The one chart style, applied to what is to be shown. */
export const chartOption = (spec: ChartSpec, style: ChartStyle): ChartOption =>
  spec.kind === 'heat' ? heatOption(spec, style) : flatOption(spec, style)

function flatOption(spec: Flat, style: ChartStyle): ChartOption {
  const across = spec.kind === 'bars' && spec.across
  const names = {
    type: 'category' as const,
    data: spec.categories.map((category) => category.label),
    axisLine: { lineStyle: { color: style.line } },
    axisTick: { show: false },
    axisLabel: { color: style.ink, fontSize: 12, width: 150, overflow: 'truncate' as const, hideOverlap: true },
    inverse: across,
  }
  const figures = {
    type: 'value' as const,
    axisLabel: {
      color: style.quiet,
      fontSize: 11,
      formatter: (value: number) => spec.format(value),
      hideOverlap: true,
    },
    splitLine: { lineStyle: { color: style.line } },
    splitNumber: 4,
  }
  return {
    ...frame(style),
    legend: legend(spec.series, style),
    grid: {
      left: 4,
      right: 16,
      top: (spec.series.length > 1 ? 32 : 12) + (across && spec.marks ? 14 : 0),
      bottom: 4,
      outerBoundsMode: 'same',
    },
    xAxis: across ? figures : names,
    yAxis: across ? names : figures,
    tooltip: {
      ...tooltip(style),
      trigger: 'axis',
      axisPointer: { type: spec.kind === 'lines' ? 'line' : 'shadow' },
      valueFormatter: (value) => (typeof value === 'number' ? spec.format(value) : '—'),
    },
    series: spec.series.flatMap((series, index) => [
      oneSeries(spec, series, index, style),
      ...(series.intervals ? [whiskers(spec, series, Boolean(across), style)] : []),
    ]),
  }
}

const toneColor = (series: Series, index: number, style: ChartStyle): string =>
  series.color
    ? style.color(series.color)
    : series.tone === 'act'
      ? style.act
      : series.tone === 'look'
        ? style.look
        : series.tone === 'quiet'
          ? style.line
          : (style.series[index % style.series.length] ?? style.accent)

function oneSeries(spec: Flat, series: Series, index: number, style: ChartStyle): BarSeriesOption | LineSeriesOption {
  const color = toneColor(series, index, style)
  const markLine =
    index === 0 && spec.marks
      ? {
          silent: true,
          symbol: 'none' as const,
          lineStyle: { color: style.quiet, type: 'dashed' as const, width: 1 },
          label: {
            color: style.quiet,
            fontSize: 11,
            formatter: '{b}',
            position: spec.kind === 'bars' && spec.across ? ('start' as const) : ('insideEndTop' as const),
          },
          data: spec.marks.map((mark) => ({
            name: mark.label,
            ...(spec.kind === 'bars' && spec.across ? { xAxis: mark.value } : { yAxis: mark.value }),
          })),
        }
      : undefined
  const common = { id: series.key, name: series.label, data: [...series.values], color, markLine }
  if (spec.kind === 'lines')
    return {
      ...common,
      type: 'line',
      showSymbol: spec.categories.length <= 31,
      symbolSize: 5,
      lineStyle: { width: 2 },
      areaStyle: spec.area ? { opacity: 0.12 } : undefined,
    }
  return {
    ...common,
    type: 'bar',
    stack: spec.stacked ? 'all' : undefined,
    barMaxWidth: spec.across ? 14 : 28,
    barCategoryGap: '35%',
    itemStyle: { borderRadius: spec.stacked ? 0 : spec.across ? [0, 2, 2, 0] : [2, 2, 0, 0] },
    cursor: 'pointer',
  }
}

/** Intervals as thin lines with ends, over the bars of their series. */
function whiskers(spec: Flat, series: Series, across: boolean, style: ChartStyle): CustomSeriesOption {
  return {
    type: 'custom',
    silent: true,
    tooltip: { show: false },
    z: 10,
    encode: across ? { x: [1, 2], y: 0 } : { x: 0, y: [1, 2] },
    data: spec.categories.flatMap((_, index) => {
      const interval = series.intervals?.[index]
      return interval ? [[index, interval[0], interval[1]]] : []
    }),
    renderItem: (_params, api) => {
      const at = (side: number) => {
        const [x = 0, y = 0] = across
          ? api.coord([api.value(side), api.value(0)])
          : api.coord([api.value(0), api.value(side)])
        return { x, y }
      }
      const [low, high] = [at(1), at(2)]
      const line = (x1: number, y1: number, x2: number, y2: number) => ({
        type: 'line' as const,
        shape: { x1, y1, x2, y2 },
        style: { stroke: style.ink, lineWidth: 1 },
      })
      const cap = (point: { x: number; y: number }) =>
        across ? line(point.x, point.y - 3, point.x, point.y + 3) : line(point.x - 3, point.y, point.x + 3, point.y)
      return { type: 'group', children: [line(low.x, low.y, high.x, high.y), cap(low), cap(high)] }
    },
  }
}

function heatOption(spec: Extract<ChartSpec, { kind: 'heat' }>, style: ChartStyle): ChartOption {
  const cells = spec.values.flatMap((row, y) => row.map((value, x) => [x, y, value ?? '-'] as (number | string)[]))
  const largest = Math.max(1, ...spec.values.flat().map((value) => value ?? 0))
  const axis = {
    type: 'category' as const,
    axisLine: { show: false },
    axisTick: { show: false },
    splitArea: { show: false },
    axisLabel: { color: style.quiet, fontSize: 11 },
  }
  return {
    ...frame(style),
    grid: { left: 4, right: 4, top: 4, bottom: 4, outerBoundsMode: 'same' },
    xAxis: { ...axis, data: spec.categories.map((category) => category.label) },
    yAxis: { ...axis, data: spec.rows.map((row) => row.label), inverse: true },
    visualMap: { show: false, min: 0, max: largest, inRange: { color: [style.surface, style.accent] } },
    tooltip: {
      ...tooltip(style),
      formatter: (params) => {
        const point = Array.isArray(params) ? params[0] : params
        const [x = 0, y = 0, value] = (point?.value ?? []) as number[]
        const place = `${spec.rows[y]?.label ?? ''}, ${spec.categories[x]?.label ?? ''}`
        return `${place}: ${typeof value === 'number' ? spec.format(value) : '—'}`
      },
    },
    series: [
      {
        type: 'heatmap',
        data: cells,
        itemStyle: { borderColor: style.surface, borderWidth: 2, borderRadius: 3 },
        emphasis: { itemStyle: { borderColor: style.ink, borderWidth: 1 } },
      },
    ],
  }
}

const frame = (style: ChartStyle): ChartOption => ({
  // An instrument shows; it does not perform.
  animation: false,
  textStyle: { fontFamily: style.font, color: style.ink },
})

const tooltip = (style: ChartStyle): TooltipComponentOption => ({
  backgroundColor: style.raised,
  borderColor: style.line,
  borderWidth: 1,
  padding: [6, 10],
  textStyle: { color: style.ink, fontSize: 12, fontFamily: style.font },
  confine: true,
})

const legend = (series: readonly Series[], style: ChartStyle): LegendComponentOption => ({
  show: series.length > 1,
  top: 0,
  left: 0,
  right: 32,
  type: 'scroll',
  itemWidth: 10,
  itemHeight: 10,
  icon: 'roundRect',
  textStyle: { color: style.ink, fontSize: 12 },
})
