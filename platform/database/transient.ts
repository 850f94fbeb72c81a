/**
 * Whether a failure is the database's passing trouble (it restarts, is full, broke a deadlock) and not the fault of what
 * was asked: worth the same attempt a moment later. Classes of SQLSTATE: PostgreSQL manual, appendix A.
 */
export function isTransient(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  if (typeof code === 'string') {
    if (/^(08|40|53|57|58|55P03)/.test(code) && code.length === 5) return true
    if (code.length !== 5) return /^(ECONN|EPIPE|ETIMEDOUT|ENOENT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN)/.test(code)
    return false
  }
  return (
    error instanceof Error &&
    /connection (terminated|ended)|timeout exceeded when trying to connect|not queryable|Cannot use a pool/i.test(
      error.message,
    )
  )
}
