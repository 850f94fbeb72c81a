import { useFormat, useTexts } from '../../../../platform/web/index.ts'
import type { JunkFinding } from '../../contract.ts'
import { words } from './texts.ts'

/** A place in words: hours and weekdays have no name of their own. */
export function usePlaceName(): (place: Pick<JunkFinding, 'dimension' | 'name'>) => string {
  const t = useTexts(words)
  const format = useFormat()
  return ({ dimension, name }) => {
    if (dimension === 'hour') return `${name}:00–${name}:59`
    if (dimension === 'weekday') return format.weekday(Number(name))
    if (dimension !== 'device') return name
    return name === 'phone' || name === 'tablet' || name === 'desktop' ? t(name) : name
  }
}
