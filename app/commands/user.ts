import { randomBytes } from 'node:crypto'
import { Command, Option } from 'commander'
import { type Role, roles } from '../../kernel/access.ts'
import { addEmployee, system } from '../../modules/workspaces/index.ts'
import { sql } from '../../platform/database/database.ts'
import { CommandError, companyNamed, note, print, printJson, withApplication } from './application.ts'

interface NewUser {
  readonly email: string
  readonly name: string
  readonly workspace: string
  readonly role: Role
  readonly password?: string
  readonly language: 'ru' | 'en'
}

/** A password that can be read out: 16 letters and digits. */
export const newPassword = (): string => randomBytes(12).toString('base64url')

const create = new Command('create')
  .description('add a person who signs in; prints the password when none is given')
  .requiredOption('--email <address>', 'signs in with it')
  .requiredOption('--name <name>', 'as colleagues see it')
  .requiredOption('-w, --workspace <company>', 'id or short name of the company')
  .addOption(new Option('--role <role>', 'what the person may do').choices(roles).makeOptionMandatory())
  .option('--password <password>', 'at least 8 characters; LIDOSKOP_PASSWORD keeps it out of the list of processes')
  .addOption(new Option('--language <language>', 'of the screens').choices(['ru', 'en']).default('ru'))
  .action(({ workspace, email, name, role, language, ...options }: NewUser) =>
    withApplication(async (app) => {
      const company = await companyNamed(app, workspace)
      const given = givenPassword(options.password)
      const password = given ?? newPassword()
      const { accounts, db, now } = app.services
      const known = await accounts.find(email)
      await addEmployee(
        { db, accounts },
        company.id,
        { name, email, role, account: { password, language } },
        system(now()),
      )
      note(`${name} (${role}) now works in ${company.name}.`)
      if (known) note(`${email} had an account already: its password stays.`)
      else if (!given) print(password)
    }),
  )

const password = new Command('password')
  .description('give a person a new password and end their sessions; prints it when none is given')
  .requiredOption('--email <address>', 'whose')
  .option('--password <password>', 'at least 8 characters; LIDOSKOP_PASSWORD keeps it out of the list of processes')
  .action((options: { email: string; password?: string }) =>
    withApplication(async ({ services: { accounts } }) => {
      const given = givenPassword(options.password)
      const fresh = given ?? newPassword()
      if (!(await accounts.setPassword(options.email, fresh))) {
        throw new CommandError(`Nobody signs in as ${options.email}.`)
      }
      note(`${options.email} has a new password; all sessions have ended.`)
      if (!given) print(fresh)
    }),
  )

function givenPassword(option: string | undefined): string | undefined {
  const given = option ?? process.env.LIDOSKOP_PASSWORD
  if (given !== undefined && (given.length < 8 || given.length > 128)) {
    throw new CommandError('A password has 8 to 128 characters.')
  }
  return given
}

interface Person {
  readonly email: string
  readonly name: string
  readonly workspace: string
  readonly role: string
  readonly active: boolean
}

const list = new Command('list')
  .description('people who sign in, and where they work')
  .option('--json', 'for machines')
  .action(({ json }: { json?: boolean }) =>
    withApplication(async ({ services: { db } }) => {
      const people = await db.query<Person>(sql`
        select u.email, e.name, w.slug as workspace, e.role, e.active
        from employees e join auth_users u on u.id = e.user_id join workspaces w on w.id = e.workspace_id
        order by w.slug, e.role, e.name`)
      if (json) return printJson(people)
      for (const { email, name, workspace, role, active } of people) {
        print([workspace, role, email, name, active ? '' : '(inactive)'].join('\t').trimEnd())
      }
    }),
  )

export const userCommand = (): Command =>
  new Command('user').description('people who sign in').addCommand(create).addCommand(password).addCommand(list)
