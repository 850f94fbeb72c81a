import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { buildServer } from './build-server.mjs'
import { buildSite } from './build-site.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { inLanguage } from './language.mjs'
import { root } from './root.mjs'
import { capture, since } from './run.mjs'
import { serverTarget, siteTarget, webTarget } from './sources.mjs'

async function buildWeb() {
  const { code, output } = await capture(
    process.execPath,
    [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel=warn'],
    { env: { ...process.env, NODE_ENV: 'production' } },
  )
  if (code !== 0) {
    console.error(output)
    throw new Error('the web app could not be built')
  }
}

/** Builds what is stale, saying so; `force` builds everything. */
export async function buildStale({ web = true, force = false, say = console.log } = {}) {
  const stale = (force) =>
    [
      { name: inLanguage('сервер', 'server'), target: serverTarget, make: buildServer, wanted: true },
      { name: inLanguage('скрипты для сайтов', 'site scripts'), target: siteTarget, make: buildSite, wanted: true },
      {
        name: inLanguage('веб-приложение', 'web app'),
        target: webTarget,
        make: buildWeb,
        wanted: web && existsSync(join(root, 'vite.config.ts')),
      },
    ].filter(({ target, wanted }) => wanted && (force || !target.isFresh()))
  if (stale(force).length === 0) return
  await ensureDependencies({ dev: true })
  mkdirSync(join(root, 'dist'), { recursive: true })
  const unlock = await lockBuild()
  try {
    // Another process may have built it while this one waited.
    const jobs = stale(force)
    if (jobs.length === 0) return
    const began = performance.now()
    say(`${inLanguage('· собираю', '· building')}: ${jobs.map(({ name }) => name).join(', ')}`)
    await Promise.all(
      jobs.map(async ({ target, make }) => {
        const print = target.fingerprint()
        await make()
        target.markFresh(print)
      }),
    )
    say(`${inLanguage('· собрано', '· built')} (${since(began)})`)
  } finally {
    unlock()
  }
}

const abandonedMs = 120_000

/** Two commands at once build one after the other; the lock of one that was killed is taken over. */
async function lockBuild() {
  const folder = join(root, 'dist/.building')
  for (;;) {
    try {
      mkdirSync(folder)
      return () => rmSync(folder, { recursive: true, force: true })
    } catch (error) {
      if (error.code !== 'EEXIST') {
        const dist = join(root, 'dist')
        console.error(
          inLanguage(
            `Нет права писать в ${dist}: соберите от имени её владельца (npm run build).`,
            `No right to write into ${dist}: build it as the user that it belongs to (npm run build).`,
          ),
        )
        process.exit(1)
      }
      const age = Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
      if (age > abandonedMs) rmSync(folder, { recursive: true, force: true })
      await pause(100)
    }
  }
}
