import { basename } from 'node:path'
import { z } from 'zod'
import { moneyText } from '../../kernel/money.ts'
import { spendMapping } from '../../modules/attribution/contract.ts'
import { importSpend, previewSpend } from '../../modules/attribution/index.ts'
import { system } from '../../modules/workspaces/index.ts'
import { CommandError } from './application.ts'
import type { Importer } from './importer.ts'
import { readMap, tellTable } from './table-import.ts'
import { commandLanguage } from './words.ts'

const dateForms = z.enum(['ymd', 'dmy', 'mdy'])

/** The map file: a column for each field, and what the file itself does not say. */
const mapFile = z.strictObject({
  ...spendMapping.shape,
  defaultSource: z.string().min(1).optional(),
  dateForm: dateForms.optional(),
})

/** A file of spend. A file that was imported before replaces itself. */
export const spendImporter: Importer = async ({ services: { db, now } }, company, path, options) => {
  const { defaultSource: source, dateForm, ...mapping } = (await readMap(options.map, mapFile)) ?? {}
  const form = dateForms.optional().safeParse(options.dateForm ?? dateForm)
  if (!form.success) throw new CommandError(`--date-form of spend is one of ${dateForms.options.join(', ')}.`)
  const file = { path, name: basename(path), mapping, source, dateForm: form.data }
  const { actor, now: at } = system(now())
  const { id: workspaceId, currency } = company
  const timezone = options.timezone ?? company.timezone
  const change = { workspaceId, currency, timezone, actor, now: at, language: commandLanguage } as const
  await tellTable(company, options, async () => {
    const { rows, amount, replaced, firstDay, lastDay, ...told } = options.dryRun
      ? await previewSpend(db, file, change)
      : await importSpend(db, file, change)
    const wrong = 'wrongRows' in told ? told.wrongRows : told.skipped
    const days = firstDay && lastDay ? `, ${firstDay} … ${lastDay}` : ''
    return {
      ...('id' in told && { import: told.id }),
      imported: rows,
      wrong,
      problems: told.wrong,
      more: { amount, currency, replaced, firstDay, lastDay },
      sentence: `${rows} rows, ${moneyText(amount, currency)} ${currency}${days}; ${replaced} earlier amounts replaced, ${wrong} rows are wrong.`,
    }
  })
}
