/** Where in the tree of origins the money of a campaign stands: where its contacts stand, as far as the names tell. Pure. */
import type { OriginObservation } from '../../../interactions/index.ts'
import type { Origin } from '../../figures/tree.ts'
import { plainText } from '../exports/headings.ts'

/** What a system tells below the campaign. */
export interface Finer {
  readonly group: string | null
  readonly groupId: string | null
  readonly keyword: string | null
}

/** A campaign of the record with everything below it. */
export interface Branch {
  readonly source: string
  readonly campaign: string
  readonly campaignId: string
  readonly below: readonly Origin[]
}

/**
 * Placement and keyword for an ad group and a keyword. The placement that contacts already carry (the group by name or by id) is
 * taken before a new one; a keyword that contacts carry without a placement, or under one other, is taken where it stands.
 */
export function placeIn(branch: Branch): (finer: Finer) => OriginObservation {
  const { source, campaign, campaignId, below } = branch
  const placements = below.filter(({ level }) => level === 'placement')
  const keywords = below.filter(({ level }) => level === 'keyword')
  const placementById = new Map(placements.map((one) => [one.id, one]))
  const placementByName = new Map(placements.map((one) => [plainText(one.name), one]))
  const keywordsByName = new Map<string, Origin[]>()
  for (const one of keywords) {
    const key = plainText(one.name)
    keywordsByName.set(key, [...(keywordsByName.get(key) ?? []), one])
  }
  return ({ group, groupId, keyword }) => {
    const known =
      (groupId && placementByName.get(plainText(groupId))) || (group && placementByName.get(plainText(group))) || null
    const placement = known ? known.name : (group ?? groupId)
    const base = { source, campaign }
    const own = placement ? { ...base, placement } : base
    if (!keyword) return own
    const met = keywordsByName.get(plainText(keyword)) ?? []
    const here = met.find(({ parentId }) => parentId === (known ? known.id : placement ? '' : campaignId))
    if (here) return { ...own, keyword: here.name }
    const direct = met.find(({ parentId }) => parentId === campaignId)
    if (direct) return { ...base, keyword: direct.name }
    const elsewhere = met.length === 1 ? placementById.get(met[0]?.parentId ?? '') : undefined
    if (elsewhere && met[0]) return { ...base, placement: elsewhere.name, keyword: met[0].name }
    return { ...own, keyword }
  }
}
