import type { Language } from '../../kernel/problem-texts.ts'
import type { NoticeKind, NoticeWords } from '../../platform/notices/kinds.ts'
import type { Facts } from '../../platform/notices/notice.ts'

/** A title and what stands below it, in one language. */
export interface Wording {
  readonly title: string
  readonly details: string | null
}

/** Every kind of notice that the house tells, by its type. */
export interface Catalogue {
  readonly kinds: readonly NoticeKind[]
  get(type: string): NoticeKind | undefined
}

export function createCatalogue(kinds: readonly NoticeKind[]): Catalogue {
  const known = new Map(kinds.map((kind) => [kind.type, kind]))
  if (known.size !== kinds.length) throw new Error('two kinds of notices have one type')
  return { kinds, get: (type) => known.get(type) }
}

const wordingIn = (words: NoticeWords, facts: Facts): Wording => ({
  title: words.title(facts),
  details: words.details?.(facts) ?? null,
})

/** The same facts in both languages: who reads them decides. */
export const wordings = (
  words: Readonly<Record<Language, NoticeWords>>,
  facts: Facts,
): Readonly<Record<Language, Wording>> => ({ ru: wordingIn(words.ru, facts), en: wordingIn(words.en, facts) })
