import type { Accounts } from '../auth/auth.ts'
import type { Config } from '../config/config.ts'
import type { Database } from '../database/database.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Live } from '../live/live.ts'
import type { Log } from '../log/log.ts'

/** What the house gives to every module. Made once per process in app/compose.ts. */
export interface Services {
  readonly config: Config
  readonly db: Database
  readonly log: Log
  readonly accounts: Accounts
  readonly live: Live
  readonly jobs: Jobs
  /** The clock, so that tests need not wait. */
  readonly now: () => Date
}
