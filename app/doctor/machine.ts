import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Config } from '../../platform/config/config.ts'
import { lockHolder } from '../../platform/process/lock.ts'
import { webFolder } from '../package-root.ts'
import { type Finding, ok, problem, warning } from './finding.ts'
import { words } from './words.ts'

/** What can be told without the database. */
export const examineMachine = (config: Config): Finding[] => [
  node(),
  dataFolder(config),
  diskSpace(config),
  secretKey(config),
  server(config),
  openness(config),
  webApp(),
]

function node(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  return major > 20 || (major === 20 && minor >= 19)
    ? ok('node', words.version(process.versions.node))
    : problem('node', words.version(process.versions.node), words.installNode)
}

const existing = (folder: string): string =>
  existsSync(folder) || folder === dirname(folder) ? folder : existing(dirname(folder))

function dataFolder({ dataFolder: folder }: Config): Finding {
  try {
    accessSync(existing(folder), constants.W_OK | constants.X_OK)
    return ok('data folder', existsSync(folder) ? folder : words.notMadeYet(folder))
  } catch {
    return problem('data folder', words.notWritable(folder), words.chooseFolder)
  }
}

const gigabyte = 1024 ** 3

function diskSpace({ dataFolder: folder }: Config): Finding {
  const { bavail, bsize } = statfsSync(existing(folder))
  const free = (bavail * bsize) / gigabyte
  const what = words.free(free.toFixed(1))
  if (free >= 5) return ok('disk space', what)
  return (free >= 1 ? warning : problem)('disk space', what, words.freeSome)
}

function secretKey({ dataFolder: folder }: Config): Finding {
  const file = join(folder, 'secret.key')
  if (process.env.LIDOSKOP_SECRET_KEY) return ok('secret key', words.keyGiven)
  const entry = statSync(file, { throwIfNoEntry: false })
  if (!entry) return ok('secret key', words.atFirstStart)
  return (entry.mode & 0o077) === 0 || process.platform === 'win32'
    ? ok('secret key', words.keyClosed)
    : problem('secret key', words.keyOpen(file), `chmod 600 ${file}`)
}

function server({ dataFolder: folder }: Config): Finding {
  const holder = lockHolder(join(folder, 'server.lock'))
  return ok('server', holder ? words.runs(holder.pid, holder.note) : words.doesNotRun)
}

function openness({ host, publicUrl, demo }: Config): Finding {
  if (host === '127.0.0.1' || host === '::1' || host === 'localhost') return ok('network', words.listensOnly(host))
  if (demo) {
    return warning('network', words.demoIsOpen(host), words.closeDemo)
  }
  return publicUrl?.startsWith('https:')
    ? ok('network', words.listensBehind(host, publicUrl))
    : warning('network', words.unencrypted(host), words.encrypt)
}

function webApp(): Finding {
  return existsSync(join(webFolder(), 'index.html'))
    ? ok('web app', words.built)
    : problem('web app', words.notBuilt, 'npm run build')
}
