import { Command, Option } from 'commander'
import { type Role, roles } from '../../kernel/access.ts'
import { createApiKey, system } from '../../modules/workspaces/index.ts'
import { companyNamed, note, print, withApplication } from './application.ts'
import { inLanguage } from './language.ts'

const words = inLanguage({
  ru: {
    keys: 'ключи для программ, которые пользуются API',
    create: 'создать ключ API; в stdout попадает только он сам, и показан он один раз',
    workspace: 'id или короткое имя компании',
    role: 'что разрешено ключу',
    name: 'для чего он',
    atCommandLine: 'создан в командной строке',
    made: (company: string, role: string) =>
      `Ключ компании «${company}» с ролью ${role}. Сохраните его: больше он не покажется.`,
  },
  en: {
    keys: 'keys for programs that use the API',
    create: 'make an API key; stdout carries the key alone, which is shown this once',
    workspace: 'id or short name of the company',
    role: 'what the key may do',
    name: 'what it is for',
    atCommandLine: 'made at the command line',
    made: (company, role) => `A key of ${company} in the role of ${role}. Keep it: it is not shown again.`,
  },
})

const create = new Command('create')
  .description(words.create)
  .requiredOption('-w, --workspace <company>', words.workspace)
  .addOption(new Option('--role <role>', words.role).choices(roles).makeOptionMandatory())
  .option('--name <name>', words.name, words.atCommandLine)
  .action(({ workspace, role, name }: { workspace: string; role: Role; name: string }) =>
    withApplication(async (app) => {
      const company = await companyNamed(app, workspace)
      const { db, now } = app.services
      const { key } = await db.transaction((tx) => createApiKey(tx, company.id, { name, role }, system(now())))
      note(words.made(company.name, role))
      print(key)
    }),
  )

export const apikeyCommand = (): Command => new Command('apikey').description(words.keys).addCommand(create)
