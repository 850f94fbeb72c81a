/** When recordings are fetched: as soon as they are known, again after pauses, and deleted when they were kept long enough. */
import { createHash } from 'node:crypto'
import { appendAudit } from '../../../platform/audit/audit.ts'
import type { CompanyFolder } from '../../../platform/config/config.ts'
import { type Database, sql } from '../../../platform/database/database.ts'
import { listen } from '../../../platform/database/listen.ts'
import { foldersOf } from '../../../platform/files/company-folders.ts'
import { tellLive } from '../../../platform/live/tell-live.ts'
import type { Log } from '../../../platform/log/log.ts'
import { type Connections, connectionsChannel } from '../../intake/index.ts'
import { listWorkspaces, system } from '../../workspaces/index.ts'
import { fetchByKeys, type KeyedProviders } from '../keyed/index.ts'
import { recordingsChannel } from '../queue.ts'
import { pauseAfter, soundType } from '../rules.ts'
import { nameOf, type Storage } from '../storage/storage.ts'
import {
  askAgainByKeys,
  dueRecordings,
  isShared,
  oldRecordings,
  type RecordingChange,
  type RecordingRow,
  readSettings,
  writeRecording,
} from '../store.ts'
import type { FetchPlace } from './fetch.ts'

export interface Fetching {
  readonly db: Database
  readonly storage: Storage
  readonly allowPrivate: boolean
  readonly companyFolders: readonly CompanyFolder[]
  readonly connections: Pick<Connections, 'active'>
  readonly keyed: KeyedProviders
  readonly now: () => Date
  readonly log: Log
}

const sweepMs = 10_000
const retentionMs = 6 * 3_600_000
const perRound = 20
const atOnce = 3

/** Fetches what is due in every company. Two servers may fetch the same recording: they keep the same bytes under the same hash. */
export async function fetchDue(fetching: Fetching, stopping: AbortSignal): Promise<void> {
  const { db, now, companyFolders, allowPrivate } = fetching
  for (const { id: workspaceId, slug } of await listWorkspaces(db)) {
    if (stopping.aborted) return
    const due = await dueRecordings(db, workspaceId, now(), perRound)
    if (due.length === 0) continue
    const { hosts } = await readSettings(db, workspaceId)
    const folders = foldersOf(companyFolders, slug)
    const waiting = [...due]
    const work = async (): Promise<void> => {
      for (let row = waiting.shift(); row && !stopping.aborted; row = waiting.shift()) {
        await fetchOne(fetching, workspaceId, row, { allowPrivate, hosts, folders, day: row.day })
      }
    }
    await Promise.all(Array.from({ length: atOnce }, work))
    await db.transaction((tx) => tellLive(tx, { workspaceId, type: 'recordings' }))
  }
}

type Due = RecordingRow & { readonly provider: string }

async function fetchOne(fetching: Fetching, workspaceId: string, row: Due, place: FetchPlace): Promise<void> {
  const { db, log } = fetching
  try {
    await writeRecording(db, workspaceId, row, await outcomeOf(fetching, workspaceId, row, place))
  } catch (error) {
    log.warn({ err: error, interaction: row.interactionId }, 'a recording could not be stored')
    const nextAt = new Date(fetching.now().getTime() + 60_000)
    await writeRecording(db, workspaceId, row, { state: 'waiting', attempts: row.attempts, nextAt })
  }
}

async function outcomeOf(
  { db, storage, now, connections, keyed }: Fetching,
  workspaceId: string,
  { url, provider, ...row }: Due,
  place: FetchPlace,
): Promise<RecordingChange> {
  const attempts = row.attempts + 1
  const way = keyed[provider]
  const open = way ? await connections.active(db, workspaceId, [way.provider]) : []
  const fetched = await fetchByKeys(url, way, open, place)
  if (fetched.kind !== 'got') {
    const { kind, reason, detail } = fetched
    if (kind === 'refused') return { state: 'refused', reason, detail, attempts }
    const pause = pauseAfter(attempts)
    if (pause === null) return { state: 'gone', reason, detail, attempts }
    return { state: 'waiting', reason, detail, attempts, nextAt: new Date(now().getTime() + pause) }
  }
  const { bytes } = fetched
  const mime = soundType(bytes)
  if (!mime) return { state: 'refused', reason: 'not_audio', attempts }
  const hash = createHash('sha256').update(bytes).digest('hex')
  const content = nameOf(workspaceId, hash)
  await storage.put(content, bytes, mime)
  return { state: 'stored', attempts, stored: { content, hash, mime, size: bytes.length, at: now() } }
}

/** Deletes what was kept long enough; each deletion is in the log of changes. Returns how many. */
export async function forgetOldRecordings({
  db,
  storage,
  now,
}: Pick<Fetching, 'db' | 'storage' | 'now'>): Promise<number> {
  let total = 0
  for (const { id: workspaceId } of await listWorkspaces(db)) {
    const { keepDays } = await readSettings(db, workspaceId)
    const before = new Date(now().getTime() - keepDays * 86_400_000)
    for (;;) {
      const old = await oldRecordings(db, workspaceId, before)
      if (old.length === 0) break
      const by = system(now())
      await db.transaction(async (tx) => {
        await tx.query(sql`
          update recordings set state = 'deleted' where workspace_id = ${workspaceId} and interaction_id = any(${old.map(({ interactionId }) => interactionId)}::uuid[])`)
        await appendAudit(
          tx,
          workspaceId,
          old.map(({ interactionId, hash }) => ({
            at: by.now,
            actor: by.actor,
            action: 'recording.deleted',
            objectType: 'interaction',
            objectId: interactionId,
            before: { sha256: hash },
          })),
        )
      })
      for (const { content } of old) if (!(await isShared(db, workspaceId, content))) await storage.remove(content)
      total += old.length
    }
  }
  return total
}

/** Starts both; the returned function stops them and waits for what is under way. */
export function startFetching(fetching: Fetching): () => Promise<void> {
  const { db, log } = fetching
  const stopping = new AbortController()
  let running: Promise<void> | null = null
  let again = false
  const look = (): void => {
    if (stopping.signal.aborted) return
    if (running) {
      again = true
      return
    }
    running = fetchDue(fetching, stopping.signal)
      .catch((error: unknown) => log.warn({ err: error }, 'recordings wait for the database'))
      .finally(() => {
        running = null
        if (again) {
          again = false
          look()
        }
      })
  }
  const askAgain = async (): Promise<void> => {
    for (const { id } of await listWorkspaces(db)) await askAgainByKeys(db, id, fetching.now())
    look()
  }
  const hearing = listen(db, recordingsChannel, look, look)
  const hearingKeys = listen(
    db,
    connectionsChannel,
    () => {
      askAgain().catch((error: unknown) => log.warn({ err: error }, 'recordings were not asked for again'))
    },
    () => undefined,
  )
  const sweep = setInterval(look, sweepMs)
  const forget = setInterval(() => {
    forgetOldRecordings(fetching).catch((error: unknown) => log.warn({ err: error }, 'old recordings were not deleted'))
  }, retentionMs)
  look()
  return async () => {
    stopping.abort()
    clearInterval(sweep)
    clearInterval(forget)
    await hearing.stop()
    await hearingKeys.stop()
    await running
  }
}
