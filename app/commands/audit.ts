import { Command } from 'commander'
import { verifyAudit } from '../../platform/audit/audit.ts'
import type { AuditFault } from '../../platform/audit/faults.ts'
import { companiesNamed, print, printJson, withApplication } from './application.ts'
import { inLanguage } from './language.ts'

const words = inLanguage({
  ru: {
    log: 'журнал, который нельзя незаметно изменить',
    verify: 'пересчитать цепочку хешей журнала; код выхода 1, если запись изменена или её нет',
    workspace: 'id или короткое имя одной компании; без него все',
    json: 'для программ',
    intact: (company: string, entries: number, head: string) => `${company}: цел, записей ${entries}, конец ${head}`,
    broken: (company: string, at: number, why: string, entries: number) =>
      `${company}: НАРУШЕН на записи ${at} (${why}); записи до неё целы: ${entries}`,
    faults: {
      changed: 'изменена',
      missing: 'удалена',
      unlinked: 'не продолжает предыдущую',
      truncated: 'конец отрезан',
      head: 'переписан конец',
      rewritten: 'переписан весь журнал',
    } as Record<AuditFault, string>,
  },
  en: {
    log: 'the tamper-evident log',
    verify: 'recompute the log’s chain of hashes; exit code 1 where an entry was changed or is missing',
    workspace: 'id or short name of one company; all of them when left out',
    json: 'for machines',
    intact: (company, entries, head) => `${company}: intact, ${entries} entries, head ${head}`,
    broken: (company, at, why, entries) =>
      `${company}: BROKEN at entry ${at} (${why}); ${entries} entries before it are intact`,
    faults: {
      changed: 'changed',
      missing: 'missing',
      unlinked: 'unlinked',
      truncated: 'truncated',
      head: 'head',
      rewritten: 'rewritten',
    },
  },
})

const verify = new Command('verify')
  .description(words.verify)
  .option('-w, --workspace <company>', words.workspace)
  .option('--json', words.json)
  .action(({ workspace, json }: { workspace?: string; json?: boolean }) =>
    withApplication(async (app) => {
      const results = []
      for (const { id, slug } of await companiesNamed(app, workspace)) {
        results.push({ workspace: slug, ...(await verifyAudit(app.services.db, id)) })
      }
      if (results.some(({ intact }) => !intact)) process.exitCode = 1
      if (json) return printJson(results)
      for (const result of results) {
        print(
          result.intact
            ? words.intact(result.workspace, result.entries, result.head.slice(0, 16))
            : words.broken(result.workspace, result.brokenAt, words.faults[result.why], result.entries),
        )
      }
    }),
  )

export const auditCommand = (): Command => new Command('audit').description(words.log).addCommand(verify)
