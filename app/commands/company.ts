import { Command } from 'commander'
import { addDefaultClasses } from '../../modules/interactions/index.ts'
import { addEmployee, createWorkspace, listWorkspaces, system } from '../../modules/workspaces/index.ts'
import { note, print, printJson, withApplication } from './application.ts'
import { newPassword } from './user.ts'

interface NewCompany {
  readonly slug?: string
  readonly timezone: string
  readonly currency: string
  readonly country: string
  readonly adminEmail?: string
  readonly adminName: string
}

const create = new Command('create')
  .description('found a company; with --admin-email also its first administrator, whose password is printed')
  .argument('<name>', 'as people call it')
  .option('--slug <word>', 'short name in addresses; made from the name when left out')
  .option('--timezone <zone>', 'in which reports count days', 'Europe/Moscow')
  .option('--currency <code>', 'of money figures', 'RUB')
  .option('--country <code>', 'whose habits a phone number without a code follows', 'RU')
  .option('--admin-email <address>', 'the first administrator signs in with it')
  .option('--admin-name <name>', 'their name', 'Администратор')
  .action((name: string, { adminEmail, adminName, ...settings }: NewCompany) =>
    withApplication(async ({ services: { db, accounts, now } }) => {
      const by = system(now())
      const company = await db.transaction(async (tx) => {
        const made = await createWorkspace(tx, { name, ...settings }, by)
        await addDefaultClasses(tx, made.id)
        return made
      })
      note(`${company.name} is there; its short name is:`)
      print(company.slug)
      if (!adminEmail) return
      const password = newPassword()
      const known = await accounts.find(adminEmail)
      await addEmployee(
        { db, accounts },
        company.id,
        { name: adminName, email: adminEmail, role: 'admin', account: { password } },
        by,
      )
      note(known ? `${adminEmail} signs in with the password that it has.` : `Password of ${adminEmail}: ${password}`)
    }),
  )

const list = new Command('list')
  .description('companies on this server')
  .option('--json', 'for machines')
  .action(({ json }: { json?: boolean }) =>
    withApplication(async ({ services: { db } }) => {
      const companies = await listWorkspaces(db)
      if (json) return printJson(companies)
      for (const { slug, name, timezone } of companies) print(`${slug}\t${name}\t${timezone}`)
    }),
  )

export const companyCommand = (): Command =>
  new Command('company').description('companies on this server').addCommand(create).addCommand(list)
