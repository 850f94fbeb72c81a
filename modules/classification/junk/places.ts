/** Everywhere that junk is looked for, with what came from there. */
import type { Member } from '../../../platform/api/context.ts'
import { type Queryable, raw, type Sql, sql } from '../../../platform/database/database.ts'
import { sourcesReport } from '../../attribution/index.ts'
import { burstsOf, type JunkDays } from '../../attribution/rules.ts'
import { type InteractionFilter, whereInteractions } from '../../interactions/index.ts'
import type { JunkDimension, JunkPlace } from '../rules.ts'

export interface Period {
  readonly from: string
  readonly to: string
}

export interface Place extends JunkPlace {
  readonly dimension: JunkDimension
  readonly value: string
  readonly name: string
  readonly above: readonly string[]
  /** Minor units; null where it is not known of this place by itself. */
  readonly spend: number | null
  /** Origins are compared within their level too, where the days of suspects are looked at. */
  readonly suspect: boolean
}

const levels = ['source', 'campaign', 'placement', 'keyword'] as const

/** Sources, campaigns, placements and keywords, from the roll-ups of the report of sources; with the average price of a contact. */
export async function originPlaces(
  db: Queryable,
  member: Member,
  period: Period,
): Promise<{ places: Place[]; perContact: number | null }> {
  const places: Place[] = []
  let perContact: number | null = null
  for (const level of levels) {
    const { rows, total } = await sourcesReport(db, member, { filter: period, level }, null)
    if (level === 'source' && total.spend && total.interactions > 0) perContact = total.spend / total.interactions
    for (const { id, name, above, junk, spend } of rows) {
      if (id === 'none' || name === null || junk.of === 0) continue
      const suspect = junk.verdict === 'above'
      places.push({
        ...{ dimension: level, value: id, name, above, junk: junk.count, of: junk.of, bursts: junk.bursts },
        ...{ spend: spend || null, suspect },
      })
    }
  }
  return { places, perContact }
}

interface DayCell {
  readonly value: string
  readonly n: number
  readonly junk: number
}

/** Adds up cells of days to places. Each cell is one day of one value. */
function byValue(dimension: JunkDimension, cells: readonly DayCell[]): Place[] {
  const found = new Map<string, { -readonly [Key in keyof JunkDays]: number }>()
  for (const { value, n, junk } of cells) {
    let days = found.get(value)
    if (!days) {
      days = { days: 0, junk: 0, of: 0, junkSquares: 0, products: 0, ofSquares: 0 }
      found.set(value, days)
    }
    days.days += 1
    days.junk += junk
    days.of += n
    days.junkSquares += junk * junk
    days.products += junk * n
    days.ofSquares += n * n
  }
  return [...found].map(([value, days]) => ({
    ...{ dimension, value, name: value, above: [], junk: days.junk, of: days.of },
    ...{ bursts: burstsOf(days), spend: null, suspect: true },
  }))
}

const junkClass = ({ workspaceId }: Member): Sql => sql`i.class_id = any(array(
  select c.id from interaction_classes c where c.workspace_id = ${workspaceId} and c.class_group = 'destructive'))`

const classed = (member: Member, period: Period): Sql =>
  sql`${whereInteractions({ ...period, direction: ['inbound'] }, member)} and i.class_id is not null`

/** Hours and weekdays: one pass over the period, a few thousand sums. */
export async function timePlaces(db: Queryable, member: Member, period: Period): Promise<Place[]> {
  const cells = await db.query<{ hour: number; weekday: number; day: string; n: number; junk: number }>(sql`
    select i.local_hour as hour, extract(isodow from i.local_day)::int as weekday, i.local_day as day, count(*)::int as n,
      (count(*) filter (where ${junkClass(member)}))::int as junk
    from interactions i where ${classed(member, period)} group by 1, 2, 3`)
  const ofHours = cells.map(({ hour, n, junk }) => ({ value: String(hour), n, junk }))
  const ofDays = new Map<string, { value: string; n: number; junk: number }>()
  for (const { weekday, day, n, junk } of cells) {
    const known = ofDays.get(day) ?? { value: String(weekday), n: 0, junk: 0 }
    ofDays.set(day, { ...known, n: known.n + n, junk: known.junk + junk })
  }
  return [...byValue('hour', ofHours), ...byValue('weekday', [...ofDays.values()])]
}

/** The pages on which visits began, and devices: of contacts whose visit is known. */
export async function visitPlaces(db: Queryable, member: Member, period: Period): Promise<Place[]> {
  const { workspaceId } = member
  const cells = async (column: 'landing' | 'device') =>
    byValue(
      column,
      await db.query<DayCell>(sql`
        select ${raw(`v.${column}`)} as value, count(*)::int as n, (count(*) filter (where ${junkClass(member)}))::int as junk
        from interactions i join visits v on v.workspace_id = ${workspaceId} and v.id = i.visit_id
        where ${classed(member, period)} and i.visit_id is not null group by 1, i.local_day`),
    )
  return [...(await cells('landing')), ...(await cells('device'))]
}

/** The filter of the record that shows a place, or null where it has none for it. */
export function filterOf(dimension: JunkDimension, value: string): InteractionFilter | null {
  switch (dimension) {
    case 'source':
    case 'campaign':
    case 'placement':
    case 'keyword':
      return { [dimension]: [value] }
    case 'hour':
    case 'weekday':
      return { [dimension]: [Number(value)] }
    case 'landing':
    case 'device':
      return null
  }
}

/** Contacts with a class of one place and period. */
const wherePlace = (member: Member, { dimension, value }: Pick<Place, 'dimension' | 'value'>, period: Period): Sql => {
  const filter = { ...period, direction: ['inbound' as const], ...filterOf(dimension, value) }
  const within = sql`${whereInteractions(filter, member)} and i.class_id is not null`
  if (dimension !== 'landing' && dimension !== 'device') return within
  return sql`${within} and i.visit_id is not null and exists (
    select from visits v where v.workspace_id = ${member.workspaceId} and v.id = i.visit_id and ${raw(`v.${dimension}`)} = ${value})`
}

/** What came from one place in a period. */
export async function countPlace(
  db: Queryable,
  member: Member,
  place: Pick<Place, 'dimension' | 'value'>,
  period: Period,
): Promise<{ junk: number; of: number }> {
  if (period.from > period.to) return { junk: 0, of: 0 }
  const [row] = await db.query<{ junk: number; of: number }>(sql`
    select count(*)::int as of, (count(*) filter (where ${junkClass(member)}))::int as junk
    from interactions i where ${wherePlace(member, place, period)}`)
  return row ?? { junk: 0, of: 0 }
}

/** The newest junk contacts of a place. */
export const examplesOf = async (
  db: Queryable,
  member: Member,
  place: Pick<Place, 'dimension' | 'value'>,
  period: Period,
): Promise<string[]> =>
  (
    await db.query<{ id: string }>(sql`
      select i.id from interactions i where ${wherePlace(member, place, period)} and ${junkClass(member)}
      order by i.started_at desc, i.id desc limit 5`)
  ).map(({ id }) => id)
