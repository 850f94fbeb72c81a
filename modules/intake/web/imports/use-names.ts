import { useTexts } from '../../../../platform/web/index.ts'
import { fieldTexts, known, meaningTexts, profileTexts } from './texts.ts'

/** Names that people read for keys that the server tells; a key without a name stays as it is. */
export function useNames() {
  const field = useTexts(fieldTexts)
  const meaning = useTexts(meaningTexts)
  const profile = useTexts(profileTexts)
  return {
    field: (key: string): string => (known(fieldTexts, key) ? field(key) : key),
    meaning: (key: string): string => (known(meaningTexts, key) ? meaning(key) : key),
    profile: (key: string): string => (known(profileTexts, key) ? profile(key) : key),
  }
}
