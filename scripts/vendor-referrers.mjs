/**
 * node scripts/vendor-referrers.mjs FOLDER COMMIT: turns a checkout of matomo-org/searchengine-and-social-list (CC0-1.0) into
 * modules/visits/origins/lists/matomo.json. Needed only when the lists are brought up to date.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './lib/root.mjs'

const [folder, commit, date] = process.argv.slice(2)
if (!folder || !commit || !date) {
  console.error('node scripts/vendor-referrers.mjs FOLDER COMMIT DATE')
  process.exit(1)
}
const linesOf = (name) => readFileSync(join(folder, name), 'utf8').split('\n')
const plain = (text) => {
  const value = text.trim()
  const quote = /^(['"])(.*)\1$/.exec(value)
  return quote ? quote[2].replaceAll("''", "'") : value
}

/** `Name:` followed by `  - url`. */
function namedLists(name) {
  const lists = {}
  let current = ''
  for (const line of linesOf(name)) {
    const heading = /^(\S.*):\s*$/.exec(line)
    const item = /^\s+-\s+(.+)$/.exec(line)
    if (heading) current = plain(heading[1])
    else if (item) lists[current] = [...(lists[current] ?? []), plain(item[1])]
  }
  return lists
}

/** Search engines have blocks of lists; of these only addresses and the parameters of the words are kept. */
function engines(name) {
  const found = []
  let engine = ''
  let block = null
  let list = null
  for (const line of linesOf(name)) {
    const heading = /^(\S.*):\s*$/.exec(line)
    const field = /^ {4}([a-z]+):/.exec(line)
    const item = /^ {6}-\s+(.+)$/.exec(line)
    if (heading) engine = plain(heading[1])
    else if (/^ {2}-\s*$/.test(line)) {
      block = { name: engine, urls: [], params: [] }
      found.push(block)
    } else if (field) list = field[1]
    else if (item && (list === 'urls' || list === 'params')) block[list].push(plain(item[1]))
  }
  // Words that are a part of the path need expressions of their own: the word is worth less than that.
  return found.map((one) => ({ ...one, params: one.params.filter((param) => !param.startsWith('/')) }))
}

const lists = {
  source: {
    repository: 'https://github.com/matomo-org/searchengine-and-social-list',
    commit,
    date,
    licence: 'CC0-1.0',
  },
  search: engines('SearchEngines.yml'),
  social: namedLists('Socials.yml'),
  ai: namedLists('AIAssistants.yml'),
}
writeFileSync(join(root, 'modules/visits/origins/lists/matomo.json'), `${JSON.stringify(lists, null, 1)}\n`)
console.log(
  `${lists.search.length} search engines, ${Object.keys(lists.social).length} social networks, ${Object.keys(lists.ai).length} assistants`,
)
