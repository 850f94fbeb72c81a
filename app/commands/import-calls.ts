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
import { commandLanguage, inLanguage, number } from './language.ts'
import { rowWords, tellWrongRows } from './table-import.ts'

const words = inLanguage({
  ru: {
    rehearsal: ({ rows, imported, known, wrong }: Counts) =>
      `Строк: ${number(rows)}; будет загружено ${number(imported)}, уже известно ${number(known)}, с ошибкой ${number(wrong)}.`,
    row: 'строка',
    imported: (seconds: string, { rows, imported, created, updated, known, wrong }: Required<Counts>) =>
      `Строк: ${number(rows)} за ${seconds} с; загружено ${number(imported)} (новых обращений ${number(created)}, дополнено ${number(updated)}), уже известно ${number(known)}, с ошибкой ${number(wrong)}.`,
    progress: (rows: number, percent: number) => `строк: ${number(rows)}, ${percent} %`,
    assumed: (example: string, ways: string, assumed: string) =>
      `«${example}» читается по-разному (${ways}). Прочитано как ${assumed}; иначе: --date-form.`,
  },
  en: {
    rehearsal: ({ rows, imported, known, wrong }) =>
      `${number(rows)} rows: ${number(imported)} would be imported, ${number(known)} are known, ${number(wrong)} are wrong.`,
    row: 'row',
    imported: (seconds, { rows, imported, created, updated, known, wrong }) =>
      `${number(rows)} rows in ${seconds} s: ${number(imported)} imported (${number(created)} new interactions, ${number(updated)} told more of), ${number(known)} known, ${number(wrong)} wrong.`,
    progress: (rows, percent) => `${number(rows)} rows, ${percent} %`,
    assumed: (example, ways, assumed) =>
      `“${example}” can be read in several ways (${ways}). It was read as ${assumed}; say --date-form to read it otherwise.`,
  },
})

interface Counts {
  readonly rows: number
  readonly imported: number
  readonly known: number
  readonly wrong: number
  readonly created?: number
  readonly updated?: number
}

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
  print(words.rehearsal({ rows, imported, known, wrong }))
  for (const { rows: count, message, field } of reasons) print(`  ${number(count)} × ${field ?? words.row}: ${message}`)
  tellWrongRows(problems)
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
  print(words.imported(seconds.toFixed(1), { rows, imported, created, updated, known, wrong }))
  tellWrongRows(problems)
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
  throw new CommandError(rowWords.noMap(path, 'docs/import.md'))
}

/** How far it is, on one line where somebody watches, else every ten per cent. */
function progress() {
  let told = 0
  return ({ rows, expected }: { rows: number; expected: number }): void => {
    const share = Math.min(1, rows / Math.max(1, expected))
    const text = words.progress(rows, Math.round(share * 100))
    if (process.stderr.isTTY) process.stderr.write(`\r${text}${share === 1 ? '\n' : ''}`)
    else if (share >= told + 0.1) {
      told = share
      note(text)
    }
  }
}

function tellAssumptions(assumptions: FileImport['assumptions']): void {
  for (const { example, assumed, alternatives } of assumptions) {
    note(words.assumed(example, [assumed, ...alternatives].join(', '), assumed))
  }
}
