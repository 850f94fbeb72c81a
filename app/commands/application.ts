import { type Company, findWorkspace, listWorkspaces } from '../../modules/workspaces/index.ts'
import { type Config, readConfig } from '../../platform/config/config.ts'
import { createLog } from '../../platform/log/log.ts'
import { migrate } from '../../platform/migrations/migrations.ts'
import { type Application, compose } from '../compose.ts'
import { migrations } from '../migrations.ts'
import { commandLanguage, inLanguage } from './language.ts'
import { openStore } from './store.ts'

const words = inLanguage({
  ru: {
    unknownCompany: (name: string, known: string) => `Компании «${name}» нет. Есть: ${known}.`,
    noCompany: (name: string) => `Компании «${name}» нет, как и других. Создайте её: lidoskop company create НАЗВАНИЕ`,
  },
  en: {
    unknownCompany: (name, known) => `There is no company “${name}”. There are: ${known}.`,
    noCompany: (name) => `There is no company “${name}”, nor any other. Make one with: lidoskop company create NAME`,
  },
})

/** An error whose message is all that a person at the command line needs. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}

/** What the environment says. @throws CommandError with a sentence per wrong variable */
export function settings(): Config {
  try {
    return readConfig()
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    if (commandLanguage === 'en') throw new CommandError(message)
    const names = message.split('\n').map((line) => line.split(':')[0] ?? '')
    throw new CommandError(names.map((name) => `${name}: не подходит значение «${process.env[name] ?? ''}»`).join('\n'))
  }
}

/** Runs a command with the application on its migrated database, and puts everything away after. No background work. */
export async function withApplication<Result>(
  work: (app: Application, config: Config) => Promise<Result>,
): Promise<Result> {
  const config = settings()
  const store = await openStore(config)
  try {
    const app = compose(config, store.url, createLog(process.env.LOG_LEVEL ?? 'warn'))
    try {
      await migrate(app.services.db, migrations)
      return await work(app, config)
    } finally {
      await app.close()
    }
  } finally {
    await store.release()
  }
}

/** The company of that id or short name. */
export async function companyNamed({ services: { db } }: Application, name: string): Promise<Company> {
  const found = await findWorkspace(db, name)
  if (found) return found
  const known = (await listWorkspaces(db)).map(({ slug }) => slug)
  throw new CommandError(known.length > 0 ? words.unknownCompany(name, known.join(', ')) : words.noCompany(name))
}

/** One company where it is named, else all of them. */
export const companiesNamed = async (app: Application, name: string | undefined): Promise<Company[]> =>
  name === undefined ? listWorkspaces(app.services.db) : [await companyNamed(app, name)]

/** The answer of a command: stdout carries nothing else. */
export const print = (text: string): void => {
  process.stdout.write(`${text}\n`)
}

export const printJson = (value: unknown): void => print(JSON.stringify(value, null, 2))

/** What happens meanwhile: stderr, so that answers can be piped. */
export const note = (text: string): void => {
  process.stderr.write(`${text}\n`)
}
