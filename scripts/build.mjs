/** npm run build: everything anew. */
import { buildStale } from './lib/build.mjs'
import { requireNode } from './lib/root.mjs'

requireNode()
await buildStale({ force: true })
