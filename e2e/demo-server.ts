import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Role } from '../kernel/access.ts'
import type { Visitor } from '../platform/testing/browser.ts'

const root = resolve(import.meta.dirname, '..')

/** How long a test waits for the demo company on a machine that does much else. */
export const demoMs = 400_000

export interface DemoServer {
  readonly url: string
  readonly slug: string
  readonly logins: ReadonlyMap<Role, Visitor>
  close(): Promise<void>
}

/** The whole product with its demo company, in a temporary folder. Takes half a minute. */
export async function startDemoServer(): Promise<DemoServer> {
  const folder = mkdtempSync(join(tmpdir(), 'lidoskop-screens-'))
  // Open to pass through: as root the database runs as an account of its own.
  chmodSync(folder, 0o711)
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'app/cli.ts'), 'serve'], {
    cwd: root,
    env: { ...process.env, LIDOSKOP_DATA: folder, PORT: '0', DATABASE_URL: '', LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const close = async () => {
    await stopped(child)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const said = await says(child, /password: /)
    const url = /http:\/\/\S+/.exec(said)?.[0]
    if (!url) throw new Error(`the server told no address:\n${said}`)
    return { ...(await company(url)), url, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** A server that runs already, with the demo company. */
export const runningDemoServer = async (url: string): Promise<DemoServer> => ({
  ...(await company(url)),
  url,
  close: async () => undefined,
})

async function company(url: string): Promise<Pick<DemoServer, 'slug' | 'logins'>> {
  const session = (await (await fetch(`${url}/api/v1/session`)).json()) as {
    demo: { logins: (Visitor & { role: Role })[] } | null
  }
  const logins = new Map((session.demo?.logins ?? []).map((login) => [login.role, login]))
  const [first] = logins.values()
  if (!first) throw new Error(`${url} has no demo company`)
  const signedIn = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email: first.email, password: first.password }),
  })
  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const mine = (await (await fetch(`${url}/api/v1/session`, { headers: { cookie } })).json()) as {
    workspaces: { slug: string }[]
  }
  const slug = mine.workspaces[0]?.slug
  if (!slug) throw new Error(`${first.email} works nowhere`)
  return { slug, logins }
}

const says = (child: ChildProcess, wanted: RegExp): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (wanted.test(said)) resolve(said)
    })
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${said}`)))
  })

const stopped = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
