import type { Company } from '../../modules/workspaces/index.ts'
import type { Application } from '../compose.ts'

export interface ImportOptions {
  /** A known layout of columns; recognised when left out. */
  readonly profile?: string
  /** A JSON file that tells which column is what. */
  readonly map?: string
  /** IANA zone of the file's times; the company's when left out. */
  readonly timezone?: string
  /** Order of the file's dates: `dmy`, `mdy`, `ymd`, … */
  readonly dateForm?: string
  /** Only tell what would happen. */
  readonly dryRun?: boolean
  /** Print the outcome for machines. */
  readonly json?: boolean
}

/** Reads one file into one company, prints what became of it, and sets the exit code where rows were refused. */
export type Importer = (app: Application, company: Company, file: string, options: ImportOptions) => Promise<void>
