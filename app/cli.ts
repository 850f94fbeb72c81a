import { Command } from 'commander'
import { Problem } from '../kernel/problem.ts'
import { problemText } from '../kernel/problem-texts.ts'
import packageFile from '../package.json' with { type: 'json' }
import { isDatabaseUnavailable } from '../platform/database/unavailable.ts'
import { apikeyCommand } from './commands/apikey.ts'
import { note } from './commands/application.ts'
import { auditCommand } from './commands/audit.ts'
import { companyCommand } from './commands/company.ts'
import { demoCommand } from './commands/demo.ts'
import { doctorCommand } from './commands/doctor.ts'
import { importCommand } from './commands/import.ts'
import { migrateCommand } from './commands/migrate.ts'
import { rebuildCommand } from './commands/rebuild.ts'
import { reportCommand } from './commands/report.ts'
import { serve } from './commands/serve.ts'
import { userCommand } from './commands/user.ts'
import { commandLanguage } from './commands/words.ts'

const program = new Command('lidoskop')
  .description(
    'Lidoskop makes the way from an advertisement to a paid deal visible to marketing, sales and the director.',
  )
  .version(packageFile.version)
  .addHelpText(
    'after',
    `
Settings come from the environment:
  PORT            port of the server (4310)
  HOST            address it listens on (127.0.0.1: this machine only)
  LIDOSKOP_DATA   folder of the data (./data)
  DATABASE_URL    a PostgreSQL of your own instead of the embedded one
  LIDOSKOP_DEMO   0: no demo company
  LIDOSKOP_URL    the address that people open, where a proxy stands before the server
  LOG_LEVEL       fatal, error, warn, info, debug, trace or silent

A command works beside a running server on the same data, and without one.`,
  )
  .showHelpAfterError()

program
  .addCommand(
    new Command('serve').description('run the server: web app, API, intake; Ctrl-C stops it').action(() => serve()),
  )
  .addCommand(migrateCommand())
  .addCommand(importCommand())
  .addCommand(reportCommand())
  .addCommand(demoCommand())
  .addCommand(companyCommand())
  .addCommand(userCommand())
  .addCommand(apikeyCommand())
  .addCommand(auditCommand())
  .addCommand(rebuildCommand())
  .addCommand(doctorCommand())

/** One readable message per error; the stack only for those who ask for it. */
function explain(error: unknown): string {
  if (error instanceof Problem) {
    const { field, row } = error.place
    const place = [field, row === undefined ? undefined : `row ${row}`].filter((part) => part !== undefined).join(', ')
    return `${place ? `${place}: ` : ''}${problemText(error.code, commandLanguage, error.values)}`
  }
  if (!(error instanceof Error)) return String(error)
  const { code, path } = error as NodeJS.ErrnoException
  if ((code === 'EACCES' || code === 'EPERM') && path) {
    return `No right to use ${path}. Run the command as the user that the data belongs to, or choose another LIDOSKOP_DATA.`
  }
  if (isDatabaseUnavailable(error)) return `The database does not answer: ${error.message || code}`
  return process.env.LOG_LEVEL === 'debug' || !error.message ? (error.stack ?? String(error)) : error.message
}

try {
  await program.parseAsync()
} catch (error) {
  note(explain(error))
  process.exitCode = 1
}
// Connections of libraries that keep the process alive are of no use once the command has answered.
process.stdout.write('', () => process.exit())
