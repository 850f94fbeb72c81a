import { can } from '../../kernel/access.ts'
import { groupBy } from '../../kernel/collections.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Member } from '../../platform/api/context.ts'
import type { Queryable } from '../../platform/database/database.ts'
import { sql } from '../../platform/database/database.ts'
import type { ClassGroup } from '../interactions/rules.ts'
import { findWorkspace } from '../workspaces/index.ts'
import { type OriginLevel, originLevels, type SourceFigures, type SourceRow, type SourcesReport } from './contract.ts'
import { daysOfJunk } from './figures/days.ts'
import { dealFigures } from './figures/deal-figures.ts'
import { type DealsOfOrigins, dealsByRow } from './figures/deals.ts'
import { countDisputed, factsOf, onlyOrigins, type PeriodFilter } from './figures/facts.ts'
import { type Lineage, nextLevels, passes, readAncestors, type Tree } from './figures/tree.ts'
import { burstsOf, costPerLead, countUp, judgeJunk } from './rules.ts'
import { spendByOrigin } from './spend/store.ts'

type Viewer = Pick<Member, 'workspaceId' | 'role' | 'reach' | 'currency' | 'seesPersonalData'>

/**
 * Sources × classes: what clients' contacts turned out to be, by where they came from.
 * Contacts are those that clients made (direction inbound) unless the filter names a direction, without test contacts.
 * Days are the company's calendar days; deals count on the day they were made. The screen, the API, the file and the command line all ask here.
 */
export async function sourcesReport(
  db: Queryable,
  viewer: Viewer,
  asked: { readonly filter: PeriodFilter; readonly level: OriginLevel },
  dealsOf: DealsOfOrigins | null,
): Promise<SourcesReport> {
  const { level } = asked
  if (asked.filter.from > asked.filter.to)
    throw new Problem('invalid_value', { field: 'to' }, { value: asked.filter.to })
  const filter: PeriodFilter = { ...asked.filter, direction: asked.filter.direction ?? ['inbound'] }
  const spendKnown = viewer.reach.kind === 'all' && onlyOrigins(filter)

  // A deal has no class, so a filter by class says nothing of deals.
  const dealsKnown = can(viewer.role, 'deals.read') && onlyOrigins(filter) && !filter.class?.length

  const [company, classes, facts, spend, deals, disputed] = await Promise.all([
    findWorkspace(db, viewer.workspaceId),
    readClasses(db, viewer.workspaceId),
    factsOf(db, filter, viewer, level),
    spendKnown ? readSpend(db, viewer.workspaceId, filter) : nothingSpent,
    dealsOf && dealsKnown ? dealsByRow(db, dealsOf, { filter, viewer, level }) : null,
    countDisputed(db, filter, viewer),
  ])
  const { currency } = viewer
  const tracked = deals !== null && deals.byRow.size > 0
  const norm = company?.settings.junkNorm ?? 0
  const groupOf = new Map(classes.map((one) => [one.id, one.group]))
  const cellsOf = groupBy(facts.cells, ({ originId }) => originId)
  const spent = spendKnown ? sumSpend(spend, filter, level) : null

  const ids = [...new Set([...cellsOf.keys(), ...(spent?.keys() ?? []), ...(deals?.byRow.keys() ?? [])])]
  const counted = ids.map((id) => countUp(cellsOf.get(id) ?? [], groupOf))
  const suspects = judgeJunk(counted, norm).flatMap(({ verdict }, i) => {
    const id = ids[i]
    return verdict === 'above' && id ? [{ id, index: i }] : []
  })
  const days = await daysOfJunk(db, facts, {
    ...{ filter, viewer, level },
    ids: suspects.map(({ id }) => id),
    classes: [...groupOf.keys()],
    junkClasses: classes.filter(({ group }) => group === 'destructive').map(({ id }) => id),
  })
  const bursts = new Map(
    suspects.flatMap(({ id, index }) => {
      const found = days.get(id)
      return found ? [[index, burstsOf(found)] as const] : []
    }),
  )
  const junk = judgeJunk(counted, norm, bursts)
  const named = ids.flatMap((id) => id ?? [])
  // Nothing hangs on a keyword.
  const next = level === 'keyword' ? new Map() : await nextLevels(db, viewer.workspaceId, named)
  const rows = ids.map((id, i): SourceRow => {
    const figures = counted[i] ?? countUp([], groupOf)
    return {
      ...placeOf(id, level, [facts.tree, spend.tree, ...(deals ? [deals.tree] : [])], next),
      ...withMoney(figures, junk[i] ?? noJunk, spent ? (spent.get(id) ?? 0) : null, (money) =>
        deals ? dealFigures(deals.byRow.get(id) ?? [], { spend: money, currency, tracked }) : null,
      ),
    }
  })
  const whole = countUp(facts.cells, groupOf)
  const total = withMoney(
    whole,
    judgeJunk([whole], norm)[0] ?? noJunk,
    spent ? sum([...spent.values()]) : null,
    (money) => (deals ? dealFigures([...deals.byRow.values()].flat(), { spend: money, currency, tracked }) : null),
  )
  return {
    level,
    filter,
    path: await pathOf(db, viewer.workspaceId, filter),
    norm,
    currency,
    spendKnown,
    dealsKnown: deals !== null,
    classes,
    disputed,
    rows: rows.sort(byWeight),
    total,
  }
}

const noJunk: SourceFigures['junk'] = {
  count: 0,
  of: 0,
  interval: null,
  pValue: null,
  adjusted: null,
  bursts: 1,
  verdict: 'nothing',
  needed: 0,
}

// Thousands of keywords are compared: localeCompare would look its rules up each time.
const alphabet = new Intl.Collator('ru')

/** Most contacts first, then most money; what has no origin stands last. */
const byWeight = (a: SourceRow, b: SourceRow): number =>
  Number(a.id === 'none') - Number(b.id === 'none') ||
  b.interactions - a.interactions ||
  (b.spend ?? 0) - (a.spend ?? 0) ||
  (b.deals?.count ?? 0) - (a.deals?.count ?? 0) ||
  alphabet.compare(a.name ?? '', b.name ?? '')

const withMoney = (
  counted: Omit<SourceFigures, 'junk' | 'spend' | 'costPerLead' | 'deals'>,
  junk: SourceFigures['junk'],
  spend: number | null,
  dealsFor: (spend: number | null) => SourceFigures['deals'],
): SourceFigures => ({
  ...counted,
  ...{ junk, spend, costPerLead: costPerLead(spend, counted.leads), deals: dealsFor(spend) },
})

const sum = (amounts: readonly number[]): number => amounts.reduce((a, b) => a + b, 0)

function placeOf(
  id: string | null,
  level: OriginLevel,
  trees: readonly Tree[],
  next: ReadonlyMap<string, OriginLevel>,
): Pick<SourceRow, 'id' | 'name' | 'above' | 'next'> {
  const tree = trees.find(({ byId }) => id !== null && byId.has(id))
  if (id === null || !tree) return { id: id ?? 'none', name: null, above: [], next: null }
  const lineage = tree.lineageOf(id)
  const above = originLevels
    .slice(0, originLevels.indexOf(level))
    .flatMap((upper) => tree.byId.get(lineage[upper] ?? '')?.name ?? [])
  return { id, name: tree.byId.get(id)?.name ?? null, above, next: next.get(id) ?? null }
}

const readClasses = (db: Queryable, workspaceId: string) =>
  db.query<{ id: string; key: string; nameRu: string; nameEn: string; group: ClassGroup; color: string }>(sql`
    select id, key, name_ru as "nameRu", name_en as "nameEn", class_group as "group", color
    from interaction_classes where workspace_id = ${workspaceId} order by position, key`)

interface Spent {
  readonly amounts: readonly { readonly originId: string | null; readonly amount: number }[]
  readonly tree: Tree
}

const emptyTree: Tree = {
  byId: new Map(),
  lineageOf: () => ({ source: null, campaign: null, placement: null, keyword: null }),
}
const nothingSpent: Spent = { amounts: [], tree: emptyTree }

async function readSpend(db: Queryable, workspaceId: string, filter: PeriodFilter): Promise<Spent> {
  const amounts = await spendByOrigin(db, workspaceId, filter)
  const ids = amounts.flatMap(({ originId }) => originId ?? [])
  return { amounts, tree: await readAncestors(db, workspaceId, ids) }
}

/** Money by origin of a level. What was spent on an outer level, or on nothing in particular, stands under null. */
function sumSpend(spend: Spent, filter: PeriodFilter, level: OriginLevel): Map<string | null, number> {
  const sums = new Map<string | null, number>()
  for (const { originId, amount } of spend.amounts) {
    const lineage: Lineage = spend.tree.lineageOf(originId)
    if (!passes(filter, lineage)) continue
    sums.set(lineage[level], (sums.get(lineage[level]) ?? 0) + amount)
  }
  return sums
}

/** The way down to where the filter stands, where it stands in one place. */
async function pathOf(db: Queryable, workspaceId: string, filter: PeriodFilter): Promise<SourcesReport['path']> {
  const chosen = originLevels.flatMap((level) => (filter[level]?.length === 1 ? (filter[level] ?? []) : []))
  const ids = chosen.filter((id) => id !== 'none')
  const { byId } = await readAncestors(db, workspaceId, ids)
  return originLevels.flatMap((level) => {
    const origin = ids.map((id) => byId.get(id)).find((found) => found?.level === level)
    return origin ? [{ id: origin.id, level, name: origin.name }] : []
  })
}
