/** Requests that were made before: a story told to a new company. Its calls end them as they come into the record. */
import { type Database, sql } from '../../platform/database/database.ts'
import type { Recorder, RecordingWorkspace } from '../interactions/index.ts'
import { recordAllDue } from './recording.ts'
import { promiseOf, type RequestResult } from './rules.ts'
import { type CallbackSettings, readSettings, settingsSchema, writeSettings } from './settings.ts'
import { closeRequest, keepRequest } from './store.ts'

export interface PastRequest {
  readonly id: string
  /** E.164 */
  readonly phone: string
  readonly name: string | null
  readonly createdAt: Date
  readonly visitId: string | null
  readonly visitorKey: string | null
  readonly pageUrl: string
}

/** Switches the callbacks of a site on. */
export async function setUpCallbacks(
  db: Database,
  place: { readonly workspaceId: string; readonly siteId: string },
  settings: Partial<CallbackSettings>,
  now: Date,
): Promise<void> {
  const usual = await readSettings(db, place.workspaceId, place.siteId)
  const parsed = settingsSchema.parse({ ...usual, ...settings })
  await writeSettings(db, place.workspaceId, place.siteId, parsed, now)
}

/** Keeps requests with the promise that the site's settings made; told twice they are the same. */
export async function keepPastRequests(
  db: Database,
  {
    workspaceId,
    siteId,
    timezone,
  }: { readonly workspaceId: string; readonly siteId: string; readonly timezone: string },
  requests: readonly PastRequest[],
): Promise<void> {
  if (requests.length === 0) return
  const { week, promiseSeconds } = await readSettings(db, workspaceId, siteId)
  await db.transaction(async (tx) => {
    for (const request of requests) {
      const promise = promiseOf({ week, promiseSeconds, zone: timezone }, request.createdAt, null)
      await keepRequest(tx, {
        ...{ ...request, workspaceId, siteId, wantedAt: null, departmentId: null, language: 'ru' },
        ...{ promisedFrom: promise.from, promisedUntil: promise.until },
      })
    }
  })
}

/** People end what no call has ended by a moment, as `verdict` says; what it leaves out goes on waiting. */
export async function endPastRequests(
  db: Database,
  workspaceId: string,
  verdict: (request: { readonly id: string; readonly promisedFrom: Date }) => {
    readonly at: Date
    readonly result: RequestResult
    readonly note: string | null
  } | null,
): Promise<void> {
  const waiting = await db.query<{ id: string; promisedFrom: Date }>(sql`
    select r.id, r.promised_from as "promisedFrom" from callback_requests r
    where r.workspace_id = ${workspaceId} and r.state = 'waiting' order by r.id`)
  await db.transaction(async (tx) => {
    for (const request of waiting) {
      const end = verdict(request)
      if (!end) continue
      const { at, result, note } = end
      await closeRequest(tx, workspaceId, request.id, { result, note, employeeId: null, now: at })
    }
  })
}

/** Brings all of it into the record, with the classes that people gave (by the request's id). */
export async function recordPastRequests(
  { db, recorder, now }: { readonly db: Database; readonly recorder: Recorder; readonly now: Date },
  workspace: RecordingWorkspace,
  site: { readonly id: string; readonly name: string },
  classes: ReadonlyMap<string, { readonly at: Date; readonly classKey: string }>,
): Promise<void> {
  await recordAllDue(db, workspace.id, new Map([[site.id, site.name]]), { recorder, now: () => now })
  // The same number asks once in some minutes: not every request of the story was kept.
  const kept = await db.query<{ id: string }>(sql`
    select r.id from callback_requests r where r.workspace_id = ${workspace.id} and r.id = any(${[...classes.keys()]}::uuid[])`)
  const given = kept.flatMap(({ id }) => {
    const told = classes.get(id)
    return told ? [[id, told] as const] : []
  })
  const observations = given.map(([externalId, { at, classKey }]) => ({
    ...({ provider: 'callback', externalId, kind: 'callback', at, classKey } as const),
  }))
  await db.transaction((tx) => recorder.record(tx, { workspace, observations, now }))
}
