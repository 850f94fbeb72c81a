import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { dealMapping } from '../../modules/deals/contract.ts'
import { importDeals, previewDeals } from '../../modules/deals/index.ts'
import { note, print, printJson } from './application.ts'
import type { Importer } from './import.ts'
import { commandLanguage } from './words.ts'

/** Imports a file of deals, or tells what it would bring. Exit code 2 where rows were refused. */
export const dealsImporter: Importer = async ({ services: { db, now } }, company, path, options) => {
  const mapping = options.map ? dealMapping.parse(JSON.parse(await readFile(options.map, 'utf8'))) : undefined
  const file = { path, name: basename(path), mapping }
  const change = {
    workspaceId: company.id,
    currency: company.currency,
    country: company.country,
    timezone: options.timezone ?? company.timezone,
    actor: { kind: 'system', id: null, name: 'Lidoskop' },
    now: now(),
    language: commandLanguage,
  } as const
  const outcome = options.dryRun
    ? { dryRun: true, ...(await previewDeals(db, file, change)) }
    : { dryRun: false, ...(await importDeals(db, file, change)) }
  const refused = 'skipped' in outcome ? outcome.skipped : outcome.wrongRows
  if (options.json) printJson({ ...outcome, refused })
  else {
    for (const { row, field, message } of outcome.wrong) note(`${row}${field ? ` ${field}` : ''}: ${message}`)
    print(`${outcome.created} new deals, ${outcome.updated} brought up to date, ${refused} refused`)
  }
  if (refused > 0) process.exitCode = 2
}
