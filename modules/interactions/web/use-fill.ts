import { useLayoutEffect, useRef, useState } from 'react'
import { usePhone } from '../../../platform/web/index.ts'

const below = 14
/** The navigation under the thumb. */
const belowOnPhone = 66
const least = 360

/** The height that is left below the top of an element, so that a list ends where the window does, however tall what stands above. */
export function useFill<Part extends HTMLElement>() {
  const ref = useRef<Part>(null)
  const [height, setHeight] = useState(least)
  const phone = usePhone()
  useLayoutEffect(() => {
    const part = ref.current
    if (!part) return
    const measure = () => {
      const top = part.getBoundingClientRect().top + window.scrollY
      setHeight(Math.max(least, window.innerHeight - top - (phone ? belowOnPhone : below)))
    }
    measure()
    const observer = new ResizeObserver(measure)
    if (part.parentElement)
      for (const sibling of part.parentElement.children) if (sibling !== part) observer.observe(sibling)
    observer.observe(document.body)
    window.addEventListener('resize', measure)
    return () => {
      observer.disconnect()
      window.removeEventListener('resize', measure)
    }
  }, [phone])
  return { ref, height }
}
