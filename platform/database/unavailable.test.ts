import { readFile, rename } from 'node:fs/promises'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { isDatabaseUnavailable } from './unavailable.ts'

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  )

test('a socket that is not there is the silence of the database', async () => {
  const failure = new Promise((resolve) => connect('/nowhere/.s.PGSQL.5432').once('error', resolve))
  expect(isDatabaseUnavailable(await failure)).toBe(true)
})

test('a file that is not there is not', async () => {
  for (const work of [readFile('/nowhere/file'), rename('/nowhere/a', '/nowhere/b')]) {
    expect(isDatabaseUnavailable(await failureOf(work))).toBe(false)
  }
})
