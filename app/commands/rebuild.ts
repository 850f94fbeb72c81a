import { Command } from 'commander'
import { companiesNamed, note, withApplication } from './application.ts'
import { inLanguage } from './language.ts'

const words = inLanguage({
  ru: {
    rebuild: 'пересчитать показатели всех отчётов по обращениям; нужно только после ремонта вручную',
    workspace: 'id или короткое имя одной компании; без него все',
    done: (company: string, seconds: string) => `${company}: пересчитано за ${seconds} с`,
  },
  en: {
    rebuild: 'compute the figures of every report anew from the record; needed only after a repair by hand',
    workspace: 'id or short name of one company; all of them when left out',
    done: (company, seconds) => `${company}: rebuilt in ${seconds} s`,
  },
})

export const rebuildCommand = (): Command =>
  new Command('rebuild')
    .description(words.rebuild)
    .option('-w, --workspace <company>', words.workspace)
    .action(({ workspace }: { workspace?: string }) =>
      withApplication(async (app) => {
        for (const { id, slug } of await companiesNamed(app, workspace)) {
          const began = Date.now()
          await app.services.db.transaction((tx) => app.recorder.rebuild(tx, id))
          note(words.done(slug, ((Date.now() - began) / 1000).toFixed(1)))
        }
      }),
    )
