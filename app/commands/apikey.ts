import { Command, Option } from 'commander'
import { type Role, roles } from '../../kernel/access.ts'
import { createApiKey, system } from '../../modules/workspaces/index.ts'
import { companyNamed, note, print, withApplication } from './application.ts'

const create = new Command('create')
  .description('make an API key; stdout carries the key alone, which is shown this once')
  .requiredOption('-w, --workspace <company>', 'id or short name of the company')
  .addOption(new Option('--role <role>', 'what the key may do').choices(roles).makeOptionMandatory())
  .option('--name <name>', 'what it is for', 'made at the command line')
  .action(({ workspace, role, name }: { workspace: string; role: Role; name: string }) =>
    withApplication(async (app) => {
      const company = await companyNamed(app, workspace)
      const { db, now } = app.services
      const { key } = await db.transaction((tx) => createApiKey(tx, company.id, { name, role }, system(now())))
      note(`A key of ${company.name} in the role of ${role}. Keep it: it is not shown again.`)
      print(key)
    }),
  )

export const apikeyCommand = (): Command =>
  new Command('apikey').description('keys for programs that use the API').addCommand(create)
