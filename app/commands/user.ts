import { randomBytes } from 'node:crypto'
import { Command, Option } from 'commander'
import { type Role, roles } from '../../kernel/access.ts'
import { findOwners } from '../../modules/interactions/index.ts'
import { addEmployee, logNewPassword, system } from '../../modules/workspaces/index.ts'
import { sql } from '../../platform/database/database.ts'
import { CommandError, companyNamed, note, print, printJson, withApplication } from './application.ts'
import { inLanguage } from './language.ts'

const words = inLanguage({
  ru: {
    people: 'люди, которые входят в систему',
    create: 'добавить человека, который входит; если пароль не задан, печатает его',
    email: 'с ним человек входит',
    name: 'как его видят коллеги',
    workspace: 'id или короткое имя компании',
    role: 'что разрешено человеку',
    passwordOption: 'не короче 8 знаков; переменная LIDOSKOP_PASSWORD вместо него не видна в списке процессов',
    language: 'язык экранов',
    added: (name: string, role: string, company: string) =>
      `${name} (${role}) теперь работает в компании «${company}».`,
    hadAccount: (email: string) => `У ${email} уже есть учётная запись: пароль остаётся прежним.`,
    password: 'дать человеку новый пароль и завершить его сеансы; если пароль не задан, печатает его',
    whose: 'чей',
    nobody: (email: string) => `С адресом ${email} никто не входит.`,
    changed: (email: string) => `У ${email} новый пароль; все сеансы завершены.`,
    length: 'В пароле от 8 до 128 знаков.',
    list: 'кто входит в систему и где работает',
    json: 'для программ',
    inactive: '(не работает)',
  },
  en: {
    people: 'people who sign in',
    create: 'add a person who signs in; prints the password when none is given',
    email: 'signs in with it',
    name: 'as colleagues see it',
    workspace: 'id or short name of the company',
    role: 'what the person may do',
    passwordOption: 'at least 8 characters; LIDOSKOP_PASSWORD keeps it out of the list of processes',
    language: 'of the screens',
    added: (name, role, company) => `${name} (${role}) now works in ${company}.`,
    hadAccount: (email) => `${email} had an account already: its password stays.`,
    password: 'give a person a new password and end their sessions; prints it when none is given',
    whose: 'whose',
    nobody: (email) => `Nobody signs in as ${email}.`,
    changed: (email) => `${email} has a new password; all sessions have ended.`,
    length: 'A password has 8 to 128 characters.',
    list: 'people who sign in, and where they work',
    json: 'for machines',
    inactive: '(inactive)',
  },
})

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
  .description(words.create)
  .requiredOption('--email <address>', words.email)
  .requiredOption('--name <name>', words.name)
  .requiredOption('-w, --workspace <company>', words.workspace)
  .addOption(new Option('--role <role>', words.role).choices(roles).makeOptionMandatory())
  .option('--password <password>', words.passwordOption)
  .addOption(new Option('--language <language>', words.language).choices(['ru', 'en']).default('ru'))
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
      // What was recorded before they came may name them.
      await findOwners(db, app.recorder, company.id)
      note(words.added(name, role, company.name))
      if (known) note(words.hadAccount(email))
      else if (!given) print(password)
    }),
  )

const password = new Command('password')
  .description(words.password)
  .requiredOption('--email <address>', words.whose)
  .option('--password <password>', words.passwordOption)
  .action((options: { email: string; password?: string }) =>
    withApplication(async ({ services: { accounts, db, now } }) => {
      const given = givenPassword(options.password)
      const fresh = given ?? newPassword()
      const person = await accounts.find(options.email)
      if (!person || !(await accounts.setPassword(options.email, fresh))) {
        throw new CommandError(words.nobody(options.email))
      }
      const { actor, now: at } = system(now())
      await logNewPassword(db, person.id, at, actor)
      note(words.changed(options.email))
      if (!given) print(fresh)
    }),
  )

function givenPassword(option: string | undefined): string | undefined {
  const given = option ?? process.env.LIDOSKOP_PASSWORD
  if (given !== undefined && (given.length < 8 || given.length > 128)) throw new CommandError(words.length)
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
  .description(words.list)
  .option('--json', words.json)
  .action(({ json }: { json?: boolean }) =>
    withApplication(async ({ services: { db } }) => {
      const people = await db.query<Person>(sql`
        select u.email, e.name, w.slug as workspace, e.role, e.active
        from employees e join auth_users u on u.id = e.user_id join workspaces w on w.id = e.workspace_id
        order by w.slug, e.role, e.name`)
      if (json) return printJson(people)
      for (const { email, name, workspace, role, active } of people) {
        print([workspace, role, email, name, active ? '' : words.inactive].join('\t').trimEnd())
      }
    }),
  )

export const userCommand = (): Command =>
  new Command('user').description(words.people).addCommand(create).addCommand(password).addCommand(list)
