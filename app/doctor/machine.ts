import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Config } from '../../platform/config/config.ts'
import { lockHolder } from '../../platform/process/lock.ts'
import { webFolder } from '../package-root.ts'
import { type Finding, ok, problem, warning } from './finding.ts'

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
    ? ok('node', `version ${process.versions.node}`)
    : problem('node', `version ${process.versions.node}`, 'Install Node.js 20.19 or newer.')
}

const existing = (folder: string): string =>
  existsSync(folder) || folder === dirname(folder) ? folder : existing(dirname(folder))

function dataFolder({ dataFolder: folder }: Config): Finding {
  try {
    accessSync(existing(folder), constants.W_OK | constants.X_OK)
    return ok('data folder', existsSync(folder) ? folder : `${folder} (not made yet)`)
  } catch {
    return problem(
      'data folder',
      `${folder} can’t be written`,
      'Run as the user that it belongs to, or choose another folder with LIDOSKOP_DATA.',
    )
  }
}

const gigabyte = 1024 ** 3

function diskSpace({ dataFolder: folder }: Config): Finding {
  const { bavail, bsize } = statfsSync(existing(folder))
  const free = (bavail * bsize) / gigabyte
  const what = `${free.toFixed(1)} GB free`
  if (free >= 5) return ok('disk space', what)
  const fix = 'Free some space or move the data folder: PostgreSQL stops when the disk is full.'
  return free >= 1 ? warning('disk space', what, fix) : problem('disk space', what, fix)
}

function secretKey({ dataFolder: folder }: Config): Finding {
  const file = join(folder, 'secret.key')
  if (process.env.LIDOSKOP_SECRET_KEY) return ok('secret key', 'given by LIDOSKOP_SECRET_KEY')
  const entry = statSync(file, { throwIfNoEntry: false })
  if (!entry) return ok('secret key', 'made at the first start')
  return (entry.mode & 0o077) === 0 || process.platform === 'win32'
    ? ok('secret key', 'readable by its owner only')
    : problem('secret key', `${file} is readable by others`, `chmod 600 ${file}`)
}

function server({ dataFolder: folder }: Config): Finding {
  const holder = lockHolder(join(folder, 'server.lock'))
  return ok('server', holder ? `runs as process ${holder.pid} at ${holder.note}` : 'does not run on this data')
}

function openness({ host, publicUrl, demo }: Config): Finding {
  if (host === '127.0.0.1' || host === '::1' || host === 'localhost') return ok('network', `listens on ${host} only`)
  if (demo) {
    return warning(
      'network',
      `listens on ${host}, and everyone knows the demo company’s password`,
      'Set LIDOSKOP_DEMO=0 before others can reach this machine.',
    )
  }
  return publicUrl?.startsWith('https:')
    ? ok('network', `listens on ${host}, opened as ${publicUrl}`)
    : warning(
        'network',
        `listens on ${host} without encryption`,
        'Put a proxy with TLS before it and set LIDOSKOP_URL to its https address.',
      )
}

function webApp(): Finding {
  return existsSync(join(webFolder(), 'index.html'))
    ? ok('web app', 'built')
    : problem('web app', 'not built', 'npm run build')
}
