/** Call tracking: how soon a call is joined to the visit that saw its number, and how soon a visitor has a number, after many visits. */
import { newId } from '../kernel/ids.ts'
import { fold } from '../modules/interactions/fold.ts'
import { createRecorder, type Observation } from '../modules/interactions/index.ts'
import { assignNumber } from '../modules/numbers/assign.ts'
import { addNumbers, addPool } from '../modules/numbers/change.ts'
import { originsByNumber } from '../modules/numbers/match.ts'
import { readPool } from '../modules/numbers/store/pools.ts'
import { system } from '../modules/workspaces/index.ts'
import { createWorkspace } from '../modules/workspaces/store/workspaces.ts'
import { type Database, sql } from '../platform/database/database.ts'
import { atMost, type Line, medianMs } from './measure.ts'

const numbers = 500
/** People who called before: whoever called the very number may have kept it, and is looked for. */
const callers = 10_000
const minute = 60_000

interface Options {
  /** Visits that saw a number before. */
  readonly rows: number
  readonly tell: (message: string) => void
}

/** Makes a company with as many holds of five hundred numbers, and asks for the last and for any of them. */
export async function benchNumbers(db: Database, { rows, tell }: Options): Promise<Line[]> {
  const { workspace, poolId, first } = await prepare(db, rows)
  const workspaceId = workspace.id
  tell(`numbers: ${rows} holds`)
  await fill(db, { workspaceId, poolId, first, rows })
  await recordCalls(db, workspace, first)
  await db.query(sql`analyze number_holds, interactions, customer_contacts`)
  tell('numbers: filled')

  let seed = 7
  const random = (below: number) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return seed % below
  }
  const span = Math.ceil(rows / numbers) * 30
  let found = 0
  let named = 0
  const join = (calls: number) => async () => {
    const asked = Array.from({ length: calls }, () =>
      fold(null, callTo(numberAt(random(numbers)), phoneAt(random(callers)), first + random(span) * minute)),
    )
    const joined = await db.transaction(async (tx) => {
      await tx.query(sql`set local plan_cache_mode = force_generic_plan`)
      return originsByNumber(tx, workspaceId, asked)
    })
    found += joined.filter((one) => one?.visitId).length
    named += joined.filter((one) => one?.visitor).length
  }
  const one = await medianMs(join(1), 301)
  const many = (await medianMs(join(300), 31)) / 300
  if (found === 0 || named === 0) throw new Error('no call was joined')

  const pool = await readPool(db, workspaceId, poolId)
  if (!pool) throw new Error('the pool is gone')
  const assign = await medianMs(() => {
    const visitor = { workspaceId, visitorId: newId(), visitId: newId(), origin: { source: 'Яндекс Директ' } }
    return assignNumber(db, pool, visitor, new Date())
  }, 301)
  const size = rows >= 1_000_000 ? `${rows / 1_000_000}M` : `${rows / 1000}k`
  return [
    { part: 'intake', name: `a call joined to its visit, ${size} visits`, value: one, unit: 'ms', ...atMost(one, 5) },
    { part: 'intake', name: `the same in a batch of 300`, value: many, unit: 'ms', ...atMost(many, 5) },
    { part: 'intake', name: `a number for a new visitor, ${size} visits`, value: assign, unit: 'ms' },
  ]
}

const numberAt = (i: number): string => `+7499${String(2_000_000 + i)}`
const phoneAt = (i: number): string => `+7916${String(1_000_000 + i)}`

async function prepare(db: Database, rows: number) {
  const now = new Date()
  const first = now.getTime() - Math.ceil(rows / numbers) * 30 * minute
  const by = system(now)
  const made = await db.transaction(async (tx) => {
    const { id, timezone, country } = await createWorkspace(
      tx,
      { name: `Bench ${newId()}`, slug: `b-${newId().slice(-12)}` },
      by,
    )
    const member = { workspaceId: id, timezone, country, actor: by.actor }
    // Who left is trusted for less time than a number rests: so most calls name their visitor.
    const pool = await addPool(tx, { name: 'Site', replaces: ['+74951234567'], lateSeconds: 240 }, { member, now })
    const use = {
      ...{
        since: new Date(first),
        kind: 'pool' as const,
        poolId: pool.id,
        source: null,
        campaign: null,
        placement: null,
      },
      ...{ keyword: null, offline: false, siteId: null, replaces: [] },
    }
    const list = Array.from({ length: numbers }, (_, i) => ({ number: numberAt(i), line: null, label: null, use }))
    await addNumbers(tx, list, { member, now })
    return { workspace: { id, timezone, country }, poolId: pool.id }
  })
  return { ...made, first }
}

/** One hold after another on each number, half an hour apart, five minutes of a visit and twenty after it; in order of time, as they come. */
async function fill(
  db: Database,
  { workspaceId, poolId, first, rows }: { workspaceId: string; poolId: string; first: number; rows: number },
): Promise<void> {
  const step = 500_000
  for (let from = 0; from < rows; from += step) {
    await db.query(sql`
      insert into number_holds (workspace_id, number, started_at, id, pool_id, visitor_id, visit_id, seen_at, until, shared,
        source, campaign, keyword, certain, told_at)
      select ${workspaceId}::uuid, '+7499' || (2000000 + i % ${numbers})::text, t, gen_random_uuid(), ${poolId}::uuid, gen_random_uuid(),
        gen_random_uuid(), t + interval '5 minutes', t + interval '25 minutes', false, 'Яндекс Директ', 'Окна', 'окна пвх', true, t
      from (select i, ${new Date(first)}::timestamptz + (i / ${numbers}) * interval '30 minutes' as t
        from generate_series(${from}::int, ${Math.min(from + step, rows) - 1}::int) i) g`)
  }
}

/** Two calls of each caller, on any number, before all visits. */
async function recordCalls(
  db: Database,
  workspace: { readonly id: string; readonly timezone: string; readonly country: string },
  first: number,
): Promise<void> {
  const recorder = createRecorder([])
  const calls = Array.from({ length: 2 * callers }, (_, i) =>
    callTo(numberAt((i * 7919) % numbers), phoneAt(i % callers), first - (i + 1) * 1_000),
  )
  for (let from = 0; from < calls.length; from += 5_000) {
    const observations = calls.slice(from, from + 5_000)
    await db.transaction((tx) =>
      recorder.record(tx, { workspace, observations, likelyNew: true, now: new Date(first) }),
    )
  }
}

function callTo(number: string, phone: string, at: number): Observation {
  const startedAt = new Date(at)
  return {
    ...{ provider: 'bench', externalId: newId(), kind: 'call', direction: 'inbound', at: startedAt, startedAt },
    ...{ ourAddress: number, party: { phone } },
  }
}
