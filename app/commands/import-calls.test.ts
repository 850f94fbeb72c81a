import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../../platform/database/database.ts'
import { createCompany, type TestCompany, type TestDatabase, testDatabase } from '../../platform/testing/index.ts'

const root = resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'lidoskop-command-'))
let db: TestDatabase
let company: TestCompany
beforeAll(async () => {
  db = await testDatabase()
  company = await createCompany(db)
})
afterAll(async () => {
  await db.close()
  rmSync(folder, { recursive: true, force: true })
})

const file = (name: string, content: string): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

/** Runs `lidoskop import calls …` in a process of its own. */
const run = (...options: string[]): Promise<{ code: number | null; out: string; err: string }> =>
  new Promise((resolveRun) => {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', 'app/cli.ts', 'import', 'calls', ...options, '-w', company.slug],
      {
        cwd: root,
        env: {
          ...process.env,
          DATABASE_URL: db.url,
          LIDOSKOP_DATA: folder,
          LIDOSKOP_DEMO: '0',
          LANG: 'C',
          LC_ALL: 'C',
        },
      },
    )
    let [out, err] = ['', '']
    child.stdout.on('data', (text) => {
      out += text
    })
    child.stderr.on('data', (text) => {
      err += text
    })
    child.on('close', (code) => resolveRun({ code, out, err }))
  })

describe('lidoskop import calls', () => {
  const cdr =
    'calldate,src,dst,duration,billsec,disposition\n04/09/17 12:39,101,89161234567,8,6,ANSWERED\n04/09/17 12:40,101,102,5,0,NO ANSWER\nnonsense,101,102,5,0,NO ANSWER\n'

  test('imports what it can, says what it assumed and what is wrong, and changes nothing on a dry run', async () => {
    const path = file('cdr.csv', cdr)
    const dry = await run(path, '--dry-run', '--json')
    expect(dry.code, dry.err).toBe(0)
    expect(JSON.parse(dry.out)).toMatchObject({
      dryRun: true,
      profile: 'freepbx',
      rows: 3,
      imported: 2,
      known: 0,
      wrong: 1,
    })

    const { code, out, err } = await run(path, '--json')
    expect(code, err).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      state: 'done',
      rows: 3,
      imported: 2,
      known: 0,
      wrong: 1,
      assumptions: [{ field: 'dateForm', example: '04/09/17 12:39', assumed: 'dmy' }],
      problems: [{ row: 4, field: 'start', code: 'row_not_date' }],
    })
    expect(err).toContain('can be read in several ways')
    const again = JSON.parse((await run(path, '--json')).out)
    expect(again).toMatchObject({ imported: 0, known: 2, wrong: 1 })
    const rows = await db.query(sql`
      select direction, started_at as at, talk_seconds as talk from interactions where workspace_id = ${company.id} order by started_at`)
    expect(rows).toEqual([
      { direction: 'outbound', at: new Date('2017-09-04T09:39:00Z'), talk: 6 },
      { direction: 'internal', at: new Date('2017-09-04T09:40:00Z'), talk: 0 },
    ])
  })

  test('reads a table as a mapping file says, in the time zone that is given', async () => {
    const path = file('table.csv', 'когда|кто|сколько\n2026-03-05 10:00:00|89161234567|65\n')
    const map = file(
      'map.json',
      JSON.stringify({ columns: { time: 'когда', number: 'кто', talk: 'сколько' }, constants: { source: 'Авито' } }),
    )
    const { code, out } = await run(path, '--map', map, '--timezone', 'Asia/Yekaterinburg', '--json')
    expect([code, JSON.parse(out)]).toMatchObject([0, { profile: 'generic', imported: 1, wrong: 0 }])
    const [row] = await db.query(sql`
      select started_at as at from interactions where workspace_id = ${company.id} and provider = 'csv:generic'`)
    expect(row).toEqual({ at: new Date('2026-03-05T05:00:00Z') })
  })

  const sample = resolve(root, '../shared/samples/asterisk/short-cdr-cr-lineends.csv')
  test.skipIf(!existsSync(sample))(
    'reads the record of a real exchange whole (skipped where ../shared/samples is missing)',
    async () => {
      const rows = readFileSync(sample, 'latin1')
        .split('\r')
        .slice(1)
        .filter((line) => line.trim() !== '')
      const { code, out } = await run(sample, '--json')
      expect([code, JSON.parse(out)]).toMatchObject([
        0,
        { rows: rows.length, imported: rows.length, wrong: 0, assumptions: [{ assumed: 'dmy' }] },
      ])
      const [sums] = await db.query(sql`
      select count(*) as n, sum(talk_seconds) as talk from interactions
      where workspace_id = ${company.id} and import_id = ${JSON.parse(out).import}`)
      const talk = rows
        .map((line) => line.split(','))
        .reduce((sum, cells) => sum + (cells[5] === 'ANSWERED' ? Number(cells[4]) : 0), 0)
      expect(sums).toEqual({ n: rows.length, talk })
    },
  )

  test('fails where nothing can be imported, in words and for machines', async () => {
    const path = file('wrong.csv', 'a,b\n1,2\n')
    const machine = await run(path, '--json')
    expect([machine.code, JSON.parse(machine.out)]).toMatchObject([
      1,
      { error: { code: 'file_columns_missing' }, imported: 0 },
    ])
    const human = await run(path)
    expect(human.code).toBe(1)
    expect(human.err).toContain('columns were not found')
  })
})
