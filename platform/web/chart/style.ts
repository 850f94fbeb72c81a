import { series } from '../theme/palette.ts'
import type { ChartStyle } from './options.ts'

/** Reads the page's colours and type where the chart stands. */
export function readStyle(element: HTMLElement, scheme: 'light' | 'dark'): ChartStyle {
  const computed = getComputedStyle(element)
  const variable = (name: string) => computed.getPropertyValue(name).trim()
  return {
    ink: variable('--lk-ink'),
    quiet: variable('--lk-quiet'),
    line: variable('--lk-line-strong'),
    surface: variable('--lk-surface'),
    raised: variable('--lk-raised'),
    accent: variable('--lk-accent'),
    act: variable('--lk-act'),
    look: variable('--lk-look'),
    font: computed.fontFamily,
    series: series[scheme],
    color: (value) => {
      const name = /^var\((--[\w-]+)\)$/.exec(value)?.[1]
      return name ? variable(name) : value
    },
  }
}
