import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { roles } from '../../../kernel/access.ts'
import { sql } from '../../../platform/database/database.ts'
import { type TestServer, testServer } from '../../../platform/testing/server.ts'
import { driveImports, type ImportDriver } from './testing.ts'

let server: TestServer
let imports: ImportDriver
beforeAll(async () => {
  server = await testServer()
  imports = driveImports(server)
})
afterAll(() => server.close())

const head = 'Дата;Номер телефона;Сотрудник;Разговор;Результат\n'
/** `count` calls of one minute after another on the day; every number is another one. */
const calls = (day: string, count: number, line = '101'): string =>
  Array.from({ length: count }, (_, i) => {
    const clock = `${String(8 + Math.floor(i / 60)).padStart(2, '0')}:${String(i % 60).padStart(2, '0')}`
    return `${day} ${clock};8916${String(1_000_000 + i).padStart(7, '0')};${line};${i % 90};${i % 90 > 0 ? 'Отвечен' : 'Пропущен'}\n`
  }).join('')

const counted = async (importId: string) => {
  const [row] = await server.db.query<{ n: number; talk: number; people: number }>(sql`
    select count(*) as n, coalesce(sum(talk_seconds), 0) as talk, count(distinct employee_id) as people
    from interactions where workspace_id = ${server.company.id} and import_id = ${importId}`)
  return row
}
const figures = () =>
  server.db.query(sql`
    select * from call_days where workspace_id = ${server.company.id} and calls > 0 order by local_day, employee_id`)

describe('an import', () => {
  test('shows what would come in and what is wrong, and writes nothing before it is started', async () => {
    const { id } = await imports.upload(
      `${head}${calls('05.03.2026', 50)}${calls('05.03.2026', 1, '999')}вчера;89161234567;101;5;Отвечен\n`,
    )
    const rehearsal = await imports.rehearse(id)
    expect(rehearsal).toMatchObject({ whole: true, rows: 52, fresh: 51, known: 0, wrong: 1, interactions: 51 })
    expect(rehearsal.problems).toMatchObject([
      { row: 53, field: 'time', code: 'row_not_date', message: '«вчера» не дата' },
    ])
    expect(rehearsal.people).toEqual([
      { line: '999', rows: 1, employee: null },
      { line: '101', rows: 50, employee: server.company.people.manager.id },
    ])
    expect(await counted(id)).toMatchObject({ n: 0 })
    expect(await imports.act(id, 'cancel')).toMatchObject({ state: 'cancelled' })
  })

  test('brings each row once: the same file again tells nothing new, a longer one only its new rows', async () => {
    const text = head + calls('06.03.2026', 120)
    const first = await imports.run((await imports.upload(text)).id)
    expect(first).toMatchObject({
      state: 'done',
      rows: 120,
      imported: 120,
      known: 0,
      wrong: 0,
      created: 120,
      updated: 0,
    })
    expect(await counted(first.id)).toEqual({ n: 120, talk: (89 * 90) / 2 + (29 * 30) / 2, people: 1 })
    const second = await imports.run((await imports.upload(text)).id)
    expect(second).toMatchObject({ state: 'done', rows: 120, imported: 0, known: 120, created: 0 })
    const longer = await imports.run((await imports.upload(text + calls('07.03.2026', 30))).id)
    expect(longer).toMatchObject({ rows: 150, imported: 30, known: 120, created: 30 })
  })

  test('keeps equal rows of one file apart', async () => {
    const row = '08.03.2026 10:00;89161234567;101;5;Отвечен\n'
    const done = await imports.run((await imports.upload(head + row.repeat(3))).id)
    expect(done).toMatchObject({ imported: 3, created: 3 })
  })

  test('lists the rows that it could not read, also as a file in which nothing can be run', async () => {
    const text = `${head}09.03.2026 10:00;89161234567;101;5;Отвечен\n=HYPERLINK("http://evil");1;101;5;Отвечен\n09.03.2026 11:00;1;101;-5;Отвечен\n09.03.2026 12:00;1;101;5;"открыта\n09.03.2026 13:00;89161234567;101;6;Отвечен\n`
    const done = await imports.run((await imports.upload(text)).id)
    expect(done).toMatchObject({ state: 'done', rows: 5, imported: 2, wrong: 3 })
    const problems = await (
      await server.api('admin')(`/workspaces/${server.company.slug}/imports/${done.id}/problems`)
    ).json()
    expect(problems).toMatchObject([
      { row: 3, field: 'time', code: 'row_not_date', value: '=HYPERLINK("http://evil")' },
      { row: 4, field: 'talk', code: 'row_not_duration', value: '-5' },
      { row: 5, field: 'Результат', code: 'row_quote' },
    ])
    const file = await server.api('admin')(`/workspaces/${server.company.slug}/imports/${done.id}/problems.csv`)
    const csv = await file.text()
    expect(file.headers.get('content-type')).toContain('text/csv')
    expect(csv.split('\r\n')).toHaveLength(5)
    expect(csv).toContain(`"'=HYPERLINK(""http://evil"")"`)
  })

  test('can be undone whole: interactions and every figure are as before', async () => {
    const before = await figures()
    const done = await imports.run((await imports.upload(head + calls('10.03.2026', 70))).id)
    expect(await figures()).not.toEqual(before)
    await imports.act(done.id, 'undo')
    expect(await imports.settled(done.id)).toMatchObject({ state: 'undone', created: 0 })
    expect(await counted(done.id)).toMatchObject({ n: 0 })
    expect(await figures()).toEqual(before)
    expect(await imports.refused(`/${done.id}/undo`)).toMatchObject({ status: 422, code: 'import_over' })
  })

  test('cancelled in the middle leaves nothing behind', async () => {
    const many = Array.from({ length: 60 }, (_, day) =>
      calls(`${String(1 + (day % 28)).padStart(2, '0')}.0${4 + Math.floor(day / 28)}.2026`, 600),
    ).join('')
    const { id } = await imports.upload(head + many)
    await server.api('admin')(`/workspaces/${server.company.slug}/imports/${id}/start`, { body: {} })
    for (;;) {
      const { rows } = await imports.read(id)
      if (rows > 0) break
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    await imports.act(id, 'cancel')
    expect(await imports.settled(id)).toMatchObject({ state: 'cancelled', imported: 0, created: 0 })
    expect(await counted(id)).toMatchObject({ n: 0 })
  })

  test('remembers how a form was mapped, whatever the order of its columns', async () => {
    const text = 'Когда;С кем;Сколько\n11.03.2026 10:00;89161234567;65\n'
    const first = await imports.upload(text)
    expect((await imports.recognise(first.id)).missing).toEqual(['time', 'outcome'])
    await imports.run(first.id, { columns: { time: 'Когда', number: 'С кем', talk: 'Сколько' } })
    const second = await imports.upload('Сколько;Когда;С кем\n70;12.03.2026 10:00;89161234568\n')
    const recognised = await imports.recognise(second.id)
    expect(recognised).toMatchObject({ remembered: true, missing: [] })
    expect(recognised.columns.map(({ field }) => field)).toEqual(['talk', 'time', 'number'])
    expect(await imports.run(second.id, recognised.choices)).toMatchObject({ imported: 1 })
  })

  test('forgets a mapping that fits no more: a class that was archived', async () => {
    const text = 'Когда;Кому;Сколько;Вид\n11.03.2026 10:00;89161234567;65;Ч\n'
    const mapping = {
      columns: { time: 'Когда', number: 'Кому', talk: 'Сколько', class: 'Вид' },
      values: { class: { Ч: 'upsell' } },
    }
    await imports.run((await imports.upload(text)).id, mapping)
    await server.db.query(sql`
      update interaction_classes set archived_at = ${new Date()} where workspace_id = ${server.company.id} and key = 'upsell'`)
    expect((await imports.recognise((await imports.upload(text)).id)).remembered).toBe(false)
  })

  test('moments are read in the zone of the file, and counted on the company’s days', async () => {
    const done = await imports.run((await imports.upload(`${head}13.03.2026 23:30;89161234567;101;5;Отвечен\n`)).id, {
      timezone: 'UTC',
    })
    const [row] = await server.db.query(sql`
      select started_at as at, local_day as day from interactions where workspace_id = ${server.company.id} and import_id = ${done.id}`)
    expect(row).toEqual({ at: new Date('2026-03-13T23:30:00Z'), day: '2026-03-14' })
  })

  test('that can’t be read at all says why and changes nothing', async () => {
    const { id } = await imports.upload('%PDF-1.7 not a table\n', 'report.pdf')
    expect(await imports.refused(`/${id}/recognition`)).toMatchObject({ status: 422, code: 'file_not_table' })
    expect(await imports.refused(`/${id}/start`)).toMatchObject({ status: 422, code: 'file_not_table' })
    await expect(imports.upload('')).rejects.toThrow('file_empty')
    const headings = await imports.upload(head)
    expect(await imports.refused(`/${headings.id}/start`)).toMatchObject({ status: 422, code: 'file_empty' })
    expect(await imports.refused(`/${id}/start`, { choices: { profile: 'nonsense' } })).toMatchObject({ status: 422 })
    const good = await imports.upload(head + calls('15.03.2026', 2))
    for (const [choices, field] of [
      [{ profile: 'nonsense' }, 'profile'],
      [{ columns: { nonsense: 'Дата' } }, 'columns.nonsense'],
      [{ constants: { direction: 'sideways' } }, 'constants.direction'],
      [{ values: { class: { Спам: 'nonsense' } } }, 'values.class'],
    ] as const) {
      expect(await imports.refused(`/${good.id}/start`, { choices })).toMatchObject({
        status: 422,
        code: 'invalid_value',
        field,
      })
    }
    expect(await imports.refused(`/${id}/recognition`, { choices: { nonsense: 1 } })).toMatchObject({
      status: 422,
      code: 'invalid_input',
    })
  })

  test('is the administrator’s to make, the director’s to see, and nobody else’s', async () => {
    const { id } = await imports.upload(head + calls('14.03.2026', 2))
    const path = `/workspaces/${server.company.slug}/imports`
    for (const role of roles) {
      const api = server.api(role)
      const sees = role === 'admin' || role === 'director'
      expect((await api(path)).status, role).toBe(sees ? 200 : 403)
      expect((await api(`${path}/${id}/problems.csv`)).status, role).toBe(sees ? 200 : 403)
      const uploaded = await fetch(`${server.url}/api/v1${path}?name=x.csv`, {
        method: 'POST',
        headers: { authorization: `Bearer ${server.keys[role]}` },
        body: head,
      })
      expect(uploaded.status, role).toBe(role === 'admin' ? 200 : 403)
      if (role !== 'admin') expect((await api(`${path}/${id}/start`, { body: {} })).status, role).toBe(403)
    }
    const stranger = await server.addCompany()
    const foreign = { headers: { authorization: `Bearer ${stranger.keys.admin}` } }
    expect(
      (await fetch(`${server.url}/api/v1/workspaces/${stranger.company.slug}/imports/${id}`, foreign)).status,
    ).toBe(404)
    expect((await fetch(`${server.url}/api/v1${path}/${id}/problems.csv`, foreign)).status).toBe(404)
  })
})
