import { useMemo } from 'react'
import { useLanguage } from '../texts/language.ts'
import { useMaybeWorkspace } from '../workspace/workspace.tsx'
import { createFormat, type Format } from './format.ts'

const browserZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone

/** Formatters in the language of the interface, on the company's clock and in its currency. */
export function useFormat(): Format {
  const language = useLanguage()
  const workspace = useMaybeWorkspace()
  const zone = workspace?.timezone ?? browserZone()
  const currency = workspace?.currency ?? 'RUB'
  return useMemo(() => createFormat(language, zone, currency), [language, zone, currency])
}
