import type { Rule } from '../api.ts'

/** A rule's conditions as one line: `utm_source = avito, avito.ru · utm_medium = cpc`. */
export function conditionsOf({ sources, mediums, campaigns, marks, referrers }: Rule): string {
  const parts: [string, readonly string[] | undefined][] = [
    ['utm_source', sources],
    ['utm_medium', mediums],
    ['utm_campaign', campaigns],
    ['?', marks],
    ['←', referrers],
  ]
  return parts
    .flatMap(([name, values]) => {
      if (!values?.length) return []
      return [name === '?' || name === '←' ? `${name} ${values.join(', ')}` : `${name} = ${values.join(', ')}`]
    })
    .join(' · ')
}

/** Whether a rule asks for anything at all. */
export const asksForSomething = (rule: Rule): boolean => conditionsOf(rule) !== ''

/** The list with the rule at `from` moved to `to`. */
export function moved(rules: readonly Rule[], from: number, to: number): Rule[] {
  const list = [...rules]
  const [rule] = list.splice(from, 1)
  if (rule) list.splice(to, 0, rule)
  return list
}
