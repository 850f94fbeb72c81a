import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { z } from 'zod'
import { moneyText } from '../../kernel/money.ts'
import { spendMapping } from '../../modules/attribution/contract.ts'
import { importSpend, previewSpend } from '../../modules/attribution/index.ts'
import { note, print, printJson } from './application.ts'
import type { Importer } from './import.ts'
import { commandLanguage } from './words.ts'

/** The map file: a column for each field, and what the file itself does not say. */
const mapFile = z.object({
  ...spendMapping.shape,
  defaultSource: z.string().min(1).optional(),
  dateForm: z.enum(['ymd', 'dmy', 'mdy']).optional(),
})

/** Imports a file of spend, or tells what it would bring. Exit code 2 where rows were refused. */
export const spendImporter: Importer = async ({ services: { db, now } }, company, path, options) => {
  const map = options.map ? mapFile.parse(JSON.parse(await readFile(options.map, 'utf8'))) : {}
  const { defaultSource: source, dateForm, ...mapping } = map
  const file = { path, name: basename(path), mapping, source, dateForm }
  const change = {
    workspaceId: company.id,
    currency: company.currency,
    timezone: options.timezone ?? company.timezone,
    actor: { kind: 'system', id: null, name: 'Lidoskop' },
    now: now(),
    language: commandLanguage,
  } as const
  const outcome = options.dryRun
    ? { dryRun: true, ...(await previewSpend(db, file, change)) }
    : { dryRun: false, ...(await importSpend(db, file, change)) }
  const refused = 'skipped' in outcome ? outcome.skipped : outcome.wrongRows
  if (options.json) printJson({ ...outcome, refused })
  else {
    for (const { row, field, message } of outcome.wrong) note(`${row}${field ? ` ${field}` : ''}: ${message}`)
    print(
      `${outcome.rows} rows, ${moneyText(outcome.amount, company.currency)} ${company.currency}, ${refused} refused`,
    )
  }
  if (refused > 0) process.exitCode = 2
}
