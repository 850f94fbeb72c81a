import { Command } from 'commander'
import { addDefaultClasses } from '../../modules/interactions/index.ts'
import { addEmployee, createWorkspace, listWorkspaces, system } from '../../modules/workspaces/index.ts'
import { note, print, printJson, withApplication } from './application.ts'
import { inLanguage } from './language.ts'
import { newPassword } from './user.ts'

const words = inLanguage({
  ru: {
    companies: 'компании на этом сервере',
    create: 'создать компанию; с --admin-email и первого администратора, чей пароль будет показан',
    name: 'как её называют люди',
    slug: 'короткое имя в адресах; если не указано, составляется из названия',
    timezone: 'часовой пояс, в котором отчёты считают дни',
    currency: 'валюта денежных показателей',
    country: 'по обычаям какой страны читать номер без кода',
    adminEmail: 'с этим адресом входит первый администратор',
    adminName: 'его имя',
    administrator: 'Администратор',
    json: 'для программ',
    made: (name: string) => `Компания «${name}» создана; её короткое имя:`,
    hasPassword: (email: string) => `${email} входит с прежним паролем.`,
    password: (email: string, password: string) => `Пароль для ${email}: ${password}`,
  },
  en: {
    companies: 'companies on this server',
    create: 'found a company; with --admin-email also its first administrator, whose password is printed',
    name: 'as people call it',
    slug: 'short name in addresses; made from the name when left out',
    timezone: 'in which reports count days',
    currency: 'of money figures',
    country: 'whose habits a phone number without a code follows',
    adminEmail: 'the first administrator signs in with it',
    adminName: 'their name',
    administrator: 'Administrator',
    json: 'for machines',
    made: (name) => `${name} is there; its short name is:`,
    hasPassword: (email) => `${email} signs in with the password that it has.`,
    password: (email, password) => `Password of ${email}: ${password}`,
  },
})

interface NewCompany {
  readonly slug?: string
  readonly timezone: string
  readonly currency: string
  readonly country: string
  readonly adminEmail?: string
  readonly adminName: string
}

const create = new Command('create')
  .description(words.create)
  .argument('<name>', words.name)
  .option('--slug <word>', words.slug)
  .option('--timezone <zone>', words.timezone, 'Europe/Moscow')
  .option('--currency <code>', words.currency, 'RUB')
  .option('--country <code>', words.country, 'RU')
  .option('--admin-email <address>', words.adminEmail)
  .option('--admin-name <name>', words.adminName, words.administrator)
  .action((name: string, { adminEmail, adminName, ...settings }: NewCompany) =>
    withApplication(async ({ services: { db, accounts, now } }) => {
      const by = system(now())
      const company = await db.transaction(async (tx) => {
        const made = await createWorkspace(tx, { name, ...settings }, by)
        await addDefaultClasses(tx, made.id)
        return made
      })
      note(words.made(company.name))
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
      note(known ? words.hasPassword(adminEmail) : words.password(adminEmail, password))
    }),
  )

const list = new Command('list')
  .description(words.companies)
  .option('--json', words.json)
  .action(({ json }: { json?: boolean }) =>
    withApplication(async ({ services: { db } }) => {
      const companies = await listWorkspaces(db)
      if (json) return printJson(companies)
      for (const { slug, name, timezone } of companies) print(`${slug}\t${name}\t${timezone}`)
    }),
  )

export const companyCommand = (): Command =>
  new Command('company').description(words.companies).addCommand(create).addCommand(list)
