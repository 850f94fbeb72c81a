import { readFile } from 'node:fs/promises'
import { createImportEngine, type FileImport, importFile, rehearseFile } from '../../modules/intake/index.ts'
import type { Company } from '../../modules/workspaces/index.ts'
import { system } from '../../modules/workspaces/index.ts'
import { CommandError, note, print, printJson } from './application.ts'
import type { Importer, ImportOptions } from './import.ts'
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
  if (options.dryRun) {
    const found = await rehearseFile(engine, work)
    tellAssumptions(found.assumptions)
    const { rows, fresh: imported, known, wrong } = found
    if (rows === wrong) process.exitCode = 1
    if (options.json)
      return printJson({ dryRun: true, ...summary(company, found), rows, imported, known, wrong, ...details(found) })
    print(
      `${number(rows)} rows: ${number(imported)} would be imported, ${number(known)} are known, ${number(wrong)} are wrong.`,
    )
    for (const { rows: count, message, field } of found.reasons)
      print(`  ${number(count)} × ${field ?? 'row'}: ${message}`)
    return tellProblems(found.problems)
  }
  const started = Date.now()
  const done = await importFile(engine, { ...work, ...(options.json ? {} : { onProgress: progress() }) })
  tellAssumptions(done.assumptions)
  const { rows, imported, known, wrong, created, updated, state } = done.import
  if (state !== 'done' || (imported === 0 && known === 0)) process.exitCode = 1
  if (options.json) {
    return printJson({
      ...summary(company, { ...done, profile: done.import.profile }),
      import: done.import.id,
      state,
      rows,
      imported,
      known,
      wrong,
      created,
      updated,
      problems: done.problems,
    })
  }
  const seconds = (Date.now() - started) / 1000
  print(
    `${number(rows)} rows in ${seconds.toFixed(1)} s: ${number(imported)} imported (${number(created)} new interactions, ${number(updated)} told more of), ${number(known)} known, ${number(wrong)} wrong.`,
  )
  tellProblems(done.problems)
}

const summary = (
  company: Company,
  { profile, assumptions }: Pick<FileImport, 'assumptions'> & { profile: string | null },
) => ({
  workspace: company.slug,
  profile,
  assumptions,
})

const details = ({ reasons, problems, people, interactions }: Awaited<ReturnType<typeof rehearseFile>>) => ({
  interactions,
  reasons,
  people,
  problems,
})

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
