import { useCallback } from 'react'
import { useTexts } from '../../../../platform/web/index.ts'
import type { Rule } from '../api.ts'
import { texts } from './texts.ts'

/** Writes a rule's conditions as one line: `utm_source = avito, avito.ru · метка yclid`. */
export function useConditions(): (rule: Rule) => string {
  const t = useTexts(texts)
  return useCallback((rule) => conditionsOf(rule, { mark: t('markIs'), site: t('siteIs') }), [t])
}

function conditionsOf(
  { sources, mediums, campaigns, marks, referrers }: Rule,
  words: { readonly mark: string; readonly site: string },
): string {
  const parts: [string, readonly string[] | undefined][] = [
    ['utm_source', sources],
    ['utm_medium', mediums],
    ['utm_campaign', campaigns],
    [words.mark, marks],
    [words.site, referrers],
  ]
  return parts
    .flatMap(([name, values]) => {
      if (!values?.length) return []
      return [`${name}${name.startsWith('utm_') ? ' =' : ''} ${values.join(', ')}`]
    })
    .join(' · ')
}

/** Whether a rule asks for anything at all. */
export const asksForSomething = ({ sources, mediums, campaigns, marks, referrers }: Rule): boolean =>
  [sources, mediums, campaigns, marks, referrers].some((values) => values?.length)

/** The list with the rule at `from` moved to `to`. */
export function moved(rules: readonly Rule[], from: number, to: number): Rule[] {
  const list = [...rules]
  const [rule] = list.splice(from, 1)
  if (rule) list.splice(to, 0, rule)
  return list
}
