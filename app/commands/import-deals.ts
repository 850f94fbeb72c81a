import { basename } from 'node:path'
import { dealMapping } from '../../modules/deals/contract.ts'
import { importDeals, previewDeals } from '../../modules/deals/index.ts'
import { system } from '../../modules/workspaces/index.ts'
import type { Importer } from './importer.ts'
import { commandLanguage, inLanguage, number } from './language.ts'
import { readMap, tellTable } from './table-import.ts'

const words = inLanguage({
  ru: {
    done: (created: number, updated: number, wrong: number) =>
      `Новых сделок: ${number(created)}, обновлено: ${number(updated)}, строк с ошибкой: ${number(wrong)}.`,
  },
  en: {
    done: (created, updated, wrong) =>
      `${number(created)} new deals, ${number(updated)} brought up to date, ${number(wrong)} rows are wrong.`,
  },
})

/** A file of deals. Deals that are known by their number are brought up to date. */
export const dealsImporter: Importer = async ({ services: { db, now } }, company, path, options) => {
  const file = { path, name: basename(path), mapping: await readMap(options.map, dealMapping.strict()) }
  const { actor, now: at } = system(now())
  const { id: workspaceId, currency, country } = company
  const timezone = options.timezone ?? company.timezone
  const change = { workspaceId, currency, country, timezone, actor, now: at, language: commandLanguage } as const
  await tellTable(company, options, async () => {
    const { created, updated, ...told } = options.dryRun
      ? await previewDeals(db, file, change)
      : await importDeals(db, file, change)
    const wrong = 'wrongRows' in told ? told.wrongRows : told.skipped
    return {
      ...('id' in told && { import: told.id }),
      imported: created + updated,
      wrong,
      problems: told.wrong,
      more: { created, updated },
      sentence: words.done(created, updated, wrong),
    }
  })
}
