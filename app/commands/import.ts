import { resolve } from 'node:path'
import { Argument, Command } from 'commander'
import { companyNamed, withApplication } from './application.ts'
import { callsImporter } from './import-calls.ts'
import { dealsImporter } from './import-deals.ts'
import { spendImporter } from './import-spend.ts'
import type { Importer, ImportOptions } from './importer.ts'
import { inLanguage } from './language.ts'

const words = inLanguage({
  ru: {
    import: 'прочитать файл CSV или XLSX так же, как экран загрузки',
    kind: 'что в файле',
    file: 'путь к нему',
    workspace: 'id или короткое имя компании',
    profile: 'известное расположение столбцов; если не указано, распознаётся',
    map: 'файл JSON, в котором сказано, какой столбец что значит',
    timezone: 'часовой пояс времён в файле; если не указан, пояс компании',
    dateForm: 'порядок в датах, если 04/09/17 читается по-разному: dmy, mdy или ymd',
    dryRun: 'только сказать, что было бы загружено и что не так',
    json: 'для программ',
  },
  en: {
    import: 'read a CSV or XLSX file, the same way as the import screen',
    kind: 'what the file holds',
    file: 'its path',
    workspace: 'id or short name of the company',
    profile: 'a known layout of columns; recognised when left out',
    map: 'a JSON file that tells which column is what',
    timezone: 'of the file’s times; the company’s when left out',
    dateForm: 'order of dates, where 04/09/17 can be read in several ways: dmy, mdy or ymd',
    dryRun: 'only tell what would be imported and what is wrong',
    json: 'for machines',
  },
})

const importKinds = ['calls', 'interactions', 'deals', 'spend'] as const
type ImportKind = (typeof importKinds)[number]

/** Who reads which kind: the modules that own it. */
const importers: Record<ImportKind, Importer> = {
  calls: callsImporter,
  interactions: callsImporter,
  deals: dealsImporter,
  spend: spendImporter,
}

export const importCommand = (): Command =>
  new Command('import')
    .description(words.import)
    .addArgument(new Argument('<kind>', words.kind).choices(importKinds))
    .argument('<file>', words.file)
    .requiredOption('-w, --workspace <company>', words.workspace)
    .option('--profile <name>', words.profile)
    .option('--map <file>', words.map)
    .option('--timezone <zone>', words.timezone)
    .option('--date-form <form>', words.dateForm)
    .option('--dry-run', words.dryRun)
    .option('--json', words.json)
    .action((kind: ImportKind, file: string, { workspace, ...options }: ImportOptions & { workspace: string }) =>
      withApplication(async (app) => {
        await importers[kind](app, await companyNamed(app, workspace), resolve(file), options)
      }),
    )
