import { barsPlot } from './bars.tsx'
import { heatPlot } from './heat.tsx'
import { linesPlot } from './lines.tsx'
import type { ChartSpec } from './spec.ts'

/** The part of a chart under the pointer. */
export interface Spot {
  readonly category: number
  /** The row of a heat map. */
  readonly row: number | null
}

interface Size {
  readonly width: number
  readonly height: number
}

/** Which category (and row) is at a place of the picture, or null outside. */
export function spotAt(spec: ChartSpec, { width, height }: Size, x: number, y: number): Spot | null {
  if (spec.kind === 'heat') {
    const { left, column, row } = heatPlot(spec, width, height)
    return spot(spec, Math.floor((x - left) / column), Math.floor(y / row))
  }
  const { plot } = spec.kind === 'bars' ? barsPlot(spec, width, height) : linesPlot(spec, width, height)
  const share = spec.kind === 'bars' && spec.across ? (y - plot.top) / plot.height : (x - plot.left) / plot.width
  return spot(spec, Math.floor(share * spec.categories.length), null)
}

function spot(spec: ChartSpec, category: number, row: number | null): Spot | null {
  const rows = spec.kind === 'heat' ? spec.rows.length : 1
  if (category < 0 || category >= spec.categories.length || (row ?? 0) < 0 || (row ?? 0) >= rows) return null
  return { category, row }
}
