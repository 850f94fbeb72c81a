import type { Series } from './spec.ts'

const tones = { act: 'var(--lk-act)', look: 'var(--lk-look)', quiet: 'var(--lk-line-strong)' } as const

/** The colour of a series: its own, that of its tone, or the next of the palette. Colours are names: light and dark follow by themselves. */
export const seriesColor = (series: Series, index: number): string =>
  series.color ?? (series.tone ? tones[series.tone] : `var(--lk-series-${(index % 8) + 1})`)
