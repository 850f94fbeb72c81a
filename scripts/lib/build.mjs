import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { buildServer } from './build-server.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { root } from './root.mjs'
import { capture, since } from './run.mjs'
import { serverTarget, webTarget } from './sources.mjs'

async function buildWeb() {
  const { code, output } = await capture(process.execPath, [
    join(root, 'node_modules/vite/bin/vite.js'),
    'build',
    '--logLevel=warn',
  ])
  if (code !== 0) {
    console.error(output)
    throw new Error('the web app could not be built')
  }
}

/** Builds what is stale, saying so; `force` builds everything. Never builds the same thing twice at once in one process. */
export async function buildStale({ web = true, force = false, say = console.log } = {}) {
  const jobs = [
    { name: 'server', target: serverTarget, make: buildServer, wanted: true },
    { name: 'web app', target: webTarget, make: buildWeb, wanted: web && existsSync(join(root, 'vite.config.ts')) },
  ].filter(({ target, wanted }) => wanted && (force || !target.isFresh()))
  if (jobs.length === 0) return
  await ensureDependencies({ dev: true })
  mkdirSync(join(root, 'dist'), { recursive: true })
  const began = performance.now()
  say(`· building: ${jobs.map(({ name }) => name).join(', ')}`)
  await Promise.all(
    jobs.map(async ({ target, make }) => {
      const print = target.fingerprint()
      await make()
      target.markFresh(print)
    }),
  )
  say(`· built (${since(began)})`)
}
