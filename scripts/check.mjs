/** npm run check: every tool, one summary. */
import { join } from 'node:path'
import { ensureDependencies } from './lib/dependencies.mjs'
import { requireNode, root } from './lib/root.mjs'
import { capture, since } from './lib/run.mjs'

requireNode()
await ensureDependencies({ dev: true })

const tool = (path, ...parameters) => [process.execPath, [join(root, 'node_modules', path), ...parameters]]
const folders = ['app', 'modules', 'platform', 'kernel', 'site', 'bench', 'e2e']

const checks = [
  { name: 'types', command: tool('typescript/bin/tsc', '--noEmit', '-p', '.') },
  { name: 'lint and format', command: tool('@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.') },
  { name: 'module boundaries', command: [process.execPath, [join(root, 'scripts/boundaries.mjs'), ...folders]] },
  { name: 'unused files, exports, packages', command: tool('knip/bin/knip.js', '--no-progress') },
]

let failed = 0
for (const { name, command } of checks) {
  const began = performance.now()
  const { code, output } = await capture(...command)
  if (code !== 0) {
    failed += 1
    console.log(output.trimEnd())
  }
  console.log(`${code === 0 ? '✓' : '✗'} ${name} (${since(began)})`)
}
console.log(failed === 0 ? '\n✓ check: everything is in order' : `\n✗ check: ${failed} of ${checks.length} failed`)
process.exitCode = failed === 0 ? 0 : 1
