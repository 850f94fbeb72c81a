import { Command } from 'commander'
import { companiesNamed, note, withApplication } from './application.ts'

export const rebuildCommand = (): Command =>
  new Command('rebuild')
    .description('compute the figures of every report anew from the record; needed only after a repair by hand')
    .option('-w, --workspace <company>', 'id or short name of one company; all of them when left out')
    .action(({ workspace }: { workspace?: string }) =>
      withApplication(async (app) => {
        for (const { id, slug } of await companiesNamed(app, workspace)) {
          const began = Date.now()
          await app.services.db.transaction((tx) => app.recorder.rebuild(tx, id))
          note(`${slug}: rebuilt in ${((Date.now() - began) / 1000).toFixed(1)} s`)
        }
      }),
    )
