/**
 * A company with as many interactions as wanted, made inside the database: a row costs microseconds, and the same size gives
 * the same rows. Numbers come back as clients do, people have habits, sources differ in junk. Indexes are dropped while the
 * rows go in and built after, as a restore does it.
 */
import { newId } from '../kernel/ids.ts'
import { addDefaultClasses, defaultClasses, type Recorder } from '../modules/interactions/index.ts'
import { type Database, raw, type Sql, sql } from '../platform/database/database.ts'

export interface BenchCompany {
  readonly id: string
  readonly rows: number
  /** The 90 days that reports are asked for: the last of the year. */
  readonly from: string
  readonly to: string
}

interface Size {
  readonly id: string
  readonly rows: number
  readonly people: number
  readonly departments: number
}

const begin = '2025-11-01'
const days = 365
const tree = { sources: 8, campaigns: 40, placements: 160, keywords: 1600 }

/** An id that follows from a kind of thing and its place in a list. */
const idOf = (company: string, kind: string, place: string): Sql =>
  sql`md5(${`${company} ${kind} `}::text || (${raw(place)})::text)::uuid`

/** A number in 0 … below − 1 that follows from the row `n`: chance with a seed. */
const chance = (seed: number, below: number): string => `((hashint8extended(n, ${seed}) & 2147483647) % ${below})`

/** Founds a company of `rows` interactions over a year and computes every projection, unless it is there. `tell` hears of each step. */
export async function makeCompany(
  db: Database,
  recorder: Recorder,
  rows: number,
  tell: (message: string) => void,
): Promise<BenchCompany> {
  const slug = `bench-${rows}`
  const period = { from: '2026-08-01', to: '2026-10-29' }
  const [known] = await db.query<{ id: string }>(sql`select id from workspaces where slug = ${slug}`)
  if (known) return { id: known.id, rows, ...period }
  const people = Math.max(15, Math.min(300, Math.round(rows / 30_000)))
  const size: Size = { id: newId(), rows, people, departments: Math.max(3, Math.round(people / 15)) }
  await found(db, size, 'bench-unfinished')
  const indexes = rows >= 100_000 ? await secondaryIndexes(db) : []
  for (const index of indexes) await db.query(raw(`drop index ${index.name}`))
  const chunk = 500_000
  for (let first = 1; first <= rows; first += chunk) {
    const last = Math.min(rows, first + chunk - 1)
    await db.query(insertRows(size, first, last))
    tell(`${last} of ${rows} rows`)
  }
  for (const index of indexes) await db.query(raw(index.definition))
  await db.query(insertDeals(size))
  await db.query(raw('vacuum analyze interactions, deals'))
  tell('indexes built')
  for (const projection of recorder.projections) {
    const started = performance.now()
    await db.transaction((tx) => projection.rebuild(tx, size.id))
    tell(`${projection.name} rebuilt in ${((performance.now() - started) / 1000).toFixed(1)} s`)
  }
  await db.query(raw('vacuum analyze'))
  await db.query(sql`update workspaces set slug = ${slug} where id = ${size.id}`)
  return { id: size.id, rows, ...period }
}

async function found(db: Database, { id, rows, people, departments }: Size, slug: string): Promise<void> {
  await db.query(sql`
    insert into workspaces (id, slug, name, timezone, currency, country, created_at)
    values (${id}, ${slug}, ${`Bench ${rows}`}, 'Europe/Moscow', 'RUB', 'RU', now())`)
  await db.query(sql`
    insert into departments (workspace_id, id, name, created_at)
    select ${id}, ${idOf(id, 'department', 'n')}, 'Department ' || n, now() from generate_series(0, ${departments - 1}::int) n`)
  await db.query(sql`
    insert into employees (workspace_id, id, name, role, department_id, created_at)
    select ${id}, ${idOf(id, 'person', 'n')}, 'Person ' || n, 'manager', ${idOf(id, 'department', `n % ${departments}`)}, now()
    from generate_series(0, ${people - 1}::int) n`)
  await db.transaction((tx) => addDefaultClasses(tx, id))
  const levels = ['sources', 'campaigns', 'placements', 'keywords'] as const
  for (const [depth, level] of levels.entries()) {
    const above = levels[depth - 1]
    const parent = above ? idOf(id, above, `n % ${tree[above]}`) : sql`null::uuid`
    await db.query(sql`
      insert into origins (workspace_id, id, level, parent_id, name, created_at)
      select ${id}, ${idOf(id, level, 'n')}, ${level.slice(0, -1)}, ${parent}, ${`${level} `} || n, now()
      from generate_series(0, ${tree[level] - 1}::int) n`)
  }
}

const secondaryIndexes = (db: Database): Promise<{ name: string; definition: string }[]> =>
  db.query(sql`
    select c.relname as name, pg_get_indexdef(c.oid) as definition
    from pg_index x join pg_class c on c.oid = x.indexrelid
    where x.indrelid = 'interactions'::regclass and not x.indisunique order by c.relname`)

/** Ids of a kind of thing as an array: looking one up is quicker than computing it for each row. */
const list = (company: string, kind: string, many: number): Sql =>
  sql`array(select ${idOf(company, kind, 'n')} from generate_series(0, ${many - 1}::int) n order by n)`

/** A deal for each fiftieth interaction, two thirds with an origin of the tree, over the year that interactions cover. */
const insertDeals = ({ id, rows }: Size): Sql => sql`
  insert into deals (workspace_id, id, external_id, phone, stage, outcome, amount, currency, origin_id, created_on, created_at, updated_at)
  select ${id}, ${idOf(id, 'deal', 'n')}, n::text, '+7' || (9000000000 + n * 7),
    'x', (array['won','lost','open'])[1 + n % 3], case when n % 20 > 0 then 100 * (1 + n % 90000) end, 'RUB',
    case when n % 3 > 0 then ${idOf(id, 'keywords', `n % ${tree.keywords}`)} end,
    ${begin}::date + (n * ${days} / ${Math.ceil(rows / 50) + 1}::bigint)::int, now(), now()
  from generate_series(1, ${Math.ceil(rows / 50)}::bigint) n`

function insertRows({ id, rows, people, departments }: Size, first: number, last: number): Sql {
  const classes = defaultClasses.length
  const clients = Math.max(1000, Math.floor(rows / 4))
  return sql`
    insert into interactions (
      workspace_id, id, provider, external_id, kind, direction, state, outcome, started_at, answered_at, ended_at,
      local_day, local_hour, wait_seconds, talk_seconds, duration_seconds, party_number, party_kind, party_hash,
      our_address, line, employee_id, department_id, customer_id, source_id, campaign_id, placement_id, keyword_id,
      origin_certain, class_id, class_set_at, is_test, told, created_at, updated_at)
    select ${id}, (lpad(to_hex((extract(epoch from c.at) * 1000)::bigint), 12, '0') || '7' || substr(c.noise, 1, 3) || 'b' || substr(c.noise, 4, 15))::uuid,
      'bench', lpad(n::text, 9, '0'), c.kind, c.direction, 'finished',
      case when c.talked then 'talked' else (array['unanswered', 'gave_up', 'busy', 'machine'])[1 + ${raw(chance(3, 4))}] end,
      c.at, case when c.talked then c.at + make_interval(secs => c.wait) end, c.at + make_interval(secs => c.wait + c.talk),
      (c.at at time zone 'Europe/Moscow')::date, extract(hour from c.at at time zone 'Europe/Moscow')::smallint,
      c.wait, c.talk, c.wait + c.talk,
      case when c.direction = 'internal' then (101 + c.client % ${people}::int)::text else '+7' || (9000000000 + c.client) end,
      case when c.direction = 'internal' then 'internal' else (array['mobile','mobile','mobile','mobile','mobile','mobile','mobile','landline','landline','other'])[1 + c.client % 10] end,
      case when c.direction = 'internal' then c.client % ${people}::int else hashint8extended(c.client, 99) & 9223372036854775807 end,
      '+74951234567', case when c.rung then (101 + c.person)::text end,
      case when c.rung then ids.people[1 + c.person] end,
      case when c.rung then ids.departments[1 + c.person % ${departments}::int] end,
      case when c.direction <> 'internal' then md5('client ' || c.client)::uuid end,
      case when c.origin is not null then ids.sources[1 + c.origin % ${tree.sources}::int] end,
      case when c.origin is not null then ids.campaigns[1 + c.origin % ${tree.campaigns}::int] end,
      case when c.origin is not null then ids.placements[1 + c.origin % ${tree.placements}::int] end,
      case when c.origin is not null then ids.keywords[1 + c.origin] end,
      case when c.origin is not null then true end,
      k.id, case when k.id is not null then c.at + interval '10 minutes' end, false, '{}', c.at, c.at
    from generate_series(${first}::bigint, ${last}::bigint) n
    cross join (select ${list(id, 'person', people)} as people, ${list(id, 'department', departments)} as departments,
      ${list(id, 'sources', tree.sources)} as sources, ${list(id, 'campaigns', tree.campaigns)} as campaigns,
      ${list(id, 'placements', tree.placements)} as placements, ${list(id, 'keywords', tree.keywords)} as keywords,
      array(select x.id from interaction_classes x where x.workspace_id = ${id} order by x.position) as classes) ids
    cross join lateral (
      select ${begin}::timestamptz + interval '6 hours'
          + make_interval(days => (n * ${days} / ${rows + 1}::bigint)::int, secs => ((n * ${days} % ${rows + 1}::bigint) * 39600 / ${rows + 1}::bigint)::int) as at,
        case when ${raw(chance(1, 10))} < 8 then 'call' else 'form' end as kind,
        (array['inbound','inbound','inbound','inbound','inbound','outbound','outbound','outbound','outbound','internal'])[1 + ${raw(chance(2, 10))}] as direction,
        ${raw(chance(4, 10))} < 7 as talked,
        ${raw(chance(5, 40))}::int as wait,
        case when ${raw(chance(4, 10))} < 7 then 5 + ${raw(chance(6, 400))} else 0 end::int as talk,
        floor(power(${raw(chance(7, 1_000_000))} / 1e6, 1.5) * ${clients}::int)::bigint as client,
        ((floor(power(${raw(chance(7, 1_000_000))} / 1e6, 1.5) * ${clients}::int)::bigint * 7 + ${raw(chance(8, 3))}) % ${people}::int)::int as person,
        ${raw(chance(9, 50))} > 0 as rung,
        case when ${raw(chance(10, 10))} < 6 then ${raw(chance(11, tree.keywords))} end as origin,
        md5(n::text) as noise
      -- Without this the planner would compute each of these anew wherever it is named.
      offset 0
    ) c
    cross join lateral (
      select case when c.direction = 'inbound' and ${raw(chance(12, 10))} < 8 then ids.classes[1 + ${raw(chance(13, classes))}] end as id
    ) k`
}
