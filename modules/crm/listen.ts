/** Keeps company with one CRM: sends what waits, reads what was named, and compares now and then. */
import { setTimeout as pauseFor } from 'node:timers/promises'
import { productName } from '../../kernel/product.ts'
import { removeDeals } from '../deals/index.ts'
import { ConnectionFailure, type Listener, type Provider, type Source } from '../intake/index.ts'
import { findWorkspace } from '../workspaces/index.ts'
import { fieldsOf, numberOf } from './client/json.ts'
import type { Crm, Cursor, Directory } from './crm.ts'
import { type OpenServices, openCrm } from './open.ts'
import { sendWaiting } from './send.ts'
import { keepDirectory } from './store/directory.ts'
import { listDue, settleDue } from './store/due.ts'
import { keepPassed, keepTold, type Reading } from './store/keep-told.ts'
import { nextLeadAt } from './store/leads.ts'

export interface ListenServices extends OpenServices {
  /** Resolves when the connection has something to do, or after `ms`. */
  readonly wait: (endpointId: string, ms: number, signal: AbortSignal) => Promise<void>
  readonly cardUrl: (workspaceId: string) => Promise<(interactionId: string) => string | null>
  /** Milliseconds in which notifications about one deal gather before it is read: a change makes several. */
  readonly gatherMs?: number
}

const dayMs = 86_400_000
const minuteMs = 60_000
const perRead = 50

/** The listener of a CRM's connections. It runs in one process per connection, so limits and tokens have one master. */
export function crmListener(provider: Provider, services: ListenServices): Listener {
  return async (source, signal) => {
    const crm = openCrm(provider, source, services, signal)
    const session = createSession(services, source, crm, signal)
    for (;;) {
      signal.throwIfAborted()
      await session.turn()
      await source.ok()
      await services.wait(source.endpointId, await session.restMs(), signal)
      await pauseFor(services.gatherMs ?? 1_000, undefined, { signal, ref: false })
    }
  }
}

interface Saved {
  readonly deals: Cursor
  readonly stages: Cursor
}

function createSession(services: ListenServices, source: Source, crm: Crm, signal: AbortSignal) {
  const { db, now } = services
  const { workspaceId, endpointId, settings } = source
  const pollMs = (numberOf(settings.pollMinutes) ?? 5) * minuteMs
  const historyMs = (numberOf(settings.historyDays) ?? 365) * dayMs
  const saved = fieldsOf(source.cursor)
  let cursor: Saved = { deals: saved.deals ?? null, stages: saved.stages ?? null }
  let directory: Directory | null = null
  let directoryAt = 0
  let polledAt = 0

  const advance = async (part: Partial<Saved>): Promise<void> => {
    cursor = { ...cursor, ...part }
    await source.saveCursor(cursor)
  }
  const readDirectory = async (): Promise<void> => {
    const told = await crm.readDirectory()
    await db.transaction((tx) => keepDirectory(tx, source, crm.account, told, now()))
    directory = told
    directoryAt = now().getTime()
  }
  const reading = async (): Promise<Reading> => {
    const company = await findWorkspace(db, workspaceId)
    if (!company) throw new ConnectionFailure('ended', 'company')
    return {
      ...{ workspaceId, endpointId, company },
      actor: { kind: 'system', id: null, name: productName },
      place: { system: crm.system, account: crm.account },
      currency: directory?.currency ?? company.currency,
      now: now(),
    }
  }
  /** Names of stages change and new ones appear: what is not known is asked for, but not again for every deal of it. */
  const keep = async (
    deals: Parameters<typeof keepTold>[2],
    after?: (tx: Parameters<typeof keepTold>[0]) => Promise<unknown>,
  ) => {
    const around = await reading()
    const strange = await db.transaction(async (tx) => {
      const met = await keepTold(tx, around, deals)
      await after?.(tx)
      return met
    })
    if (strange && now().getTime() - directoryAt > minuteMs) {
      await readDirectory()
      await db.transaction(async (tx) => keepTold(tx, await reading(), deals))
    }
  }
  const readDue = async (): Promise<void> => {
    for (;;) {
      signal.throwIfAborted()
      const due = await listDue(db, source, perRead)
      if (due.length === 0) return
      const deals = await crm.byIds(due.map(({ id }) => id))
      const there = new Set(deals.map(({ externalId }) => externalId))
      const gone = due.flatMap(({ id }) => (there.has(id) ? [] : [id]))
      await keep(deals, async (tx) => {
        await removeDeals(tx, workspaceId, { system: crm.system, account: crm.account }, gone, now())
        await settleDue(tx, source, due)
      })
    }
  }
  const compare = async (): Promise<void> => {
    const began = now()
    const since = new Date(began.getTime() - historyMs)
    for await (const { items, cursor: next } of crm.changed(cursor.deals, since)) {
      signal.throwIfAborted()
      await keep(items)
      if (next !== null) await advance({ deals: next })
      await source.ok()
    }
    for await (const { items, cursor: next } of crm.passed(cursor.stages, since)) {
      signal.throwIfAborted()
      const around = await reading()
      await db.transaction((tx) => keepPassed(tx, around, items))
      if (next !== null) await advance({ stages: next })
      await source.ok()
    }
    polledAt = began.getTime()
  }
  const sending = async () =>
    sendWaiting(
      { ...services, ...{ workspaceId, endpointId, crm }, cardUrl: await services.cardUrl(workspaceId) },
      signal,
    )

  return {
    async turn(): Promise<void> {
      if (now().getTime() - directoryAt > dayMs) await readDirectory()
      await sending()
      await readDue()
      if (now().getTime() - polledAt >= pollMs) await compare()
    },
    /** Milliseconds until there is something to do that nobody will tell of. */
    async restMs(): Promise<number> {
      const lead = await nextLeadAt(db, source)
      const at = Math.min(polledAt + pollMs, lead ? lead.getTime() : Number.POSITIVE_INFINITY)
      return Math.max(0, at - now().getTime())
    },
  }
}
