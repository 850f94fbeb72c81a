/** From waiting events to the record: one company, one batch, one transaction. */
import type { Database, Transaction } from '../../../platform/database/database.ts'
import { isTransient } from '../../../platform/database/transient.ts'
import { tellLive } from '../../../platform/live/tell-live.ts'
import type { Observation, Recorder } from '../../interactions/index.ts'
import { findWorkspace } from '../../workspaces/index.ts'
import { settingsByEndpoint } from '../endpoints/store.ts'
import type { Handlers, Unwanted } from './handler.ts'
import { mapEvent, recordFailure } from './map-event.ts'
import { retell } from './retell.ts'
import { oldestWaiting, type RawEvent, type Settled, settle, takeWaiting, tryLockInbox } from './store.ts'

export interface Applied {
  /** Events that were settled, whatever became of them. */
  readonly settled: number
  /** Another process works on this company. */
  readonly busy: boolean
}

interface Task {
  readonly db: Database
  readonly recorder: Recorder
  readonly handlers?: Handlers
  readonly workspaceId: string
  readonly now: () => Date
}

/**
 * Applies up to `limit` of the oldest waiting events. An event that the record refuses is found by halving: the others
 * are applied, it is kept with the reason. Trouble that is no event's fault is thrown, and nothing has changed then.
 */
export async function applyWaiting(task: Task, limit: number): Promise<Applied> {
  const taken: string[] = []
  try {
    return await applyOnce(task, (tx) => oldestWaiting(tx, task.workspaceId, limit), taken)
  } catch (error) {
    if (isOurs(error) || taken.length === 0) throw error
    return { settled: await applyHalves(task, taken, error), busy: false }
  }
}

/** Trouble of the database, or of a schema that is not the program's (class 42): no event is to blame for it, all of them wait. */
const isOurs = (error: unknown): boolean =>
  isTransient(error) || /^42\w{3}$/.test(String((error as { code?: unknown } | null)?.code))

async function applyHalves(task: Task, ids: readonly string[], failure: unknown): Promise<number> {
  if (ids.length === 1) return settleFailure(task, ids, failure)
  const middle = Math.ceil(ids.length / 2)
  let settled = 0
  for (const half of [ids.slice(0, middle), ids.slice(middle)]) {
    try {
      settled += (await applyOnce(task, async () => half, [])).settled
    } catch (error) {
      if (isOurs(error)) throw error
      settled += await applyHalves(task, half, error)
    }
  }
  return settled
}

const settleFailure = ({ db, workspaceId, now }: Task, ids: readonly string[], failure: unknown): Promise<number> =>
  db.transaction(async (tx) => {
    const events = await takeWaiting(tx, workspaceId, ids)
    const reason = recordFailure(failure)
    await settle(
      tx,
      workspaceId,
      events.map(({ id }) => ({ id, state: 'failed', subject: null, reason })),
      now(),
    )
    return events.length
  })

function applyOnce(
  task: Task,
  choose: (tx: Transaction) => Promise<readonly string[]>,
  taken: string[],
): Promise<Applied> {
  return task.db.transaction(async (tx) => {
    if (!(await tryLockInbox(tx, task.workspaceId))) return { settled: 0, busy: true }
    const events = await takeWaiting(tx, task.workspaceId, await choose(tx))
    taken.push(...events.map(({ id }) => id))
    await applyEvents(task, tx, events)
    return { settled: events.length, busy: false }
  })
}

async function applyEvents(
  { recorder, handlers = {}, workspaceId, now }: Task,
  tx: Transaction,
  events: readonly RawEvent[],
): Promise<void> {
  if (events.length === 0) return
  const workspace = await findWorkspace(tx, workspaceId)
  if (!workspace) throw new Error(`raw events of a company that does not exist: ${workspaceId}`)
  const settings = await settingsByEndpoint(tx, workspaceId)
  const settingsOf = (event: RawEvent) => settings.get(event.endpointId) ?? {}
  const map = (event: RawEvent) => mapEvent(event, settingsOf(event))
  const hand = async (event: RawEvent): Promise<Unwanted | undefined> => {
    const handler = handlers[event.provider]
    if (!handler) throw new Error(`nobody takes events of ${event.provider}`)
    const { endpointId } = event
    const stored = { ...event, headers: event.headers ?? {} }
    return handler(tx, { workspace, workspaceId, endpointId, event: stored, settings: settingsOf(event), now: now() })
  }
  const observations: Observation[] = []
  const settled: Settled[] = []
  const applied = (id: string, subject: string | undefined) =>
    settled.push({ id, state: 'applied', subject: subject ?? null, reason: null })
  for (const event of events) {
    const mapped = map(event)
    if (mapped.kind === 'told') {
      observations.push(...mapped.observations)
      applied(event.id, mapped.observations[0]?.externalId)
    } else if (mapped.kind === 'handed') {
      const unwanted = await hand(event)
      if (unwanted) settled.push({ id: event.id, state: 'ignored', subject: null, reason: unwanted.ignored })
      else applied(event.id, mapped.subject)
    } else settled.push({ id: event.id, state: mapped.kind, subject: null, reason: mapped.reason })
  }
  const retold = await retell(tx, workspaceId, events, map)
  await recorder.record(tx, {
    workspace,
    observations: [...retold.observations, ...observations],
    afresh: retold.afresh,
    now: now(),
  })
  await settle(tx, workspaceId, settled, now())
  await tellInbox(tx, workspaceId)
}

/** Open screens of the inbox ask again once the transaction is committed. */
export const tellInbox = (tx: Transaction, workspaceId: string): Promise<unknown> =>
  tellLive(tx, { workspaceId, type: 'inbox' })
