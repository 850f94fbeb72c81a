import { isDatabaseUnavailable } from './unavailable.ts'

/** Classes of SQLSTATE (PostgreSQL manual, appendix A): deadlocks, no room, an operator at work, a lock not given. */
const passing = /^(08|40|53|57|58|55P03)/

/** Whether a failure is passing trouble of the database and not the fault of what was asked: worth the same attempt a moment later. */
export function isTransient(error: unknown): boolean {
  if (isDatabaseUnavailable(error)) return true
  const code = (error as { code?: unknown } | null)?.code
  if (typeof code === 'string') return code.length === 5 && passing.test(code)
  return error instanceof Error && /not queryable|Connection ended/i.test(error.message)
}
