/** What a table of sources says, decided from counts. Pure; the browser uses it too. */
import { divideMoney } from '../../kernel/money.ts'
import { benjaminiHochberg, binomialUpperTail, sampleSizeFor, wilson } from '../../kernel/statistics/proportions.ts'
import type { InteractionFilter } from '../interactions/contract.ts'
import type { ClassGroup } from '../interactions/rules.ts'
import type { OriginLevel, SourceFigures } from './contract.ts'

/** No more than this share of the alarms raised may be false. */
const falseAlarms = 0.05

/** Contacts of one class (or of none) among the contacts of something. */
export interface ClassCount {
  readonly classId: string | null
  readonly interactions: number
  readonly missed: number
}

type Counted = Omit<SourceFigures, 'junk' | 'spend' | 'costPerLead' | 'deals'>

/** Adds up contacts by class and group. A class that is not known to `groupOf` counts as none. */
export function countUp(cells: readonly ClassCount[], groupOf: ReadonlyMap<string, ClassGroup>): Counted {
  const groups = { lead: 0, upsell: 0, accompanying: 0, destructive: 0 }
  const classes: Record<string, number> = {}
  let interactions = 0
  let missed = 0
  let unclassified = 0
  for (const cell of cells) {
    interactions += cell.interactions
    missed += cell.missed
    const group = cell.classId ? groupOf.get(cell.classId) : undefined
    if (cell.classId && group) {
      groups[group] += cell.interactions
      if (cell.interactions !== 0) classes[cell.classId] = (classes[cell.classId] ?? 0) + cell.interactions
    } else unclassified += cell.interactions
  }
  return { interactions, missed, unclassified, groups, classes, leads: groups.lead }
}

/**
 * Judges the junk of rows that are compared with each other, in order.
 * Above the norm is only what is there beyond chance in two ways: the whole 95 % interval lies above the norm, and the
 * exact test still says so after as many rows as these were looked at (Benjamini–Hochberg, 5 % false alarms).
 * `bursts`, by row: junk that came in bursts tells as much as that many times fewer contacts; 1 where it is left out.
 */
export function judgeJunk(
  rows: readonly Pick<Counted, 'interactions' | 'unclassified' | 'groups'>[],
  norm: number,
  bursts: ReadonlyMap<number, number> = new Map(),
) {
  const counted = rows.map((row, index) => {
    const count = row.groups.destructive
    const of = row.interactions - row.unclassified
    const burst = bursts.get(index) ?? 1
    const pValue = of > 0 ? binomialUpperTail(Math.floor(count / burst), Math.round(of / burst), norm) : null
    return { count, of, interval: wilson(count / burst, of / burst), pValue, bursts: burst }
  })
  const tested = counted.flatMap(({ pValue }, index) => (pValue === null ? [] : [{ pValue, index }]))
  const corrected = benjaminiHochberg(tested.map(({ pValue }) => pValue))
  const adjustedOf = new Map(tested.map(({ index }, i) => [index, corrected[i] ?? 1]))
  const needed = neededFor(norm)
  return counted.map((junk, index): SourceFigures['junk'] => {
    const adjusted = adjustedOf.get(index) ?? null
    return { ...junk, adjusted, needed, verdict: verdictOf(junk, adjusted, norm, needed) }
  })
}

/** What the days of a row tell together: with n contacts that have a class and x of junk on each, the sums over days. */
export interface JunkDays {
  /** Days with contacts. */
  readonly days: number
  /** Σ x */
  readonly junk: number
  /** Σ n */
  readonly of: number
  /** Σ x² */
  readonly junkSquares: number
  /** Σ x·n */
  readonly products: number
  /** Σ n² */
  readonly ofSquares: number
}

/**
 * How many times wider the share's variance is for its contacts having come in days and not one by one: a raid of a robot is
 * no quality of an advertisement, and fifty calls of it are no fifty witnesses. At least 1.
 * Source: the variance of a proportion in a sample of clusters, here days, over the binomial one (the design effect);
 * W. G. Cochran, Sampling Techniques (3rd ed., 1977), section 3.12; L. Kish, Survey Sampling (1965), section 5.4.
 */
export function burstsOf({ days, junk, of, junkSquares, products, ofSquares }: JunkDays): number {
  const share = of > 0 ? junk / of : 0
  if (days < 2 || share <= 0 || share >= 1) return 1
  // Σ (x − n·share)², multiplied out.
  const squares = junkSquares - 2 * share * products + share * share * ofSquares
  return Math.max(1, (squares * (days / (days - 1))) / (of * share * (1 - share)))
}

/** Rows whose junk would be called above the norm, were it not for its coming in bursts. */
export const isRaid = (junk: SourceFigures['junk'], norm: number): boolean =>
  junk.verdict !== 'above' && junk.bursts > 1 && (wilson(junk.count, junk.of)?.low ?? 0) > norm

function verdictOf(
  junk: Pick<SourceFigures['junk'], 'of' | 'interval' | 'bursts'>,
  adjusted: number | null,
  norm: number,
  needed: number,
): SourceFigures['junk']['verdict'] {
  if (!junk.interval || adjusted === null) return 'nothing'
  if (junk.interval.low > norm && adjusted <= falseAlarms) return 'above'
  return junk.of / junk.bursts < needed ? 'too_little' : 'within'
}

/** Contacts from which twice the norm is noticed; a norm of nothing or of half and more asks for none. */
const neededFor = (norm: number): number => (norm > 0 && norm < 0.5 ? sampleSizeFor(norm, 2 * norm) : 0)

/** Fewer leads or sales than this make a price that jumps by a third from month to month: 1.96 ÷ √30. */
export const leastForPrice = 30

/** What one lead cost, in minor units: spend / leads. */
export const costPerLead = (spend: number | null, leads: number): number | null =>
  spend === null || spend === 0 ? null : divideMoney(spend, leads)

/** A figure of the table that can be opened. */
export type Figure =
  | { readonly kind: 'interactions' | 'missed' | 'unclassified' | 'leads' | 'junk' | 'classified' }
  | { readonly kind: 'group'; readonly group: ClassGroup }
  | { readonly kind: 'class'; readonly id: string }

const allGroups: ClassGroup[] = ['lead', 'upsell', 'accompanying', 'destructive']

/** The filter under which the list of interactions shows exactly those behind a figure; `row` null: the total. */
export function behind(
  report: { readonly filter: InteractionFilter; readonly level: OriginLevel },
  row: { readonly id: string } | null,
  figure: Figure,
): InteractionFilter {
  const place = row ? { ...report.filter, [report.level]: [row.id] } : report.filter
  const within = (groups: readonly ClassGroup[]): InteractionFilter => ({
    ...place,
    group: place.group ? groups.filter((group) => place.group?.includes(group)) : [...groups],
  })
  switch (figure.kind) {
    case 'interactions':
      return place
    case 'missed':
      return { ...place, missed: true }
    case 'unclassified':
      return { ...place, class: ['none'] }
    case 'leads':
      return within(['lead'])
    case 'junk':
      return within(['destructive'])
    case 'classified':
      return within(allGroups)
    case 'group':
      return within([figure.group])
    case 'class':
      return { ...place, class: [figure.id] }
  }
}

/** The filter under which the list of deals shows exactly those behind a figure; `row` null: the total. */
export function dealsBehind(
  report: { readonly filter: InteractionFilter; readonly level: OriginLevel },
  row: { readonly id: string } | null,
  outcome: 'open' | 'won' | 'lost' | null,
): Readonly<Record<string, string | readonly string[]>> {
  const { from, to, source, campaign, placement, keyword } = report.filter
  const given = { from, to, source, campaign, placement, keyword, ...(row && { [report.level]: [row.id] }) }
  return Object.fromEntries(
    Object.entries({ ...given, ...(outcome && { outcome }) }).flatMap(([name, value]) =>
      value ? [[name, value]] : [],
    ),
  )
}
