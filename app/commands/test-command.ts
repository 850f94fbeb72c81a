import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { packageRoot } from '../package-root.ts'

export interface Answer {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

type Environment = Readonly<Record<string, string>>

/** `npx lidoskop …` without npx: the very program that people call. */
export function launch(parameters: readonly string[], env: Environment): ChildProcess {
  return spawn(process.execPath, [join(packageRoot(), 'bin/lidoskop.mjs'), ...parameters], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LANG: 'C', LIDOSKOP_DEMO: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Everything that a process says from now on. */
export function listenTo(child: ChildProcess): { stdout: string; stderr: string } {
  const said = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      said[name] += text
    })
  }
  return said
}

/** Runs a command to its end. */
export async function lidoskop(parameters: readonly string[], env: Environment): Promise<Answer> {
  const child = launch(parameters, env)
  const said = listenTo(child)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, ...said }
}
