/** Part of npm run check: imports keep to the rules of the house, and the check itself can see. */
import { join } from 'node:path'
import { rules } from './lib/boundary-rules.mjs'
import { importsIn } from './lib/imports.mjs'
import { root } from './lib/root.mjs'

const violationsOf = (imports) =>
  imports.flatMap((found) => rules.filter((rule) => rule.forbids(found)).map((rule) => ({ ...found, rule })))

const problems = []
const planted = new Set(
  violationsOf(importsIn(join(root, 'scripts/planted'), ['kernel', 'platform', 'modules', 'app']).imports).map(
    ({ rule }) => rule,
  ),
)
for (const rule of rules.filter((one) => !planted.has(one))) {
  problems.push(`scripts/planted breaks the rule “${rule.name}”, and this check did not notice: it is blind.`)
}

const { files, imports } = importsIn(root, process.argv.slice(2))
if (files < 100) problems.push(`Only ${files} files were read: this check is blind.`)
for (const { from, to, rule } of violationsOf(imports)) problems.push(`${from} → ${to}\n    ${rule.name}. ${rule.why}`)

for (const text of problems) console.log(text)
console.log(
  problems.length === 0
    ? `${imports.length} imports of ${files} files keep to ${rules.length} rules.`
    : `${problems.length} violations.`,
)
process.exitCode = problems.length === 0 ? 0 : 1
