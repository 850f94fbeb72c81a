const codes = new Set([
  // The socket or port does not answer: the database is down or restarting.
  ...['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT'],
  // PostgreSQL's own words: shut down, crashed, starting, connection lost.
  ...['57P01', '57P02', '57P03', '08000', '08003', '08006'],
])

/** True for errors that say that the database is not there right now, while nothing is wrong with the statement. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code } = error as { code?: unknown }
  if (typeof code === 'string' && codes.has(code)) return (error as { syscall?: string }).syscall !== 'open'
  return /^Connection terminated|timeout exceeded when trying to connect/.test(error.message)
}
