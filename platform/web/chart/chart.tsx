import { ActionIcon, Tooltip, useComputedColorScheme } from '@mantine/core'
import { IconChartBar, IconTable } from '@tabler/icons-react'
import type { EChartsType } from 'echarts/core'
import { useEffect, useRef, useState } from 'react'
import { defineTexts, useTexts } from '../texts/texts.ts'
import styles from './chart.module.css'
import { ChartTable } from './chart-table.tsx'
import { chartOption } from './options.ts'
import type { ChartPoint, ChartSpec } from './spec.ts'
import { readStyle } from './style.ts'

const texts = defineTexts({
  asTable: { ru: 'Показать таблицей', en: 'Show as a table' },
  asChart: { ru: 'Показать графиком', en: 'Show as a chart' },
})

interface ChartProps {
  /** What the chart says, in words: read aloud instead of the picture. */
  readonly label: string
  readonly spec: ChartSpec
  /** px; rows of bars grow by themselves. */
  readonly height?: number
  /** A bar, a point or a cell was clicked: open what is behind it. */
  readonly onSelect?: (point: ChartPoint) => void
}

const heightOf = (spec: ChartSpec): number =>
  spec.kind === 'bars' && spec.across
    ? 40 + spec.categories.length * Math.max(24, spec.stacked ? 24 : spec.series.length * 16)
    : spec.kind === 'heat'
      ? 32 + spec.rows.length * 26
      : 240

/** The one chart. Every chart can be shown as its table, and a click opens what is behind a figure. */
export function Chart({ label, spec, height, onSelect }: ChartProps) {
  const t = useTexts(texts)
  const [table, setTable] = useState(false)
  return (
    <figure className={styles.figure} aria-label={label}>
      <Tooltip label={table ? t('asChart') : t('asTable')}>
        <ActionIcon
          className={styles.toggle}
          size="sm"
          aria-label={table ? t('asChart') : t('asTable')}
          onClick={() => setTable(!table)}
        >
          {table ? <IconChartBar size={15} stroke={1.6} /> : <IconTable size={15} stroke={1.6} />}
        </ActionIcon>
      </Tooltip>
      {table ? (
        <ChartTable spec={spec} label={label} onSelect={onSelect} />
      ) : (
        <Picture label={label} spec={spec} height={height ?? heightOf(spec)} onSelect={onSelect} />
      )}
    </figure>
  )
}

function Picture({ label, spec, height, onSelect }: ChartProps & { height: number }) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType | null>(null)
  const latest = useRef({ spec, onSelect })
  const [ready, setReady] = useState(false)
  const scheme = useComputedColorScheme('light')

  useEffect(() => {
    latest.current = { spec, onSelect }
  })
  useEffect(() => {
    const element = box.current
    if (!element) return
    let gone = false
    const resize = new ResizeObserver(() => chart.current?.resize())
    void import('./engine.ts').then(({ init }) => {
      if (gone) return
      chart.current = init(element, null, { renderer: 'svg' })
      chart.current.on('click', (event) => {
        const point = pointOf(latest.current.spec, event)
        if (point) latest.current.onSelect?.(point)
      })
      resize.observe(element)
      setReady(true)
    })
    return () => {
      gone = true
      resize.disconnect()
      chart.current?.dispose()
      chart.current = null
    }
  }, [])
  useEffect(() => {
    if (ready && box.current) chart.current?.setOption(chartOption(spec, readStyle(box.current, scheme)), true)
  }, [ready, spec, scheme])

  return <div ref={box} className={styles.picture} style={{ height }} role="img" aria-label={label} />
}

function pointOf(
  spec: ChartSpec,
  event: { dataIndex?: number; seriesId?: string; value?: unknown },
): ChartPoint | null {
  if (spec.kind === 'heat') {
    const [x, y] = Array.isArray(event.value) ? event.value : []
    const [category, row] = [spec.categories[Number(x)], spec.rows[Number(y)]]
    return category && row ? { category: category.key, series: row.key } : null
  }
  const category = spec.categories[event.dataIndex ?? -1]
  return category && event.seriesId ? { category: category.key, series: event.seriesId } : null
}
