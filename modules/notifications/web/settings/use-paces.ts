import { useTexts } from '../../../../platform/web/index.ts'
import { paces } from '../../rules.ts'
import { paceTexts } from './words.ts'

/** Paces as options of a select. */
export function usePaces() {
  const t = useTexts(paceTexts)
  return paces.map((value) => ({ value, label: t(value) }))
}
