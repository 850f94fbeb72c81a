/** npm test: everything, the browser included. `npm test -- PATH` runs a part. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildStale } from './lib/build.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { requireNode, root } from './lib/root.mjs'
import { run, since } from './lib/run.mjs'

requireNode()
const began = performance.now()
await ensureDependencies({ dev: true })
await buildStale()

const folder = mkdtempSync(join(tmpdir(), 'lidoskop-results-'))
const results = join(folder, 'results.json')
const code = await run(process.execPath, [
  join(root, 'node_modules/vitest/vitest.mjs'),
  'run',
  ...['--reporter=default', '--reporter=json', `--outputFile.json=${results}`],
  ...process.argv.slice(2),
])

let line = 'no results'
try {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
    readFileSync(results, 'utf8'),
  )
  const broken = testResults.filter(({ status }) => status === 'failed').length
  line = `${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests + numTodoTests} skipped, in ${testResults.length} files${broken ? ` (${broken} with failures)` : ''}`
} catch {
  // The run broke off before it could write them; its exit code tells.
}
rmSync(folder, { recursive: true, force: true })
console.log(`\n${code === 0 ? '✓' : '✗'} tests: ${line}, ${since(began)}`)
process.exitCode = code
