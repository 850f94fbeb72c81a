/** What may be said about people's calls: who is compared with whom, and when a gap is a growth zone. Pure. */
import { groupBy } from '../../kernel/collections.ts'
import { bestAgainstWorst } from '../../kernel/statistics/gap.ts'
import { type DailyCounts, type Pace, paces } from '../../kernel/statistics/paces.ts'

/** Fewer days with calls than a working week tell nothing about how a person works. */
export const minimumDays = 5

/** Confidence of each comparison as a whole, whatever pair of people it picks. */
export const confidence = 0.95

/** Roles whose work is calling; people of one department and role have the same task. A head's calls are another task. */
const callingRoles: readonly string[] = ['manager', 'senior']

/** One person's days within the period, counted from its first day. */
export interface Worker {
  readonly employeeId: string
  readonly name: string
  readonly departmentId: string | null
  readonly role: string
  /** Days with calls, ascending, and what was counted on each. */
  readonly days: readonly number[]
  readonly perDay: readonly number[]
  /** The first and the last day on which the person could have called: hired or left within the period. */
  readonly firstDay: number
  readonly lastDay: number
}

export const isCompared = (worker: Worker): boolean =>
  callingRoles.includes(worker.role) && worker.days.length >= minimumDays && worker.perDay.some((count) => count > 0)

/** `period`: every working day since the person was hired. `activeDay`: days with calls only, so that absence is left out. */
export type Basis = 'period' | 'activeDay'

export interface Someone {
  readonly employeeId: string
  readonly name: string
  readonly total: number
  readonly perDay: number
  readonly days: number
}

export type Verdict = 'proven' | 'possible' | 'none' | 'too_little'

export interface Finding {
  readonly verdict: Verdict
  readonly gap: number
  readonly low: number
  readonly high: number | null
  readonly noise: number | null
  readonly best: Someone
  readonly worst: Someone
  readonly proof: { readonly best: Someone; readonly worst: Someone }
  readonly days: number
  readonly daysNeeded: number | null
}

/** Every day that any of the lists has, ascending. Days are small whole numbers from 0 on. */
export function unionOfDays(lists: readonly (readonly number[])[]): number[] {
  const seen: true[] = []
  for (const list of lists) for (const day of list) seen[day] = true
  return Object.keys(seen).map(Number)
}

/** People who may be compared with each other: one department, one task, two of them at least. */
export const groupsToCompare = (workers: readonly Worker[]): Worker[][] =>
  [...groupBy(workers.filter(isCompared), (worker) => `${worker.departmentId} ${worker.role}`).values()].filter(
    (group) => group.length >= 2,
  )

/** The pace of each of the group, in its order. */
export function pacesOf(group: readonly Worker[], basis: Basis): Pace[] {
  const days = workingDays(group)
  return paces(group.map((worker) => dailyCounts(worker, days, basis)))
}

/** Days on which anybody of the group had calls. */
const workingDays = (group: readonly Worker[]): number[] => unionOfDays(group.map((worker) => worker.days))

/**
 * Compares people with the same task by their paces. Null where fewer than two have anything counted.
 * `mark` is the gap of a growth zone.
 */
export function compare(group: readonly Worker[], table: readonly Pace[], mark: number): Finding | null {
  const days = workingDays(group)
  const found = bestAgainstWorst(table, confidence)
  if (!found) return null
  const someone = (place: number): Someone => ({
    employeeId: group[place]?.employeeId ?? '',
    name: group[place]?.name ?? '',
    total: table[place]?.total ?? 0,
    perDay: table[place]?.rate ?? 0,
    days: table[place]?.days ?? 0,
  })
  const verdict = verdictOn(found, mark)
  return {
    verdict,
    gap: found.gap,
    low: found.low,
    high: finite(found.high),
    noise: finite(found.noise),
    best: someone(found.best),
    worst: someone(found.worst),
    proof: { best: someone(found.proof.best), worst: someone(found.proof.worst) },
    days: days.length,
    daysNeeded: daysNeeded(verdict, found, mark, days.length),
  }
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null)

/** What was counted on each of `days`, which hold all of the worker's own; null where the worker was not there. */
function dailyCounts(worker: Worker, days: readonly number[], basis: Basis): DailyCounts {
  let next = 0
  return days.map((day) => {
    if (worker.days[next] === day) return worker.perDay[next++] ?? 0
    if (basis === 'activeDay') return null
    return day < worker.firstDay || day > worker.lastDay ? null : 0
  })
}

interface Interval {
  readonly gap: number
  readonly low: number
  readonly high: number
  readonly noise: number
}

/**
 * Proven: the whole interval lies over the mark. None: all of it lies under it, or the gap as seen does and chance could not
 * hide more. Too little: chance alone could show a gap over the mark between equals, and nobody is proven to differ.
 */
export function verdictOn({ gap, low, high, noise }: Interval, mark: number): Verdict {
  if (low > mark) return 'proven'
  if (high <= mark) return 'none'
  if (noise > mark && low <= 0) return 'too_little'
  return gap > mark ? 'possible' : 'none'
}

/**
 * Working days after which the question can be answered, if people go on as they do: an interval narrows with the square root
 * of the days. Null where it is answered, or where so few days were counted that there is nothing to go by.
 */
export function daysNeeded(verdict: Verdict, { gap, noise }: Interval, mark: number, days: number): number | null {
  if (!Number.isFinite(noise)) return null
  const half = Math.log1p(noise)
  const after = (aim: number) => (aim > 0 ? Math.max(days + 1, Math.ceil(days * (half / aim) ** 2)) : null)
  if (verdict === 'too_little') return after(Math.log1p(mark))
  if (verdict === 'possible') return after(Math.log1p(gap) - Math.log1p(mark))
  return null
}
