import { resolve } from 'node:path'
import { Argument, Command } from 'commander'
import { companyNamed, withApplication } from './application.ts'
import { callsImporter } from './import-calls.ts'
import { dealsImporter } from './import-deals.ts'
import { spendImporter } from './import-spend.ts'
import type { Importer, ImportOptions } from './importer.ts'

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
    .description('read a CSV or XLSX file, the same way as the import screen')
    .addArgument(new Argument('<kind>', 'what the file holds').choices(importKinds))
    .argument('<file>', 'its path')
    .requiredOption('-w, --workspace <company>', 'id or short name of the company')
    .option('--profile <name>', 'a known layout of columns; recognised when left out')
    .option('--map <file>', 'a JSON file that tells which column is what')
    .option('--timezone <zone>', 'of the file’s times; the company’s when left out')
    .option('--date-form <form>', 'order of dates, where 04/09/17 can be read in several ways: dmy, mdy or ymd')
    .option('--dry-run', 'only tell what would be imported and what is wrong')
    .option('--json', 'for machines')
    .action((kind: ImportKind, file: string, { workspace, ...options }: ImportOptions & { workspace: string }) =>
      withApplication(async (app) => {
        await importers[kind](app, await companyNamed(app, workspace), resolve(file), options)
      }),
    )
