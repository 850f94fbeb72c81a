#!/usr/bin/env node
/** The command line, built first where it is missing or older than its sources. stdout belongs to the command. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildStale } from '../scripts/lib/build.mjs'
import { requireNode, root } from '../scripts/lib/root.mjs'

requireNode()
await buildStale({ web: process.argv[2] === 'serve', say: (text) => console.error(text) })
await import(pathToFileURL(join(root, 'dist/server/cli.mjs')).href)
