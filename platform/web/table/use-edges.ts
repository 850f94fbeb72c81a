import { type RefObject, useLayoutEffect } from 'react'

/** Marks on `frame` where its scroller hides something at the start or the end, for a shadow there. */
export function useEdges(frame: RefObject<HTMLElement | null>, scroller: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const outer = frame.current
    const inner = scroller.current
    if (!outer || !inner) return
    const mark = () => {
      outer.toggleAttribute('data-before', inner.scrollLeft > 1)
      outer.toggleAttribute('data-after', inner.scrollLeft + inner.clientWidth < inner.scrollWidth - 1)
    }
    const size = new ResizeObserver(mark)
    size.observe(inner)
    for (const child of inner.children) size.observe(child)
    inner.addEventListener('scroll', mark, { passive: true })
    return () => {
      size.disconnect()
      inner.removeEventListener('scroll', mark)
    }
  }, [frame, scroller])
}
