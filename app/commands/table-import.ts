/** What the importers of spend and deals share: the mapping file, the answer, the exit code. */
import { readFile } from 'node:fs/promises'
import { Problem } from '../../kernel/problem.ts'
import type { Company } from '../../modules/workspaces/index.ts'
import { problemBody } from '../../platform/api/problems.ts'
import type { WrongRow } from '../../platform/files/import-help.ts'
import { CommandError, print, printJson } from './application.ts'
import type { ImportOptions } from './importer.ts'
import { commandLanguage, inLanguage } from './language.ts'

/** Words about rows of a file, for every importer. */
export const rowWords = inLanguage({
  ru: {
    noMap: (path: string, example: string) =>
      `${path}: это не объект JSON со столбцом для каждого поля. Пример: ${example}`,
    wrong: (row: number, field: string | null, message: string) =>
      `  строка ${row}${field ? `, ${field}` : ''}: ${message}`,
    more: '  … и другие',
  },
  en: {
    noMap: (path, example) => `${path} is no JSON object of a column for each field. ${example} shows one.`,
    wrong: (row, field, message) => `  row ${row}${field ? `, ${field}` : ''}: ${message}`,
    more: '  … and more',
  },
})

/** Tells of the first wrong rows. */
export function tellWrongRows(problems: readonly Pick<WrongRow, 'row' | 'field' | 'message'>[]): void {
  for (const { row, field, message } of problems.slice(0, 20)) print(rowWords.wrong(row, field, message))
  if (problems.length > 20) print(rowWords.more)
}

interface Schema<Value> {
  safeParse(value: unknown): { success: true; data: Value } | { success: false }
}

/** What `--map FILE` holds, or nothing. */
export async function readMap<Value>(path: string | undefined, schema: Schema<Value>): Promise<Value | undefined> {
  if (path === undefined) return undefined
  try {
    const parsed = schema.safeParse(JSON.parse(await readFile(path, 'utf8')))
    if (parsed.success) return parsed.data
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new CommandError(rowWords.noMap(path, 'docs/spend-and-deals.md'))
}

export interface TableOutcome {
  readonly import?: string
  /** Right rows; a rehearsal tells of as many. */
  readonly imported: number
  readonly wrong: number
  readonly problems: readonly WrongRow[]
  /** Further figures for machines. */
  readonly more: Readonly<Record<string, unknown>>
  /** One sentence for people. */
  readonly sentence: string
}

/** Runs an import or its rehearsal and tells what became of it. Exit code 1 where nothing came in. */
export async function tellTable(
  company: Company,
  { json, dryRun }: ImportOptions,
  work: () => Promise<TableOutcome>,
): Promise<void> {
  try {
    const { import: id, imported, wrong, problems, more, sentence } = await work()
    if (imported === 0) process.exitCode = 1
    if (json) {
      const counts = { rows: imported + wrong, imported, wrong }
      return printJson({
        workspace: company.slug,
        ...(dryRun ? { dryRun } : { import: id }),
        ...counts,
        ...more,
        problems,
      })
    }
    print(sentence)
    tellWrongRows(problems)
  } catch (error) {
    if (!(error instanceof Problem && json)) throw error
    process.exitCode = 1
    printJson({
      workspace: company.slug,
      error: problemBody(error, commandLanguage),
      rows: 0,
      imported: 0,
      wrong: 0,
      problems: [],
    })
  }
}
