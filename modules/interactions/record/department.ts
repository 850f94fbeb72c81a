/** Whose an interaction is that found nobody: the department on whose line it came in. */
import type { Leg, Told } from '../fold.ts'
import { lineKey } from './directory.ts'

/** Everything that names a line of ours, as far as it decides the department. */
export type LinesTold = Pick<Told, 'legs' | 'line' | 'ourAddress'>

/**
 * The line that decides the department of an interaction without an employee, as `owners` spell it; null where none is a
 * department's. The first that is one decides: the queue that the client waited in last, another leg (ring group, menu) the
 * last first, the line that was told, our own number or address. So the department that let the call go answers for it, and
 * an advertised number only where the call went no further. It looks at what was told alone: the order of telling does not matter.
 */
export function decidingLine(told: LinesTold, owners: ReadonlyMap<string, string>): string | null {
  if (owners.size === 0) return null
  const owned = (line: string | null): string | null => {
    const key = line ? lineKey(line) : ''
    return owners.has(key) ? key : null
  }
  return (
    lastOwned(told.legs, true, owned) ??
    lastOwned(told.legs, false, owned) ??
    owned(told.line) ??
    owned(told.ourAddress)
  )
}

/** The department of an interaction without an employee, or null. */
export function departmentByLines(told: LinesTold, owners: ReadonlyMap<string, string>): string | null {
  const line = decidingLine(told, owners)
  return line === null ? null : (owners.get(line) ?? null)
}

/** The owned line of the leg that began last, among queues or among all others; of equals the first key wins. */
function lastOwned(
  legs: readonly Leg[],
  queues: boolean,
  owned: (line: string | null) => string | null,
): string | null {
  let last: string | null = null
  let latest = Number.NEGATIVE_INFINITY
  for (const leg of legs) {
    if ((leg.role === 'queue') !== queues) continue
    const began = leg.startedAt?.getTime() ?? 0
    if (began <= latest) continue
    const line = owned(leg.line)
    if (line === null) continue
    last = line
    latest = began
  }
  return last
}
