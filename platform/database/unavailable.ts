const codes = new Set([
  // The socket or port does not answer: the database is down or restarting.
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'],
  // PostgreSQL's own words: shut down, crashed, starting, connection lost.
  ...['57P01', '57P02', '57P03', '08000', '08003', '08006'],
])

/** True for errors that say that the database is not there right now, while nothing is wrong with the statement. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, syscall } = error as NodeJS.ErrnoException
  // A socket that is not there is the database's; a file that is not there is somebody else's trouble.
  if (code === 'ENOENT') return syscall === 'connect'
  if (code !== undefined && codes.has(code)) return true
  return /^Connection terminated|timeout exceeded when trying to connect/.test(error.message)
}
