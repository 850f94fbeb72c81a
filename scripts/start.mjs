/** npm start: from a fresh clone to a running server. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildStale } from './lib/build.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { requireNode, root } from './lib/root.mjs'

requireNode()
await ensureDependencies({ dev: false })
await buildStale()
// In this very process: signals reach the server without a go-between.
process.argv.splice(2, Number.POSITIVE_INFINITY, 'serve')
await import(pathToFileURL(join(root, 'dist/server/cli.mjs')).href)
