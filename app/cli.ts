import { ORPCError } from '@orpc/server'
import { Command } from 'commander'
import { Problem } from '../kernel/problem.ts'
import { problemText } from '../kernel/problem-texts.ts'
import packageFile from '../package.json' with { type: 'json' }
import { asProblem } from '../platform/api/problems.ts'
import { isDatabaseUnavailable } from '../platform/database/unavailable.ts'
import { createLog } from '../platform/log/log.ts'
import { apikeyCommand } from './commands/apikey.ts'
import { note } from './commands/application.ts'
import { auditCommand } from './commands/audit.ts'
import { companyCommand } from './commands/company.ts'
import { demoCommand } from './commands/demo.ts'
import { doctorCommand } from './commands/doctor.ts'
import { speak } from './commands/help.ts'
import { importCommand } from './commands/import.ts'
import { commandLanguage, inLanguage } from './commands/language.ts'
import { migrateCommand } from './commands/migrate.ts'
import { rebuildCommand } from './commands/rebuild.ts'
import { reportCommand } from './commands/report.ts'
import { serve } from './commands/serve.ts'
import { userCommand } from './commands/user.ts'

const words = inLanguage({
  ru: {
    product: 'Лидоскоп делает путь от рекламы до оплаченной сделки видимым маркетингу, продажам и директору.',
    serve: 'запустить сервер: веб-приложение, API, приём обращений; остановить: Ctrl-C',
    settings: `
Настройки берутся из переменных окружения:
  PORT            порт сервера (4310)
  HOST            адрес, на котором он слушает (127.0.0.1: только эта машина)
  LIDOSKOP_DATA   папка с данными (./data)
  DATABASE_URL    своя база PostgreSQL вместо встроенной
  LIDOSKOP_DEMO   0: без демонстрационной компании
  LIDOSKOP_URL    адрес, который открывают люди, если перед сервером стоит прокси
  LIDOSKOP_LANG   язык командной строки: ru или en (язык системы)
  LOG_LEVEL       fatal, error, warn, info, debug, trace или silent

Команда работает и рядом с запущенным сервером на тех же данных, и без него.`,
    row: (row: number) => `строка ${row}`,
    noRight: (path: string) =>
      `Нет права на ${path}. Запустите команду от имени владельца данных или задайте другую папку (LIDOSKOP_DATA).`,
    databaseIsAway: (why: string) => `База данных не отвечает: ${why}`,
  },
  en: {
    product:
      'Lidoskop makes the way from an advertisement to a paid deal visible to marketing, sales and the director.',
    serve: 'run the server: web app, API, intake; Ctrl-C stops it',
    settings: `
Settings come from the environment:
  PORT            port of the server (4310)
  HOST            address it listens on (127.0.0.1: this machine only)
  LIDOSKOP_DATA   folder of the data (./data)
  DATABASE_URL    a PostgreSQL of your own instead of the embedded one
  LIDOSKOP_DEMO   0: no demo company
  LIDOSKOP_URL    the address that people open, where a proxy stands before the server
  LIDOSKOP_LANG   language of the command line: ru or en (the system's)
  LOG_LEVEL       fatal, error, warn, info, debug, trace or silent

A command works beside a running server on the same data, and without one.`,
    row: (row) => `row ${row}`,
    noRight: (path) =>
      `No right to use ${path}. Run the command as the user that the data belongs to, or choose another LIDOSKOP_DATA.`,
    databaseIsAway: (why) => `The database does not answer: ${why}`,
  },
})

const program = new Command('lidoskop')
  .description(words.product)
  .addHelpText('after', words.settings)
  .showHelpAfterError()
  .addCommand(new Command('serve').description(words.serve).action(() => serve()))
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
    const place = [field, row === undefined ? undefined : words.row(row)].filter((part) => part !== undefined)
    const text = problemText(error.code, commandLanguage, error.values)
    return place.length > 0 ? `${place.join(', ')}: ${text}` : text
  }
  if (error instanceof ORPCError) return explain(asProblem(error, createLog('silent')))
  if (!(error instanceof Error)) return String(error)
  const { code, path } = error as NodeJS.ErrnoException
  if ((code === 'EACCES' || code === 'EPERM') && path) return words.noRight(path)
  if (isDatabaseUnavailable(error)) return words.databaseIsAway(error.message || String(code))
  return process.env.LOG_LEVEL === 'debug' || !error.message ? (error.stack ?? String(error)) : error.message
}

try {
  await speak(program, packageFile.version).parseAsync()
} catch (error) {
  note(explain(error))
  process.exitCode = 1
}
// Connections of libraries that keep the process alive are of no use once the command has answered.
process.stdout.write('', () => process.exit())
