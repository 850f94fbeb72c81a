/** Recordings that a company brings along: no provider is asked for them. */
import { createHash } from 'node:crypto'
import type { Config } from '../../platform/config/config.ts'
import { type Database, sql } from '../../platform/database/database.ts'
import type { Recorder, RecordingWorkspace } from '../interactions/index.ts'
import { soundType } from './rules.ts'
import { nameOf } from './storage/storage.ts'
import { storageOf } from './storage/storage-of.ts'
import { writeRecording } from './store.ts'

export interface PastRecording {
  /** The call as its provider names it. */
  readonly provider: string
  readonly externalId: string
  readonly at: Date
  /** Where the provider keeps it. */
  readonly url: string
  readonly bytes: Buffer
}

/** Stores them and notes them at their calls in one transaction, so that nobody goes to fetch them. Told twice they are the same. */
export async function keepPastRecordings(
  services: { readonly db: Database; readonly config: Config; readonly recorder: Recorder; readonly now: Date },
  workspace: RecordingWorkspace,
  past: readonly PastRecording[],
): Promise<void> {
  const { db, config, recorder, now } = services
  const storage = storageOf(config)
  for (const { provider, externalId, at, url, bytes } of past) {
    const mime = soundType(bytes)
    if (!mime) continue
    const hash = createHash('sha256').update(bytes).digest('hex')
    const content = nameOf(workspace.id, hash)
    await storage.put(content, bytes, mime)
    await db.transaction(async (tx) => {
      const call = { provider, externalId, kind: 'call', at, recordingUrl: url } as const
      await recorder.record(tx, { workspace, observations: [call], now })
      const [found] = await tx.query<{ interactionId: string }>(sql`
        select i.id as "interactionId" from interactions i
        where i.workspace_id = ${workspace.id} and i.provider = ${provider} and i.external_id = ${externalId}`)
      const stored = { content, hash, mime, size: bytes.length, at: now }
      if (found) await writeRecording(tx, workspace.id, { ...found, url }, { state: 'stored', attempts: 1, stored })
    })
  }
}
