import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { groupBy } from '../../../kernel/collections.ts'
import { sql } from '../../../platform/database/database.ts'
import { createCompany, type TestCompany, type TestDatabase, testDatabase } from '../../../platform/testing/index.ts'
import type { Observation } from '../observation.ts'
import type { Projection } from '../projection.ts'
import { defineRollup } from '../rollup.ts'
import { isMissed } from '../rules.ts'
import { observation, retelling } from '../testing/arbitrary.ts'
import { createRecorder } from './recorder.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
  await db.query(sql`
    create table test_rollup (workspace_id uuid not null, local_day date not null, employee_id uuid, class_id uuid,
      total bigint not null, missed bigint not null, talk bigint not null,
      unique nulls not distinct (workspace_id, local_day, employee_id, class_id))`)
})
afterAll(() => db.close())

const now = new Date('2026-03-10T12:00:00Z')
const counting: Projection = defineRollup({
  table: 'test_rollup',
  dimensions: [
    { column: 'local_day', type: 'date', of: (row) => row.localDay, sql: 'i.local_day' },
    { column: 'employee_id', type: 'uuid', of: (row) => row.employeeId, sql: 'i.employee_id' },
    { column: 'class_id', type: 'uuid', of: (row) => row.classId, sql: 'i.class_id' },
  ],
  measures: [
    { column: 'total', of: () => 1, sql: 'count(*)' },
    {
      column: 'missed',
      of: (row) => (isMissed(row.direction, row.outcome) ? 1 : 0),
      sql: `count(*) filter (where i.direction = 'inbound' and i.outcome <> 'talked')`,
    },
    { column: 'talk', of: (row) => row.talkSeconds ?? 0, sql: 'coalesce(sum(i.talk_seconds), 0)' },
  ],
  by: ['localDay', 'employeeId', 'classId'],
  counts: (row) => !row.isTest,
  where: 'not i.is_test',
})
const recorder = createRecorder([counting])

const record = (company: TestCompany, observations: readonly Observation[], importId?: string) =>
  db.transaction((tx) =>
    recorder.record(tx, { workspace: company, observations, now, ...(importId ? { importId } : {}) }),
  )

const slices = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size))

/** Everything that the record says, without the ids that it made up. */
async function contents(company: TestCompany) {
  const rows = await db.query<{ externalId: string; customerId: string | null; row: Record<string, unknown> }>(sql`
    select external_id as "externalId", customer_id as "customerId",
      to_jsonb(i) - 'workspace_id' - 'id' - 'customer_id' - 'created_at' - 'updated_at'
        - 'source_id' - 'campaign_id' - 'placement_id' - 'keyword_id' - 'employee_id' - 'department_id' - 'class_id'
      || jsonb_build_object('origins', (select jsonb_agg(o.name order by o.level, o.name) from origins o
          where o.workspace_id = ${company.id} and o.id in (i.source_id, i.campaign_id, i.placement_id, i.keyword_id)),
        'class', (select key from interaction_classes c where c.workspace_id = ${company.id} and c.id = i.class_id),
        'employee', (select name from employees e where e.workspace_id = ${company.id} and e.id = i.employee_id)) as row
    from interactions i where i.workspace_id = ${company.id} order by external_id`)
  const details = await db.query(sql`
    select i.external_id, l.key, to_jsonb(l) - 'workspace_id' - 'interaction_id' - 'employee_id' as detail
    from interaction_legs l join interactions i on i.workspace_id = ${company.id} and i.id = l.interaction_id
    where l.workspace_id = ${company.id}
    union all
    select i.external_id, m.key, to_jsonb(m) - 'workspace_id' - 'interaction_id' - 'employee_id'
    from interaction_messages m join interactions i on i.workspace_id = ${company.id} and i.id = m.interaction_id
    where m.workspace_id = ${company.id} order by 1, 2`)
  const contacts = await db.query<{ contact: string; id: string; name: string | null }>(sql`
    select k.kind || ':' || k.value as contact, c.id, c.name from customer_contacts k
    join customers c on c.workspace_id = ${company.id} and c.id = k.customer_id
    where k.workspace_id = ${company.id} order by 1`)
  const partition = [...groupBy(rows, (row) => row.customerId)]
    .filter(([customer]) => customer !== null)
    .map(([, group]) => group.map((row) => row.externalId).join(' '))
    .sort()
  const people = [...groupBy(contacts, (row) => row.id)].map(([, group]) => [
    group.map((row) => row.contact).join(' '),
    group[0]?.name,
  ])
  return { rows: rows.map(({ row }) => row), details, partition, people }
}

const rollup = (company: TestCompany) =>
  db.query(sql`
    select local_day, employee_id, class_id, total, missed, talk from test_rollup
    where workspace_id = ${company.id} and (total, missed, talk) <> (0, 0, 0) order by 1, 2, 3`)

// Whether a talk is among colleagues decides if there is a client at all; the rest of the story must not contradict that.
const withClients = (facts: readonly Observation[]): Observation[] =>
  facts.map((fact) => (fact.direction === 'internal' ? { ...fact, direction: 'outbound' } : fact))

describe('the record', () => {
  test('is the same in any order, with any repetition and cut into any batches', async () => {
    await fc.assert(
      fc.asyncProperty(retelling, async ({ facts, again, cut }) => {
        const [a, b] = [await createCompany(db), await createCompany(db)]
        await record(a, withClients(facts))
        for (const part of slices(withClients(again), cut)) await record(b, part)
        expect(await contents(b)).toEqual(await contents(a))
        expect((await rollup(b)).length).toBe((await rollup(a)).length)
      }),
      { numRuns: 40 },
    )
  })

  test('keeps every projection equal to its rebuild after records, changes and removals', async () => {
    const story = fc.array(
      fc.oneof(
        { weight: 5, arbitrary: fc.array(observation, { minLength: 1, maxLength: 8 }) },
        { weight: 1, arbitrary: fc.constant('undo' as const) },
      ),
      { minLength: 1, maxLength: 8 },
    )
    await fc.assert(
      fc.asyncProperty(story, async (steps) => {
        const company = await createCompany(db)
        const importId = company.people.admin.id
        for (const [i, step] of steps.entries()) {
          if (step === 'undo')
            await db.transaction((tx) => recorder.removeImport(tx, { workspace: company, importId, now }))
          else await record(company, step, i % 2 ? importId : undefined)
        }
        const kept = await rollup(company)
        await db.transaction((tx) => recorder.rebuild(tx, company.id))
        expect(await rollup(company)).toEqual(kept)
      }),
      { numRuns: 40 },
    )
  })

  test('loses nothing when several write about the same interactions at once', async () => {
    const company = await createCompany(db)
    const call = (i: number, extra: Partial<Observation>): Observation => ({
      provider: 'test',
      externalId: String(i),
      kind: 'call',
      at: now,
      party: { phone: `8916123450${i}` },
      ...extra,
    })
    await Promise.all(
      Array.from({ length: 8 }, (_, writer) =>
        record(
          company,
          Array.from({ length: 5 }, (_, i) =>
            call(i, { legs: [{ key: `leg ${writer}`, line: String(101 + writer) }] }),
          ),
        ),
      ),
    )
    const legs = await db.query(sql`
      select count(*) as legs, count(distinct interaction_id) as calls from interaction_legs where workspace_id = ${company.id}`)
    expect(legs).toEqual([{ legs: 40, calls: 5 }])
    expect((await rollup(company)).map((row) => row.total)).toEqual([5])
    const customers = await db.query(sql`select count(*) as n from customers where workspace_id = ${company.id}`)
    expect(customers).toEqual([{ n: 5 }])
  })

  test('tells what is new, what changed and what was known', async () => {
    const company = await createCompany(db)
    const fact: Observation = { provider: 'test', externalId: '1', kind: 'call', at: now, line: '101' }
    expect(await record(company, [fact])).toMatchObject({ created: [expect.any(String)], updated: [], unchanged: 0 })
    expect(await record(company, [fact, fact])).toEqual({ created: [], updated: [], unchanged: 1 })
    expect(await record(company, [{ ...fact, finished: true }])).toMatchObject({ created: [], unchanged: 0 })
  })

  test('refuses an impossible date by name and place and takes nothing of that batch', async () => {
    const company = await createCompany(db)
    const fact: Observation = { provider: 'test', externalId: '1', kind: 'call', at: now }
    await expect(record(company, [fact, { ...fact, startedAt: new Date(Number.NaN) }])).rejects.toMatchObject({
      code: 'invalid_value',
      place: { field: 'startedAt', row: 1 },
    })
    expect((await contents(company)).rows).toEqual([])
  })

  test('takes text that a database can’t hold, and mends it', async () => {
    const company = await createCompany(db)
    const nasty = 'a\u0000b \\u0000 \ud800 \t\n\\ 👋'
    const fact: Observation = {
      provider: nasty,
      externalId: nasty,
      kind: 'chat',
      at: now,
      party: { name: nasty, messenger: nasty },
      messages: [{ key: nasty, at: now, author: 'client', text: nasty }],
      subject: nasty,
    }
    await record(company, [fact])
    expect(await record(company, [fact])).toMatchObject({ unchanged: 1 })
    await record(company, [{ ...fact, finished: true }])
    const [row] = await db.query<{ subject: string }>(
      sql`select subject from interactions where workspace_id = ${company.id}`,
    )
    expect(row?.subject).toBe('ab \\u0000 \ufffd \t\n\\ 👋')
  })
})
