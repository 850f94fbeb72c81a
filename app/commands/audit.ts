import { Command } from 'commander'
import { verifyAudit } from '../../platform/audit/audit.ts'
import { companiesNamed, print, printJson, withApplication } from './application.ts'

const verify = new Command('verify')
  .description('recompute the log’s chain of hashes; exit code 1 where an entry was changed or is missing')
  .option('-w, --workspace <company>', 'id or short name of one company; all of them when left out')
  .option('--json', 'for machines')
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
            ? `${result.workspace}: intact, ${result.entries} entries, head ${result.head.slice(0, 16)}`
            : `${result.workspace}: BROKEN at entry ${result.brokenAt} (${result.why}); ${result.entries} entries before it are intact`,
        )
      }
    }),
  )

export const auditCommand = (): Command => new Command('audit').description('the tamper-evident log').addCommand(verify)
