/** npm run bench [-- intake | reports | web …]: how fast the product is here; bench/README.md tells the rest. */
import { join } from 'node:path'
import { buildStale } from './lib/build.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { requireNode, root } from './lib/root.mjs'
import { run } from './lib/run.mjs'

requireNode()
await ensureDependencies({ dev: true })
await buildStale()
process.exitCode = await run(process.execPath, [
  '--import',
  'tsx',
  join(root, 'bench/index.ts'),
  ...process.argv.slice(2),
])
