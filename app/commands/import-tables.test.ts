import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestServer, testServer } from '../../platform/testing/index.ts'
import { lidoskop } from './test-command.ts'

let server: TestServer
let folder: string
beforeAll(async () => {
  server = await testServer()
  folder = mkdtempSync(join(tmpdir(), 'lidoskop-cli-'))
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

const run = async (...parameters: string[]) => {
  const answer = await lidoskop([...parameters, '--workspace', server.company.slug, '--json'], {
    DATABASE_URL: server.db.url,
    LIDOSKOP_DATA: folder,
  })
  return {
    code: answer.code,
    said: JSON.parse(answer.stdout || 'null') as Record<string, unknown>,
    stderr: answer.stderr,
  }
}
const file = (name: string, content: string) => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const november = ['--from', '2026-11-01', '--to', '2026-11-30']

describe('spend and deals from the command line', () => {
  const spend =
    'День;Источник;Кампания;Расход\n01.11.2026;Яндекс;Бренд;1 234,56\n02.11.2026;;;0,44\n03.11.2026;Яндекс;Бренд;$5\n'

  it('a rehearsal tells what would come in and keeps nothing', async () => {
    const { code, said } = await run('import', 'spend', file('spend.csv', spend), '--dry-run')
    expect(code).toBe(0)
    expect(said).toMatchObject({ dryRun: true, rows: 3, imported: 2, wrong: 1, amount: 123_500, currency: 'RUB' })
    const { said: report } = await run('report', 'sources', ...november)
    expect(report).toMatchObject({ rows: [], total: { spend: 0 } })
  })

  it('an import comes in once however often it is repeated, and the report tells the same as the API', async () => {
    for (const replaced of [0, 2]) {
      const { code, said } = await run('import', 'spend', file('spend.csv', spend))
      expect(code).toBe(0)
      expect(said).toMatchObject({ imported: 2, wrong: 1, replaced, firstDay: '2026-11-01', lastDay: '2026-11-02' })
      expect(said.problems).toMatchObject([{ row: 4, field: 'amount', code: 'money_other_currency' }])
    }
    const { said } = await run('report', 'sources', ...november, '--filter', 'level=campaign')
    const response = await server.api('marketing')(
      `/workspaces/${server.company.slug}/reports/sources?from=2026-11-01&to=2026-11-30&level=campaign`,
    )
    expect(said).toEqual(await response.json())
    expect(said).toMatchObject({ total: { spend: 123_500 } })
  })

  it('a file that can’t be read answers in JSON with its reason and code 1', async () => {
    const { code, said } = await run('import', 'spend', file('odd.csv', 'a;b\n1;2\n'))
    expect(code).toBe(1)
    expect(said).toMatchObject({ imported: 0, error: { code: 'file_columns_missing' } })
  })

  it('the map file names columns and what the file does not say; a wrong one is refused', async () => {
    const map = file('map.json', JSON.stringify({ day: 'a', amount: 'b', defaultSource: 'Радио' }))
    const odd = file('odd.csv', 'a;b\n2026-11-05;7\n')
    expect((await run('import', 'spend', odd, '--map', map)).said).toMatchObject({ imported: 1, amount: 700 })
    const broken = file('broken.json', '{"day":')
    expect(await run('import', 'spend', odd, '--map', broken)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('broken.json is no JSON object'),
    })
  })

  it('deals come in by their number', async () => {
    const deals = (stage: string) =>
      file('deals.csv', `id;stage;created;amount;phone\n1;${stage};2026-11-01;100,50;89161234567\n`)
    expect((await run('import', 'deals', deals('Переговоры'))).said).toMatchObject({ created: 1, updated: 0 })
    expect((await run('import', 'deals', deals('WON'))).said).toMatchObject({ created: 0, updated: 1, wrong: 0 })
  })
})
