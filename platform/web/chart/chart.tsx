import { ActionIcon, Tooltip } from '@mantine/core'
import { IconChartBar, IconTable } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { createPortal } from 'react-dom'
import { usePanelHead } from '../parts/page.tsx'
import { defineTexts, useTexts } from '../texts/texts.ts'
import styles from './chart.module.css'
import { ChartTable } from './chart-table.tsx'
import { seriesColor } from './colors.ts'
import { Legend } from './legend.tsx'
import { Picture } from './picture.tsx'
import type { ChartPoint, ChartSpec } from './spec.ts'

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
    ? 34 + spec.categories.length * 24
    : spec.kind === 'heat'
      ? 22 + spec.rows.length * 26
      : 240

/** The one chart. Every chart can be shown as its table, and a click opens what is behind a figure. */
export function Chart({ label, spec, height, onSelect }: ChartProps) {
  const t = useTexts(texts)
  const [table, setTable] = useState(false)
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set())
  const shown = useMemo(() => without(spec, hidden), [spec, hidden])
  const toggle = (key: string) =>
    setHidden((was) => new Set(was.has(key) ? [...was].filter((k) => k !== key) : [...was, key]))
  const several = spec.kind !== 'heat' && spec.series.length > 1
  const panelHead = usePanelHead()
  const legend = several && !table ? <Legend series={spec.series} hidden={hidden} onToggle={toggle} /> : null
  const view = (
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
  )
  return (
    <figure className={styles.figure} aria-label={label}>
      {/* Beside the panel's title it costs no row of its own, which a chart of one series would leave empty. */}
      {panelHead ? createPortal(view, panelHead) : null}
      {legend || !panelHead ? (
        <div className={styles.head}>
          {legend}
          {panelHead ? null : view}
        </div>
      ) : null}
      {table ? (
        <ChartTable spec={spec} label={label} onSelect={onSelect} />
      ) : (
        <Picture label={label} spec={shown} height={height ?? heightOf(spec)} onSelect={onSelect} />
      )}
    </figure>
  )
}

/** The chart without the series that were hidden; the others keep their colours. */
function without(spec: ChartSpec, hidden: ReadonlySet<string>): ChartSpec {
  if (spec.kind === 'heat') return spec
  const series = spec.series
    .map((one, index) => ({ ...one, color: seriesColor(one, index) }))
    .filter(({ key }) => !hidden.has(key))
  return { ...spec, series }
}
