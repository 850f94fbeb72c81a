/** A server of its own in its own process, as `npm start` runs it, with a company and a generic endpoint in it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { openFolder } from './folder.ts'

const root = join(import.meta.dirname, '..')

/** The built program where there is one, else its sources. */
const program = (): string[] => {
  const built = join(root, 'dist/server/cli.mjs')
  return existsSync(built) ? [built] : ['--import', 'tsx', join(root, 'app/cli.ts')]
}

export interface BenchServer {
  readonly url: string
  readonly folder: string
  readonly workspace: string
  readonly key: string
  /** From the start of the process to its first answer, in ms: once with an empty folder, once with what is there. */
  readonly firstStartMs: number
  readonly startMs: number
  /** Address and secret of a generic endpoint. */
  readonly endpoint: { readonly path: string; readonly secret: string }
  readonly command: (...args: string[]) => Promise<string>
  /** Ends the process as a power cut would: it learns nothing of it. */
  kill(): void
  /** Starts the process again on what is there; resolves with the ms until its first answer. */
  restart(): Promise<number>
  stop(): Promise<void>
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

async function start(env: NodeJS.ProcessEnv, url: string): Promise<{ child: ChildProcess; ms: number }> {
  const started = performance.now()
  const child = spawn(process.execPath, [...program(), 'serve'], {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`)
    const answer = await fetch(`${url}/readyz`).catch(() => null)
    if (answer?.ok) return { child, ms: performance.now() - started }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })

export async function startServer(): Promise<BenchServer> {
  const folder = openFolder('lidoskop-bench-server-')
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = {
    ...process.env,
    LIDOSKOP_DATA: folder,
    LIDOSKOP_DEMO: '0',
    PORT: String(port),
    LOG_LEVEL: 'warn',
    LANG: 'C',
  }
  const first = await start(env, url)
  const command = (...args: string[]) => runCommand(env, args)
  const workspace = (await command('company', 'create', 'Bench', '--slug', 'bench')).trim()
  const key = (await command('apikey', 'create', '--workspace', workspace, '--role', 'admin')).trim()
  await ended(first.child)
  const second = await start(env, url)
  let child = second.child
  const answer = await fetch(`${url}/api/v1/workspaces/${workspace}/endpoints`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ provider: 'generic', name: 'bench' }),
  })
  if (!answer.ok) throw new Error(`endpoint: ${answer.status} ${await answer.text()}`)
  const made = (await answer.json()) as { path: string; secrets: { secret: string } }
  return {
    url,
    folder,
    workspace,
    key,
    firstStartMs: first.ms,
    startMs: second.ms,
    endpoint: { path: made.path, secret: made.secrets.secret },
    command,
    kill: () => void child.kill('SIGKILL'),
    restart: async () => {
      const again = await start(env, url)
      child = again.child
      return again.ms
    },
    stop: async () => {
      await ended(child)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function runCommand(env: NodeJS.ProcessEnv, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...program(), ...args], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const parts: Buffer[] = []
    child.stdout.on('data', (part: Buffer) => parts.push(part))
    child.once('error', reject)
    child.once('exit', (code) =>
      code === 0 ? resolve(Buffer.concat(parts).toString()) : reject(new Error(`${args.join(' ')} ended with ${code}`)),
    )
  })
}
