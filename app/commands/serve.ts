import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { listWorkspaces } from '../../modules/workspaces/index.ts'
import type { Config } from '../../platform/config/config.ts'
import { openStaticSite } from '../../platform/http/static-files.ts'
import { createLog, type Log } from '../../platform/log/log.ts'
import { migrate } from '../../platform/migrations/migrations.ts'
import { type Lock, noteLock, tryLock } from '../../platform/process/lock.ts'
import { type Application, compose } from '../compose.ts'
import { type Listening, listen } from '../listen.ts'
import { migrations } from '../migrations.ts'
import { webFolder } from '../package-root.ts'
import { createServer } from '../server.ts'
import { CommandError, note, print, settings } from './application.ts'
import { demoIsWanted, printDemoLogins, tellDemo } from './demo.ts'
import { openStore } from './store.ts'
import { translateLauncher } from './translate.ts'
import { words } from './words.ts'

/**
 * A promise that nobody waited for is a mistake of ours in one place: it is logged, and everything else goes on. After an
 * exception that nobody caught nothing is certain: the process ends, and whatever supervises it starts it anew.
 */
function watchForMistakes(log: Log): Undo {
  const onRejection = (error: unknown): void => log.error({ err: error }, 'a promise failed and nobody waited for it')
  const onException = (error: unknown): void => {
    log.fatal({ err: error }, 'an exception that nobody caught')
    process.exitCode = 1
    process.kill(process.pid, 'SIGTERM')
  }
  process.on('unhandledRejection', onRejection)
  process.on('uncaughtException', onException)
  return () => {
    process.off('unhandledRejection', onRejection)
    process.off('uncaughtException', onException)
  }
}

/** Everything that must be undone when the server stops, last first. */
type Undo = () => Promise<void> | void

/** Runs the server until it is told to stop. Resolves when everything is put away. */
export async function serve(): Promise<void> {
  const config = settings()
  const lock = lockData(config)
  const undo: Undo[] = [() => lock.release()]
  const stopping = new AbortController()
  const stopped = untilSignal(stopping.signal)
  try {
    const app = await open(config, undo)
    const listening = await openDoors(app, config, undo)
    const url = config.publicUrl ?? `http://${displayHost(config.host)}:${listening.port}`
    noteLock(lockFile(config), url)
    print(`${words.ready}: ${url}`)
    await welcome(app, stopping.signal)
    print(words.howToStop)
    await stopped
    print(words.stopping)
  } finally {
    stopping.abort()
    for (const step of undo.reverse()) await attempt(step)
  }
}

// What cannot be put away must not keep the rest from being put away.
async function attempt(step: Undo): Promise<void> {
  try {
    await step()
  } catch (error) {
    note(error instanceof Error ? error.message : String(error))
  }
}

const lockFile = ({ dataFolder }: Config): string => join(dataFolder, 'server.lock')

function lockData(config: Config): Lock {
  mkdirSync(config.dataFolder, { recursive: true })
  const result = tryLock(lockFile(config), words.starting)
  if (result.kind === 'held') return result.lock
  throw new CommandError(words.alreadyRuns(config.dataFolder, result.by.pid, result.note))
}

async function open(config: Config, undo: Undo[]): Promise<Application> {
  const log = createLog(logLevel(config))
  undo.push(watchForMistakes(log))
  print(config.databaseUrl ? words.connecting : words.startingDatabase)
  const store = await openStore(config, {
    supervise: true,
    tell: (message) => print(`· ${translateLauncher(message)}`),
  })
  undo.push(() => store.release())
  const app = compose(config, store.url, log)
  undo.push(() => app.close())
  const applied = await migrate(app.services.db, migrations)
  if (applied.length > 0) print(words.migrated(applied.length))
  return app
}

async function openDoors(app: Application, config: Config, undo: Undo[]): Promise<Listening> {
  const site = await openStaticSite(webFolder())
  undo.push(await app.start())
  const listening = await listen(createServer(app, site), config.host, config.port).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE') throw new CommandError(words.portTaken(config.port))
    if (code === 'EACCES') throw new CommandError(words.portForbidden(config.port))
    throw error
  })
  undo.push(() => listening.close())
  return listening
}

/** The demo company on first run; the pages are open while it is being made. */
async function welcome(app: Application, stopping: AbortSignal): Promise<void> {
  if (!app.services.config.demo) {
    const companies = await listWorkspaces(app.services.db)
    if (companies.length === 0) print(words.noCompany)
    return
  }
  if (await demoIsWanted(app)) {
    await tellDemo(app, { tell: print }).catch((error: unknown) => {
      if (!stopping.aborted) throw error
    })
  }
  await printDemoLogins(app)
}

// A person at a terminal wants the address, not a line of JSON per request.
const logLevel = (config: Config): string => (process.env.LOG_LEVEL || !process.stderr.isTTY ? config.logLevel : 'warn')

const displayHost = (host: string): string =>
  host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host

/** Resolves at Ctrl-C or a request to stop; at the second one the process ends at once. */
function untilSignal(over: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    let asked = false
    const ask = (): void => {
      if (asked) process.exit(130)
      asked = true
      resolve()
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask)
    over.addEventListener('abort', () => resolve())
  })
}
