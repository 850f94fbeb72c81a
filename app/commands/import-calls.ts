import { readFile } from 'node:fs/promises'
import { Problem } from '../../kernel/problem.ts'
import {
  createImportEngine,
  type FileImport,
  type FileRehearsal,
  importFile,
  rehearseFile,
} from '../../modules/intake/index.ts'
import type { Company } from '../../modules/workspaces/index.ts'
import { system } from '../../modules/workspaces/index.ts'
import { problemBody } from '../../platform/api/problems.ts'
import { CommandError, note, print, printJson } from './application.ts'
import type { Importer, ImportOptions } from './importer.ts'
import { commandLanguage } from './words.ts'

const number = (value: number): string => value.toLocaleString(commandLanguage === 'ru' ? 'ru-RU' : 'en-GB')

/** Call records and other contacts from a file; `calls` and `interactions` are read by the same steps. */
export const callsImporter: Importer = async (app, company, path, options) => {
  const engine = createImportEngine(app.services, app.recorder)
  const work = {
    workspaceId: company.id,
    path,
    choices: await choicesOf(options),
    actor: system(app.services.now()).actor,
    language: commandLanguage,
  } as const
  try {
    if (options.dryRun) tellRehearsal(company, await rehearseFile(engine, work), options)
    else {
      const onProgress = options.json ? undefined : progress()
      tellImport(company, await importFile(engine, { ...work, ...(onProgress ? { onProgress } : {}) }), options)
    }
  } catch (error) {
    if (!(error instanceof Problem && options.json)) throw error
    process.exitCode = 1
    printJson({ workspace: company.slug, error: problemBody(error, commandLanguage), ...nothing })
  }
}

const nothing = { rows: 0, imported: 0, known: 0, wrong: 0, problems: [] }

function tellRehearsal(company: Company, found: FileRehearsal, { json }: ImportOptions): void {
  const { rows, fresh: imported, known, wrong, reasons, people, problems, interactions, profile, assumptions } = found
  if (rows === wrong) process.exitCode = 1
  tellAssumptions(assumptions)
  if (json) {
    const counts = { rows, imported, known, wrong, interactions }
    printJson({
      workspace: company.slug,
      dryRun: true,
      profile,
      assumptions,
      ...counts,
      reasons,
      people,
      problems,
    })
    return
  }
  const [all, fresh, old, bad] = [rows, imported, known, wrong].map(number)
  print(`${all} rows: ${fresh} would be imported, ${old} are known, ${bad} are wrong.`)
  for (const { rows: count, message, field } of reasons) print(`  ${number(count)} × ${field ?? 'row'}: ${message}`)
  tellProblems(problems)
}

function tellImport(
  company: Company,
  { import: done, assumptions, problems }: FileImport,
  { json }: ImportOptions,
): void {
  const { id, rows, imported, known, wrong, created, updated, state, profile, startedAt, finishedAt } = done
  const error = done.error ? problemBody(asProblem(done.error), commandLanguage) : undefined
  if (state !== 'done' || (imported === 0 && known === 0)) process.exitCode = 1
  tellAssumptions(assumptions)
  if (json) {
    const counts = { rows, imported, known, wrong, created, updated }
    printJson({ workspace: company.slug, import: id, state, profile, assumptions, ...counts, problems, error })
    return
  }
  if (error) note(error.message)
  const seconds = ((finishedAt?.getTime() ?? 0) - (startedAt?.getTime() ?? 0)) / 1000
  print(
    `${number(rows)} rows in ${seconds.toFixed(1)} s: ${number(imported)} imported (${number(created)} new interactions, ${number(updated)} told more of), ${number(known)} known, ${number(wrong)} wrong.`,
  )
  tellProblems(problems)
}

const asProblem = ({ code, values }: NonNullable<FileImport['import']['error']>): Problem =>
  new Problem(code as Problem['code'], {}, values)

/** What the options say; `--map FILE` holds the same choices as the API takes. */
async function choicesOf({ map, profile, timezone, dateForm }: ImportOptions): Promise<object> {
  const mapped = map === undefined ? {} : await readMapping(map)
  return {
    ...mapped,
    ...(profile === undefined ? {} : { profile }),
    ...(timezone === undefined ? {} : { timezone }),
    ...(dateForm === undefined ? {} : { dateForm }),
  }
}

async function readMapping(path: string): Promise<object> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new CommandError(`${path} is no JSON object. docs/import.md shows what a mapping looks like.`)
}

/** How far it is, on one line where somebody watches, else every ten per cent. */
function progress() {
  let told = 0
  return ({ rows, expected }: { rows: number; expected: number }): void => {
    const share = Math.min(1, rows / Math.max(1, expected))
    if (process.stderr.isTTY)
      process.stderr.write(`\r${number(rows)} rows, ${Math.round(share * 100)} %${share === 1 ? '\n' : ''}`)
    else if (share >= told + 0.1) {
      told = share
      note(`${number(rows)} rows, ${Math.round(share * 100)} %`)
    }
  }
}

function tellAssumptions(assumptions: FileImport['assumptions']): void {
  for (const { example, assumed, alternatives } of assumptions) {
    note(
      `“${example}” can be read in several ways (${[assumed, ...alternatives].join(', ')}). It was read as ${assumed}; say --date-form to read it otherwise.`,
    )
  }
}

function tellProblems(problems: FileImport['problems']): void {
  for (const { row, field, message } of problems.slice(0, 20))
    print(`  row ${row}${field ? `, ${field}` : ''}: ${message}`)
  if (problems.length > 20) print(`  … and more`)
}
