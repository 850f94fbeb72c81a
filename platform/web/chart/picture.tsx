import { type PointerEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Bars } from './bars.tsx'
import styles from './chart.module.css'
import { Heat } from './heat.tsx'
import { type Spot, spotAt } from './hover.ts'
import { Lines } from './lines.tsx'
import type { ChartPoint, ChartSpec } from './spec.ts'
import { Tooltip } from './tooltip.tsx'

interface PictureProps {
  readonly label: string
  readonly spec: ChartSpec
  readonly height: number
  readonly onSelect?: (point: ChartPoint) => void
}

/** A chart as SVG in the page's own colours, as wide as its place. */
export function Picture({ label, spec, height, onSelect }: PictureProps) {
  const box = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  const [pointer, setPointer] = useState<{ spot: Spot; x: number; y: number } | null>(null)
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const measure = () => setWidth(Math.floor(element.clientWidth))
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const move = (event: PointerEvent<HTMLDivElement>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect()
    const [x, y] = [event.clientX - left, event.clientY - top]
    const spot = spotAt(spec, { width, height }, x, y)
    setPointer(spot && { spot, x, y })
  }
  // One listener for all parts: the table view has the same links for the keyboard.
  useEffect(() => {
    const element = box.current
    if (!element || !onSelect) return
    const click = (event: MouseEvent) => {
      const part = event.target instanceof SVGElement ? event.target.dataset : {}
      if (part.category && part.series) onSelect({ category: part.category, series: part.series })
    }
    element.addEventListener('click', click)
    return () => element.removeEventListener('click', click)
  }, [onSelect])
  const parts = { width, height }
  return (
    <div
      ref={box}
      className={styles.picture}
      data-opens={onSelect ? true : undefined}
      style={{ height }}
      onPointerMove={move}
      onPointerDown={move}
      onPointerLeave={() => setPointer(null)}
    >
      {width > 0 ? (
        <svg width={width} height={height} role="img" aria-label={label}>
          {spec.kind === 'bars' ? <Bars spec={spec} {...parts} /> : null}
          {spec.kind === 'lines' ? <Lines spec={spec} {...parts} /> : null}
          {spec.kind === 'heat' ? <Heat spec={spec} {...parts} /> : null}
        </svg>
      ) : null}
      {pointer ? <Tooltip spec={spec} {...pointer} width={width} /> : null}
    </div>
  )
}
