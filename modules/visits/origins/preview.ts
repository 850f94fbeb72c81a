/** What a rule would catch: the company's last visits, decided with a list of rules that is not kept yet. */
import { type Queryable, sql } from '../../../platform/database/database.ts'
import { holds, type OriginRule } from './company-rules.ts'
import { explainBy, foreignHost } from './decide.ts'
import type { Marks } from './tags.ts'

/** Looked at are the last visits of a month, as many as a person waits for. */
const days = 30
const mostVisits = 50_000
const mostExamples = 8

export interface RulePreview {
  /** Visits that were looked at: all of the last thirty days, or the newest of them. */
  looked: number
  all: boolean
  since: Date
  /** Visits for which the rule holds, and those of them that it decides: an earlier rule, or a mark, may say more. */
  holds: number
  decides: number
  /** What the visits that it decides count for now. */
  now: { source: string; campaign: string | null; visits: number }[]
  /** Rules before it that take visits for which it holds as well, by their place in the list. */
  earlier: { rule: number; visits: number }[]
  examples: {
    utmSource: string | null
    utmMedium: string | null
    utmCampaign: string | null
    referrer: string | null
    visits: number
  }[]
}

/** The page before as the rules take it; visits keep it without its scheme. */
const beforeOf = ({ marks, referrer }: Begun): string =>
  marks?.utm_referrer ?? (referrer === null ? '' : `https://${referrer}`)

interface Begun {
  readonly marks: Marks | null
  readonly referrer: string | null
  readonly source: string
  readonly campaign: string | null
}

/** What the rule at place `at` of the list would catch. Nothing is changed. */
export async function previewRule(
  db: Queryable,
  workspaceId: string,
  asked: {
    readonly rules: readonly OriginRule[]
    readonly at: number
    readonly ownHosts: readonly string[]
    readonly now: Date
  },
): Promise<RulePreview> {
  const { rules, at, ownHosts, now } = asked
  const since = new Date(now.getTime() - days * 86_400_000)
  const visits = await db.query<Begun>(sql`
    select v.marks, v.referrer, o.source, o.campaign from visits v
    join visit_origins o on o.workspace_id = ${workspaceId} and o.id = v.origin_id
    where v.workspace_id = ${workspaceId} and v.started_at >= ${since}
    order by v.started_at desc, v.id desc limit ${mostVisits + 1}`)
  const looked = visits.slice(0, mostVisits)
  const rule = rules[at]
  const caught = looked.filter(
    (visit) => rule && holds(rule, { marks: visit.marks ?? {}, host: foreignHost(beforeOf(visit), ownHosts) }),
  )
  const decided: Begun[] = []
  const earlier = new Map<number, number>()
  for (const visit of caught) {
    const { because } = explainBy(visit.marks ?? {}, beforeOf(visit), { rules, ownHosts })
    if (because.kind !== 'rule') continue
    if (because.rule === at) decided.push(visit)
    else earlier.set(because.rule, (earlier.get(because.rule) ?? 0) + 1)
  }
  return {
    ...{
      looked: looked.length,
      all: visits.length <= mostVisits,
      since,
      holds: caught.length,
      decides: decided.length,
    },
    now: countBy(decided, ({ source, campaign }) => ({ source, campaign })),
    earlier: [...earlier]
      .map(([number, count]) => ({ rule: number, visits: count }))
      .sort((a, b) => b.visits - a.visits),
    examples: countBy(decided, (visit) => ({
      utmSource: visit.marks?.utm_source ?? null,
      utmMedium: visit.marks?.utm_medium ?? null,
      utmCampaign: visit.marks?.utm_campaign ?? null,
      referrer: foreignHost(beforeOf(visit), ownHosts) || null,
    })),
  }
}

/** The commonest values with how many visits have them. */
function countBy<Value extends object>(visits: readonly Begun[], of: (visit: Begun) => Value) {
  const found = new Map<string, Value & { visits: number }>()
  for (const visit of visits) {
    const value = of(visit)
    const key = JSON.stringify(value)
    const known = found.get(key)
    if (known) known.visits += 1
    else found.set(key, { ...value, visits: 1 })
  }
  return [...found.values()].sort((a, b) => b.visits - a.visits).slice(0, mostExamples)
}
