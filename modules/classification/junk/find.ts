import { Problem } from '../../../kernel/problem.ts'
import type { Member } from '../../../platform/api/context.ts'
import type { Queryable } from '../../../platform/database/database.ts'
import { findWorkspace } from '../../workspaces/index.ts'
import type { JunkFinding } from '../contract.ts'
import { judgePlaces, junkDimensions } from '../rules.ts'
import { examplesOf, filterOf, originPlaces, type Period, type Place, timePlaces, visitPlaces } from './places.ts'

/**
 * Looks everywhere at once, so that the more is looked at, the more a place has to show. Days are the company's, both included;
 * contacts are those that clients made, with a class, without test contacts. The dearest finding comes first.
 * @throws Problem invalid_value where the period ends before it begins
 */
export async function findJunk(db: Queryable, member: Member, period: Period) {
  if (period.from > period.to) throw new Problem('invalid_value', { field: 'to' }, { value: period.to })
  const norm = (await findWorkspace(db, member.workspaceId))?.settings.junkNorm ?? 0
  const { places: origins, perContact } = await originPlaces(db, member, period)
  const places = [...origins, ...(await timePlaces(db, member, period)), ...(await visitPlaces(db, member, period))]
  const judged = judgePlaces(places, norm)
  const needed = judged[0]?.needed ?? 0
  const findings: JunkFinding[] = []
  for (const [index, place] of places.entries()) {
    const verdict = judged[index]
    if (verdict?.verdict !== 'above' || !place.suspect || !verdict.interval) continue
    const filter = filterOf(place.dimension, place.value)
    findings.push({
      ...{ dimension: place.dimension, value: place.value, name: place.name, above: [...place.above] },
      ...{ junk: place.junk, of: place.of, interval: verdict.interval, adjusted: verdict.adjusted ?? 1 },
      ...{ bursts: place.bursts, ...burnedOn(place, perContact) },
      examples: await examplesOf(db, member, place, period),
      filter: filter && { ...period, direction: ['inbound'], group: ['destructive'], ...filter },
    })
  }
  const dimensions = junkDimensions.map((dimension) => {
    const own = places.flatMap((place, index) => (place.dimension === dimension ? [judged[index]?.verdict] : []))
    return { dimension, looked: own.length, enough: own.filter((verdict) => verdict !== 'too_little').length }
  })
  return {
    ...{ norm, currency: member.currency, needed, looked: places.length, dimensions },
    findings: findings.sort((a, b) => (b.burned ?? 0) - (a.burned ?? 0) || a.adjusted - b.adjusted),
  }
}

/** What the junk cost: its share of what the place cost, else so many contacts at the average price. */
function burnedOn({ spend, junk, of }: Place, perContact: number | null): Pick<JunkFinding, 'burned' | 'estimated'> {
  if (spend !== null) return { burned: Math.round((spend * junk) / of), estimated: false }
  return { burned: perContact === null ? null : Math.round(perContact * junk), estimated: true }
}
