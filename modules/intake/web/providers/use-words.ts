import { useLanguage } from '../../../../platform/web/index.ts'
import { providerNames } from './names.ts'
import type { Words } from './provider.ts'

/** Chooses the language of the interface. */
export function useWords(): (words: Words) => string {
  const language = useLanguage()
  return (words) => words[language]
}

/** What a provider is called. */
export function useProviderName(): (provider: string) => string {
  const say = useWords()
  return (provider) => {
    const name = providerNames[provider]
    return name ? say(name) : provider
  }
}
