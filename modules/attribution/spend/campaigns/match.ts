/** Which campaign of the record a campaign of an advertising system is. Pure. */
import { plainText } from '../exports/headings.ts'
import type { AdCampaign } from '../exports/read-export.ts'

/** A campaign that contacts came with: the value of utm_campaign. */
export interface Candidate {
  readonly id: string
  readonly name: string
}

export type MatchedBy = 'id' | 'name'

/**
 * The campaign of the record that is certainly meant: contacts carry its id (`{campaign_id}`, alone or within `cid|12345678|search`),
 * or its name, also in Latin letters (`{campaign_name_lat}`). Null where none, or where several are.
 */
export function matchOf(
  campaign: AdCampaign,
  candidates: readonly Candidate[],
): { readonly id: string; readonly by: MatchedBy } | null {
  const { externalId, name } = campaign
  if (externalId) {
    const exact = candidates.find((one) => one.name.trim() === externalId)
    if (exact) return { id: exact.id, by: 'id' }
    // Shorter numbers stand in names for years and prices.
    const within = externalId.length < 5 ? [] : candidates.filter((one) => holdsNumber(one.name, externalId))
    if (within.length === 1 && within[0]) return { id: within[0].id, by: 'id' }
  }
  if (!name) return null
  const same = candidates.filter((one) => plainText(one.name) === plainText(name))
  const alike = same.length > 0 ? same : candidates.filter((one) => latinKey(one.name) === latinKey(name))
  return alike.length === 1 && alike[0] ? { id: alike[0].id, by: 'name' } : null
}

const holdsNumber = (text: string, number: string): boolean => text.split(/\D+/).includes(number)

/** Candidates that may be meant, most alike first, at most `limit`. */
export function suggestionsFor<One extends Candidate>(
  campaign: AdCampaign,
  candidates: readonly One[],
  limit = 3,
): readonly One[] {
  const name = latinKey(campaign.name ?? campaign.externalId ?? '')
  return candidates
    .map((candidate) => ({ candidate, score: alikeness(name, latinKey(candidate.name)) }))
    .filter(({ score }) => score >= 0.4)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ candidate }) => candidate)
}

const letters: Readonly<Record<string, string>> = {
  ...{ а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ж: 'zh', з: 'z', и: 'i', й: 'y', к: 'k', л: 'l', м: 'm' },
  ...{ н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'h', ц: 'c', ч: 'ch', ш: 'sh', щ: 'sch' },
  ...{ ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya' },
}

/** A name without everything in which spellings and transliterations differ: «Окна Москва» and `okna_moskva` are one. */
export const latinKey = (name: string): string =>
  [...plainText(name)]
    .map((letter) => letters[letter] ?? letter)
    .join('')
    .replace(/shch/g, 'sch')
    .replace(/kh|x/g, 'h')
    .replace(/ts/g, 'c')
    .replace(/j/g, 'y')
    .replace(/i?y(?![aeou])|iy/g, 'i')
    .replace(/[^\p{L}\p{N}]+/gu, '')

/** Dice’s coefficient over pairs of letters, 0…1 (Dice 1945). */
export function alikeness(a: string, b: string): number {
  const pairs = (text: string) => Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2))
  const [left, right] = [pairs(a), pairs(b)]
  if (left.length === 0 || right.length === 0) return a === b && a !== '' ? 1 : 0
  const rest = new Map<string, number>()
  for (const pair of right) rest.set(pair, (rest.get(pair) ?? 0) + 1)
  let shared = 0
  for (const pair of left) {
    const left = rest.get(pair) ?? 0
    if (left > 0) {
      shared++
      rest.set(pair, left - 1)
    }
  }
  return (2 * shared) / (left.length + right.length)
}
