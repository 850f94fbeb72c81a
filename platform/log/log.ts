import { type Logger, pino } from 'pino'

export type Log = Logger

/** Names whose values never reach a log, wherever they stand in a logged object. */
const secretNames = [
  'password',
  'secret',
  'token',
  'key',
  'authorization',
  'cookie',
  'salt',
  'signature',
  'databaseUrl',
]

/** A JSON logger to stderr: stdout belongs to what a command answers. */
export const createLog = (level: string): Log =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '•••' },
    },
    pino.destination({ dest: 2, sync: false }),
  )
