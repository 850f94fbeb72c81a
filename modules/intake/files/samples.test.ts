import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { sql } from '../../../platform/database/database.ts'
import { type TestServer, testServer } from '../../../platform/testing/server.ts'
import { driveImports, type ImportDriver } from './testing.ts'

/** Files that nobody here wrote, read the hard way beside the import: what both say must be the same. */
const samples = resolve(import.meta.dirname, '../../../../shared/samples')
const there = existsSync(samples)
const rawRows = (path: string, lineEnd: string): Record<string, string>[] => {
  const [head = '', ...lines] = readFileSync(`${samples}/${path}`, 'latin1')
    .split(lineEnd)
    .filter((line) => line.trim() !== '')
  const names = head.trim().split(',')
  return lines.map((line) =>
    Object.fromEntries(
      line
        .trim()
        .split(',')
        .map((cell, i) => [names[i], cell]),
    ),
  )
}
const sum = (rows: readonly Record<string, string>[], name: string) =>
  rows.reduce((total, row) => total + Number(row[name]), 0)

// Tens of thousands of rows: quick alone, and slow on a machine that does much else.
vi.setConfig({ testTimeout: 240_000 })

let server: TestServer
let imports: ImportDriver
beforeAll(async () => {
  server = await testServer()
  imports = driveImports(server)
})
afterAll(() => server.close())

const totals = async (importId: string) => {
  const [row] = await server.db.query<Record<string, number>>(sql`
    select count(*) as n, sum(talk_seconds) as talk, sum(wait_seconds) as wait, count(distinct party_hash) as numbers,
      max(wait_seconds) as "longestWait", count(distinct local_day) as days
    from interactions where workspace_id = ${server.company.id} and import_id = ${importId}`)
  return row ?? {}
}

describe.skipIf(!there)('the files in ../shared/samples (skipped where the folder is missing)', () => {
  test('a short Asterisk record with lone carriage returns: its day can be read three ways, and that is said', async () => {
    const rows = rawRows('asterisk/short-cdr-cr-lineends.csv', '\r')
    const { id } = await imports.upload({ path: `${samples}/asterisk/short-cdr-cr-lineends.csv` }, 'cdr.csv')
    const recognised = await imports.recognise(id)
    expect(recognised).toMatchObject({ profile: 'freepbx', separator: ',', dateForm: 'dmy', missing: [] })
    expect(recognised.dateReadings.map(({ form }) => form).sort()).toEqual(['dmy', 'mdy', 'ymd'])
    expect(await imports.refused(`/${id}/start`)).toMatchObject({
      status: 422,
      code: 'file_dates_ambiguous',
      field: 'dateForm',
    })

    const done = await imports.run(id, { dateForm: 'dmy' })
    expect(done).toMatchObject({ state: 'done', rows: rows.length, imported: rows.length, known: 0, wrong: 0 })
    expect(await totals(id)).toMatchObject({
      n: rows.length,
      talk: sum(
        rows.filter((row) => row.disposition === 'ANSWERED'),
        'billsec',
      ),
      numbers: new Set(rows.map((row) => row.dst)).size,
      days: 1,
    })
    const perCaller = await server.db.query<{ line: string; calls: number }>(sql`
      select line, count(*) as calls from interactions
      where workspace_id = ${server.company.id} and import_id = ${id} group by line`)
    const expected: Record<string, number> = {}
    for (const { src = '' } of rows) expected[src] = (expected[src] ?? 0) + 1
    expect(Object.fromEntries(perCaller.map(({ line, calls }) => [line, calls]))).toEqual(expected)
    const [first] = await server.db.query<{ at: Date; direction: string }>(sql`
      select min(started_at) as at, min(direction) as direction from interactions
      where workspace_id = ${server.company.id} and import_id = ${id}`)
    expect(first).toEqual({ at: new Date('2017-09-04T09:08:00Z'), direction: 'internal' })
  })

  test('a year of a simulated call centre, days and times of day apart: counts, waits and talks to the second', async () => {
    const path = 'call-centre/simulated_call_centre.csv'
    const rows = rawRows(path, '\n')
    const expected = JSON.parse(readFileSync(`${samples}/call-centre/expected.json`, 'utf8'))
    const { id } = await imports.upload({ path: `${samples}/${path}` }, 'centre.csv')
    const done = await imports.run(id, { timezone: 'America/New_York' })
    expect(done).toMatchObject({
      state: 'done',
      rows: expected.rows,
      imported: expected.rows,
      wrong: 0,
      created: expected.rows,
    })
    expect(await totals(id)).toMatchObject({
      n: expected.rows,
      wait: expected.wait_sum,
      longestWait: expected.wait_max,
      talk: sum(rows, 'service_length'),
    })
    const [standard] = await server.db.query<{ quick: number }>(sql`
      select count(*) as quick from interactions
      where workspace_id = ${server.company.id} and import_id = ${id} and wait_seconds <= 60`)
    expect(standard?.quick).toBe(expected.wait_le_60)
    const [first] = await server.db.query<{ at: Date }>(sql`
      select min(started_at) as at from interactions where workspace_id = ${server.company.id} and import_id = ${id}`)
    expect(first?.at).toEqual(new Date('2021-01-01T13:00:00Z'))

    const again = await imports.upload({ path: `${samples}/${path}` }, 'centre again.csv')
    const second = await imports.run(again.id, { timezone: 'America/New_York' })
    expect(second).toMatchObject({ state: 'done', rows: expected.rows, imported: 0, known: expected.rows, created: 0 })
  })

  test('contacts of a bank without a year are refused with the reason, and taken once the year is said', async () => {
    const path = 'bank-marketing/bank_market.csv'
    const expected = JSON.parse(readFileSync(`${samples}/bank-marketing/expected.json`, 'utf8'))
    const { id } = await imports.upload({ path: `${samples}/${path}` }, 'bank.csv')
    expect((await imports.recognise(id)).missing).toEqual(['year'])
    expect(await imports.refused(`/${id}/start`)).toMatchObject({
      status: 422,
      code: 'file_columns_missing',
      field: 'year',
    })

    const mapping = {
      columns: {
        dayOfMonth: 'day',
        month: 'month',
        id: 'Cust_num',
        talk: 'duration',
        duration: null,
        class: 'y',
        campaign: null,
      },
      constants: { year: '2008', direction: 'outbound' },
      values: { class: { yes: 'lead', no: 'accompanying' } },
    }
    const done = await imports.run(id, mapping)
    expect(done).toMatchObject({ state: 'done', rows: expected.rows, imported: expected.rows, wrong: 0 })
    expect(await totals(id)).toMatchObject({ n: expected.rows, talk: expected.duration_sum })
    const [yes] = await server.db.query<{ n: number }>(sql`
      select count(*) as n from interactions
      where workspace_id = ${server.company.id} and import_id = ${id} and class_id = ${server.company.classes.lead}`)
    expect(yes?.n).toBe(expected.y_yes)
  })
})
