import { Problem } from '../../kernel/problem.ts'
import { addDays, dayStart } from '../../kernel/time.ts'
import type { RequestContext } from '../../platform/api/context.ts'
import { access, implement } from '../../platform/api/implement.ts'
import type { Database } from '../../platform/database/database.ts'
import { addNumber, addNumbers, addPool, archivePool, type By, changeNumber, changePool, newUse } from './change.ts'
import { contract, type Pool } from './contract.ts'
import type { NumberJobs } from './jobs.ts'
import type { Plans } from './plan.ts'
import { readNumberList } from './read-list.ts'
import { sizePool } from './rules.ts'
import { countCalls } from './store/calls.ts'
import { listNumbers, type NumberUse, type TrackingNumber } from './store/numbers.ts'
import { countMisses, readOccupancy, readPresent } from './store/occupancy.ts'
import { listPools, type PoolRow, readPool } from './store/pools.ts'
import { assumedTraffic, measureTraffic } from './traffic.ts'
import { stateOf } from './watch.ts'

/** The operations on numbers and pools. */
export function createNumbersApi(db: Database, plans: Plans, jobs: NumberJobs) {
  const api = implement(contract).$context<RequestContext>().use(access)
  const byOf = ({ member, now }: By): By => ({ member, now })

  /** What was just committed holds for the next hit and, before long, for the calls that it explains. */
  const applied = async (workspaceId: string, numbers: readonly TrackingNumber[]): Promise<void> => {
    plans.forget(workspaceId)
    if (numbers.length === 0) return
    const since = new Date(Math.min(...numbers.map(({ use }) => use.since.getTime())))
    const addresses = numbers.flatMap(({ number, line }) => (line ? [number, line] : [number]))
    await jobs.named(workspaceId, addresses, since)
  }

  const shownPool = async (pool: PoolRow, { member, now }: By): Promise<Pool> => {
    const present = await readPresent(db, member.workspaceId, now)
    const { acceptedLoss: _, ...state } = await stateOf(db, member.workspaceId, pool, present.get(pool.id), now)
    const measured = await measureTraffic(db, member.workspaceId, pool, now)
    const needed = measured ? sizePool(measured).numbers : null
    const { level: __, archivedAt: ___, ...shown } = pool
    return { ...shown, replaces: [...pool.replaces], sources: [...pool.sources], state: { ...state, needed } }
  }

  const existing = async (workspaceId: string, id: string): Promise<PoolRow> => {
    const pool = await readPool(db, workspaceId, id)
    if (!pool || pool.archivedAt) throw new Problem('not_found', { field: 'id' })
    return pool
  }

  return api.router({
    numbers: {
      list: api.numbers.list.handler(async ({ context: { member, now } }) =>
        (await listNumbers(db, member.workspaceId, now)).map(shownNumber),
      ),
      create: api.numbers.create.handler(async ({ input, context }) => {
        const added = await db.transaction((tx) => addNumber(tx, input, byOf(context)))
        await applied(context.member.workspaceId, [added])
        return shownNumber(added)
      }),
      import: api.numbers.import.handler(async ({ input, context }) => {
        const { numbers, wrong } = readNumberList(input.list, context.member.country)
        const added = await db.transaction(async (tx) => {
          const use = await newUse(tx, input, null, byOf(context))
          return addNumbers(
            tx,
            numbers.map((one) => ({ ...one, use })),
            byOf(context),
          )
        })
        await applied(context.member.workspaceId, added)
        return { added: added.length, known: numbers.length - added.length, wrong: [...wrong] }
      }),
      update: api.numbers.update.handler(async ({ input, context }) => {
        const { before, after } = await db.transaction((tx) => changeNumber(tx, input.id, input, byOf(context)))
        await applied(context.member.workspaceId, [after, { ...before, use: after.use }])
        return shownNumber(after)
      }),
    },
    pools: {
      list: api.pools.list.handler(async ({ context }) =>
        Promise.all((await listPools(db, context.member.workspaceId)).map((pool) => shownPool(pool, context))),
      ),
      create: api.pools.create.handler(async ({ input, context }) => {
        const pool = await db.transaction((tx) => addPool(tx, input, byOf(context)))
        plans.forget(context.member.workspaceId)
        return shownPool(pool, context)
      }),
      update: api.pools.update.handler(async ({ input, context }) => {
        const pool = await db.transaction((tx) => changePool(tx, input.id, input, byOf(context)))
        plans.forget(context.member.workspaceId)
        return shownPool(pool, context)
      }),
      archive: api.pools.archive.handler(async ({ input, context }) => {
        await db.transaction((tx) => archivePool(tx, input.id, byOf(context)))
        plans.forget(context.member.workspaceId)
        return { ok: true as const }
      }),
      occupancy: api.pools.occupancy.handler(async ({ input, context: { member } }) => {
        const pool = await existing(member.workspaceId, input.id)
        const range = {
          from: dayStart(input.day, member.timezone),
          to: dayStart(addDays(input.day, 1), member.timezone),
        }
        const quarters = await readOccupancy(db, member.workspaceId, pool.id, range)
        return {
          quarters: quarters.map(({ heldSeconds: _, ...quarter }) => quarter),
          misses: await countMisses(db, member.workspaceId, pool.id, range),
        }
      }),
      size: api.pools.size.handler(async ({ input, context: { member, now } }) => {
        const pool = await existing(member.workspaceId, input.id)
        const measured = await measureTraffic(db, member.workspaceId, pool, now)
        const base = measured ?? assumedTraffic(pool)
        const traffic = {
          visitsPerHour: input.visitsPerHour ?? base.visitsPerHour,
          holdMinutes: input.holdMinutes ?? base.holdMinutes,
          callShare: input.callShare ?? base.callShare,
          acceptedLoss: input.acceptedLoss ?? base.acceptedLoss,
        }
        const present = (await readPresent(db, member.workspaceId, now)).get(pool.id)?.size
        const { load, numbers, choices } = sizePool(traffic, present)
        return { measured, traffic, load, numbers, choices: [...choices] }
      }),
    },
    calls: api.calls.handler(async ({ input, context: { member } }) =>
      (
        await countCalls(db, member.workspaceId, {
          from: dayStart(input.from, member.timezone),
          to: dayStart(addDays(input.to, 1), member.timezone),
        })
      ).map((row) => ({ ...row, kinds: { ...row.kinds } })),
    ),
  })
}

const shownNumber = ({ use, ...number }: TrackingNumber) => ({ ...number, use: shownUse(use) })
const shownUse = (use: NumberUse) => ({ ...use, replaces: [...use.replaces] })
