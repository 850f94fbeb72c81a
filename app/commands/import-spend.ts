import { basename } from 'node:path'
import { z } from 'zod'
import { moneyText } from '../../kernel/money.ts'
import { spendMapping } from '../../modules/attribution/contract.ts'
import { importSpend, previewSpend } from '../../modules/attribution/index.ts'
import { system } from '../../modules/workspaces/index.ts'
import { CommandError } from './application.ts'
import type { Importer } from './importer.ts'
import { commandLanguage, inLanguage, number } from './language.ts'
import { readMap, tellTable } from './table-import.ts'

const words = inLanguage({
  ru: {
    dateForm: (forms: string) => `У расходов --date-form бывает таким: ${forms}.`,
    done: (rows: number, money: string, days: string, replaced: number, wrong: number) =>
      `Строк: ${number(rows)}, сумма ${money}${days}; заменено прежних сумм: ${number(replaced)}, строк с ошибкой: ${number(wrong)}.`,
  },
  en: {
    dateForm: (forms) => `--date-form of spend is one of ${forms}.`,
    done: (rows, money, days, replaced, wrong) =>
      `${number(rows)} rows, ${money}${days}; ${number(replaced)} earlier amounts replaced, ${number(wrong)} rows are wrong.`,
  },
})

const dateForms = z.enum(['ymd', 'dmy', 'mdy'])

/** The map file: a column for each field, and what the file itself does not say. */
const mapFile = z.strictObject({
  ...spendMapping.shape,
  defaultSource: z.string().min(1).optional(),
  dateForm: dateForms.optional(),
  // What an export of an advertising system leaves open.
  system: z.enum(['yandex-direct', 'vk-ads', 'google-ads', 'table']).optional(),
  vat: z.enum(['with', 'without']).optional(),
  rates: z.record(z.string(), z.string()).optional(),
  spread: z.literal('even').optional(),
  period: z.object({ from: z.iso.date(), to: z.iso.date() }).optional(),
  trustRows: z.boolean().optional(),
})

/** A file of spend. A file that was imported before replaces itself. */
export const spendImporter: Importer = async ({ services: { db, now } }, company, path, options) => {
  const {
    defaultSource: source,
    dateForm,
    system: ofSystem,
    vat,
    rates,
    spread,
    period,
    trustRows,
    ...mapping
  } = (await readMap(options.map, mapFile)) ?? {}
  const form = dateForms.optional().safeParse(options.dateForm ?? dateForm)
  if (!form.success) throw new CommandError(words.dateForm(dateForms.options.join(', ')))
  const choices = { vat, rates, spread, period, trustRows }
  const file = { path, name: basename(path), mapping, source, dateForm: form.data, system: ofSystem, choices }
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
      sentence: words.done(rows, `${moneyText(amount, currency)} ${currency}`, days, replaced, wrong),
    }
  })
}
