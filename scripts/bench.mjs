/** npm run bench [-- intake|reports …]: runs bench/NAME.ts; all of them where none is named. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildStale } from './lib/build.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { requireNode, root } from './lib/root.mjs'
import { run } from './lib/run.mjs'

requireNode()
await ensureDependencies({ dev: true })
await buildStale({ web: false })

const folder = join(root, 'bench')
// A bench is a file that says so in its first line; the others are its parts.
const benches = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && readFileSync(join(folder, name), 'utf8').startsWith('/** Bench'))
  .map((name) => name.slice(0, -3))
const [first = '', ...rest] = process.argv.slice(2)
const named = benches.includes(first)
const chosen = named ? [first] : benches
const parameters = named ? rest : process.argv.slice(2)
if (!existsSync(folder) || chosen.length === 0) {
  console.error('There is no bench.')
  process.exit(1)
}
for (const name of chosen) {
  const code = await run(process.execPath, ['--import', 'tsx', join(folder, `${name}.ts`), ...parameters])
  if (code !== 0) process.exitCode = code
}
