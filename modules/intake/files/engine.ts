import type { Database } from '../../../platform/database/database.ts'
import type { Log } from '../../../platform/log/log.ts'
import type { Recorder } from '../../interactions/index.ts'
import type { FileStore } from './files.ts'

/** What an import needs of the house. */
export interface ImportEngine {
  readonly db: Database
  readonly recorder: Recorder
  readonly files: FileStore
  readonly log: Log
  readonly now: () => Date
}
