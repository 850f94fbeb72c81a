/** Opens the database of a folder, says how to reach it, and holds it until killed. */
import { openEmbeddedPostgres } from './embedded.ts'

const postgres = await openEmbeddedPostgres({ dataFolder: process.argv[2] ?? '' })
process.stdout.write(JSON.stringify({ pid: postgres.pid(), url: postgres.url }))
setInterval(() => undefined, 60_000)
