import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CallFigures, CallsReport } from '../modules/calls/contract.ts'
import { createImportEngine, importFile } from '../modules/intake/files/index.ts'
import { addEmployee, system } from '../modules/workspaces/index.ts'
import { type TestServer, testServer } from '../platform/testing/server.ts'

/** Call records that nobody here wrote: the report's figures per person against ten lines that read the file the hard way. */
const path = resolve(import.meta.dirname, '../../shared/samples/asterisk/short-cdr-cr-lineends.csv')
let server: TestServer

interface Line {
  readonly src: string
  readonly dst: string
  readonly talk: number
  readonly answered: boolean
}

const lines = (): Line[] =>
  readFileSync(path, 'latin1')
    .split('\r')
    .slice(1)
    .filter((line) => line.trim() !== '')
    .map((line) => line.trim().split(','))
    .map(([, src = '', dst = '', , talk, disposition]) => ({
      src,
      dst,
      talk: Number(talk),
      answered: disposition === 'ANSWERED',
    }))

const ofPerson = (name: string, report: CallsReport): CallFigures | undefined =>
  report.people.find((person) => person.name === name)

beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.close())

describe.skipIf(!existsSync(path))('the record of a real exchange (skipped where ../shared/samples is missing)', () => {
  it('gives each person the calls, the talk and the unique numbers that the file has', async () => {
    const { app, company } = server
    const told = lines()
    const taken = new Set(
      [...Object.values(company.people), company.secondManager, company.otherManager].map((one) => one.line),
    )
    const extensions = [...new Set(told.map(({ src }) => src))]
    for (const line of extensions.filter((one) => !taken.has(one))) {
      const person = {
        name: `ext ${line}`,
        role: 'manager',
        departmentId: company.departments.service,
        lines: [line],
      } as const
      await addEmployee(app.services, company.id, person, system(new Date()))
    }
    const engine = createImportEngine(app.services, app.recorder)
    await importFile(engine, {
      workspaceId: company.id,
      path,
      choices: { dateForm: 'dmy' },
      actor: system(new Date()).actor,
      language: 'en',
    })
    const answer = await server.api('director')(
      `/workspaces/${company.slug}/reports/calls?from=2017-09-01&to=2017-09-30`,
    )
    expect(answer.status).toBe(200)
    const report = (await answer.json()) as CallsReport
    expect(report.total.calls).toBe(told.length)
    expect(report.total.uniqueNumbers).toBe(new Set(told.map(({ dst }) => dst)).size)
    for (const line of extensions.filter((one) => !taken.has(one))) {
      const mine = told.filter(({ src }) => src === line)
      expect([line, ofPerson(`ext ${line}`, report)]).toEqual([
        line,
        expect.objectContaining({
          calls: mine.length,
          talked: mine.filter(({ answered }) => answered).length,
          talkSeconds: mine.reduce((sum, { answered, talk }) => sum + (answered ? talk : 0), 0),
          uniqueNumbers: new Set(mine.map(({ dst }) => dst)).size,
        }),
      ])
    }
  })
})
