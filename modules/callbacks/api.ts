import { Problem } from '../../kernel/problem.ts'
import { wilson } from '../../kernel/statistics/proportions.ts'
import { quantile } from '../../kernel/statistics/quantiles.ts'
import { periodBounds } from '../../kernel/time.ts'
import type { Member, RequestContext } from '../../platform/api/context.ts'
import { access, implement } from '../../platform/api/implement.ts'
import { appendAudit } from '../../platform/audit/audit.ts'
import { type Database, sql, type Transaction } from '../../platform/database/database.ts'
import { tellLive } from '../../platform/live/tell-live.ts'
import type { Dialling } from '../intake/index.ts'
import type { Sites } from '../visits/index.ts'
import { type CallbackFigures, type CallbackRequest, contract } from './contract.ts'
import { claimByHand } from './dialling/claim.ts'
import type { DialEngine } from './dialling/engine.ts'
import { exchangesOf, requireExchange } from './dialling/exchanges.ts'
import { listDuty, ringsDuty, writeDuty } from './dialling/store.ts'
import { dutyHours } from './rules.ts'
import { readSettings, writeSettings } from './settings.ts'
import { closeRequest, holdRequest, listMade, listWaiting, type RequestRow, takeRequest } from './store.ts'

/** What is listed of a period; figures count no more either. */
const mostListed = 2_000

interface ApiParts {
  readonly db: Database
  readonly sites: Sites
  readonly dialling: Dialling
  readonly engine: Pick<DialEngine, 'place'>
}

/** The operations on requests to be called back. */
export function createCallbacksApi({ db, sites, dialling, engine }: ApiParts) {
  const api = implement(contract).$context<RequestContext>().use(access)
  /** Does something to one waiting request within reach, and tells open screens. */
  const change = (member: Member, id: string, work: (tx: Transaction, row: RequestRow) => Promise<unknown>) =>
    db.transaction(async (tx) => {
      const row = await holdWaiting(tx, member, id)
      await work(tx, row)
      await tellLive(tx, { workspaceId: member.workspaceId, type: 'callbacks' })
      return { ok: true as const }
    })
  return api.router({
    waiting: api.waiting.handler(async ({ context: { member } }) => (await listWaiting(db, member)).map(shown)),
    made: api.made.handler(async ({ context: { member, now }, input }) => {
      const { start, end } = periodBounds(input, member.timezone)
      const rows = await listMade(db, member, start, end, mostListed)
      return { requests: rows.slice(0, 200).map(shown), figures: figuresOf(rows, now) }
    }),
    take: api.take.handler(({ context: { member, now }, input: { id } }) =>
      change(member, id, async (tx, row) => {
        if (!member.employeeId) throw new Problem('forbidden')
        if (row.employee && row.employeeId !== member.employeeId) {
          throw new Problem('callback_taken', { field: 'id' }, { name: row.employee })
        }
        await takeRequest(tx, member.workspaceId, id, member.employeeId, now)
      }),
    ),
    release: api.release.handler(({ context: { member, now }, input: { id } }) =>
      change(member, id, (tx) => takeRequest(tx, member.workspaceId, id, null, now)),
    ),
    call: api.call.handler(async ({ context: { member, now }, input: { id } }) => {
      const { workspaceId, employeeId, actor } = member
      if (!employeeId) throw new Problem('forbidden')
      const done = await db.transaction(async (tx) => {
        const row = await holdWaiting(tx, member, id)
        if (row.employee && row.employeeId !== employeeId) {
          throw new Problem('callback_taken', { field: 'id' }, { name: row.employee })
        }
        const claim = await claimByHand(
          tx,
          dialling,
          { workspaceId, id, siteId: row.siteId, phone: row.phone },
          employeeId,
          now,
        )
        await takeRequest(tx, workspaceId, id, employeeId, now)
        await appendAudit(tx, workspaceId, [
          {
            at: now,
            actor,
            action: 'callback.called',
            objectType: 'callback',
            objectId: id,
            after: { line: claim.dial.line },
          },
        ])
        await tellLive(tx, { workspaceId, type: 'callbacks' })
        return claim
      })
      void engine.place(done)
      return { ok: true as const }
    }),
    duty: {
      list: api.duty.list.handler(async ({ context: { member, now } }) => ({
        asked: await ringsDuty(db, member.workspaceId),
        people: await listDuty(db, member.workspaceId, now),
      })),
      set: api.duty.set.handler(async ({ context: { member, now }, input: { on } }) => {
        const { workspaceId, employeeId } = member
        if (!employeeId) throw new Problem('forbidden')
        await writeDuty(db, workspaceId, employeeId, on ? new Date(now.getTime() + dutyHours * 3_600_000) : null)
        await tellLive(db, { workspaceId, type: 'callbacks' })
        return { ok: true as const }
      }),
    },
    exchanges: api.exchanges.handler(({ context: { member } }) => exchangesOf(db, dialling, member.workspaceId)),
    close: api.close.handler(({ context: { member, now }, input: { id, result, note } }) =>
      change(member, id, async (tx, row) => {
        const { workspaceId, employeeId, actor } = member
        await closeRequest(tx, workspaceId, id, { result, note: note || null, employeeId, now })
        await appendAudit(tx, workspaceId, [
          {
            at: now,
            actor,
            action: 'callback.closed',
            objectType: 'callback',
            objectId: id,
            before: { state: row.state },
            after: { result, note: note || null },
          },
        ])
      }),
    ),
    sites: {
      list: api.sites.list.handler(async ({ context: { member } }) => {
        const known = await sites.list(member.workspaceId)
        return Promise.all(
          known.map(async ({ id, name, key }) => ({
            site: id,
            name,
            key,
            settings: await readSettings(db, member.workspaceId, id),
          })),
        )
      }),
      update: api.sites.update.handler(async ({ context: { member, now }, input: { site, settings } }) => {
        const { workspaceId, actor } = member
        if (!(await sites.list(workspaceId)).some(({ id }) => id === site))
          throw new Problem('not_found', { field: 'site' })
        await db.transaction(async (tx) => {
          const before = await readSettings(tx, workspaceId, site)
          if (settings.departmentId) await requireDepartment(tx, workspaceId, settings.departmentId)
          await requireExchange(tx, dialling, workspaceId, settings, before)
          await writeSettings(tx, workspaceId, site, settings, now)
          await appendAudit(tx, workspaceId, [
            {
              at: now,
              actor,
              action: 'callbacks.settings_changed',
              objectType: 'site',
              objectId: site,
              before,
              after: settings,
            },
          ])
        })
        return { ok: true as const }
      }),
    },
  })
}

async function holdWaiting(tx: Transaction, member: Member, id: string): Promise<RequestRow> {
  const row = await holdRequest(tx, member, id)
  if (!row) throw new Problem('not_found', { field: 'id' })
  if (row.state !== 'waiting') throw new Problem('callback_over', { field: 'id' })
  return row
}

async function requireDepartment(tx: Transaction, workspaceId: string, id: string): Promise<void> {
  const [found] = await tx.query(sql`select 1 from departments where workspace_id = ${workspaceId} and id = ${id}`)
  if (!found) throw new Problem('not_found', { field: 'settings.departmentId' })
}

const shown = ({ siteId, employeeId, employee, dial, ...row }: RequestRow): CallbackRequest => ({
  ...row,
  dial: dial && { ...dial, startedAt: new Date(dial.startedAt) },
  site: siteId,
  employee: employeeId && employee ? { id: employeeId, name: employee } : null,
})

/**
 * How promises were kept. A promise is over when somebody talked, or when its time has passed; requests that a person threw away as
 * no client's count nowhere. Seconds run from the beginning of the promise, and are 0 for who was called before it.
 */
export function figuresOf(rows: readonly RequestRow[], now: Date): CallbackFigures {
  const real = rows.filter(({ result }) => result !== 'spam')
  const over = real.filter(
    ({ talkedAt, promisedUntil, state }) => talkedAt !== null || state !== 'waiting' || promisedUntil < now,
  )
  const kept = over.filter(({ talkedAt, promisedUntil }) => talkedAt !== null && talkedAt <= promisedUntil)
  const seconds = real.flatMap(({ talkedAt, promisedFrom }) =>
    talkedAt ? Math.max(0, (talkedAt.getTime() - promisedFrom.getTime()) / 1000) : [],
  )
  return {
    requests: real.length,
    talked: seconds.length,
    lost: real.filter(({ state }) => state === 'lost').length,
    kept: { count: kept.length, of: over.length, interval: wilson(kept.length, over.length) },
    median: quantile(seconds, 0.5),
    p90: quantile(seconds, 0.9),
  }
}
