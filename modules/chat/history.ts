/** Dialogues that were held before: a story told to a new company through the doors that people use. */
import type { Database, Transaction } from '../../platform/database/database.ts'
import type { Observation, Recorder, RecordingWorkspace } from '../interactions/index.ts'
import { originOfVisit } from '../visits/index.ts'
import { recordDialogues } from './record.ts'
import { endSilent } from './recording.ts'
import { type ChatSettings, readSettings, settingsSchema, writeSettings } from './settings.ts'
import { finish, type Operator, sayAsEmployee } from './store/employee.ts'
import { insertPhrase, listPhrases } from './store/phrases.ts'
import { introduce, rate, sayAsVisitor } from './store/visitor.ts'

const perTransaction = 40

export interface PastEmployee {
  readonly id: string
  readonly name: string
}

export interface PastDialogue {
  /** Of the visitor's browser: the same for all dialogues of one person. */
  readonly guest: string
  readonly visitor: string | null
  readonly visit: string | null
  readonly page: { readonly url: string; readonly title: string }
  readonly client: { readonly name?: string; readonly phone?: string; readonly email?: string }
  /** Nobody was there when it began. */
  readonly offline: boolean
  /** In order of time, the client's first; ids are the same each time it is told. */
  readonly messages: readonly {
    readonly id: string
    readonly at: Date
    /** Null: the client. */
    readonly by: PastEmployee | null
    readonly text: string
  }[]
  readonly closed: { readonly at: Date; readonly by: PastEmployee } | null
  /** Only of one that was closed. */
  readonly rating: { readonly at: Date; readonly score: number; readonly comment: string } | null
  readonly classKey: string | null
}

export interface PastChats {
  readonly site: { readonly id: string; readonly name: string }
  /** What differs from the usual. */
  readonly settings: Partial<ChatSettings>
  readonly phrases: readonly { readonly shortcut: string; readonly text: string }[]
  readonly dialogues: readonly PastDialogue[]
}

/** Switches the chat of a site on and tells its past dialogues. Told twice they are the same. `now`: the end of the story. */
export async function keepPastChats(
  { db, recorder, now }: { readonly db: Database; readonly recorder: Recorder; readonly now: Date },
  workspace: RecordingWorkspace,
  { site, settings, phrases, dialogues }: PastChats,
): Promise<void> {
  const usual = await readSettings(db, workspace.id, site.id)
  await writeSettings(db, workspace.id, site.id, settingsSchema.parse({ ...usual, ...settings }), now)
  const known = new Set((await listPhrases(db, workspace.id, null)).map(({ shortcut }) => shortcut))
  await db.transaction(async (tx) => {
    for (const phrase of phrases)
      if (!known.has(phrase.shortcut)) await insertPhrase(tx, workspace.id, { ...phrase, ownerId: null }, now)
  })
  const classed: Observation[] = []
  for (let from = 0; from < dialogues.length; from += perTransaction) {
    await db.transaction(async (tx) => {
      for (const past of dialogues.slice(from, from + perTransaction)) {
        const id = await replay(tx, workspace.id, site.id, past)
        const at = past.messages.at(-1)?.at ?? now
        if (id && past.classKey)
          classed.push({ provider: 'chat', externalId: id, kind: 'chat', at, classKey: past.classKey })
      }
    })
  }
  await endSilent(db, workspace.id, now)
  const recording = { recorder, originOfVisit, siteName: () => site.name, now }
  while ((await recordDialogues(db, workspace.id, recording)) > 0);
  await db.transaction((tx) => recorder.record(tx, { workspace, observations: classed, now }))
}

async function replay(
  tx: Transaction,
  workspaceId: string,
  siteId: string,
  { guest: visitorId, visitor: visitorKey, visit: visitId, page, offline, ...past }: PastDialogue,
): Promise<string | null> {
  const guest = { workspaceId, siteId, visitorId }
  const circumstances = { visitorKey, visitId, page, language: 'ru' } as const
  const operator = ({ id, name }: PastEmployee): Operator => ({
    ...{ workspaceId, employeeId: id, departmentId: null, name, reach: { kind: 'all' }, seesPersonalData: true },
  })
  let dialogue: string | null = null
  for (const { id, at, by, text } of past.messages) {
    const words = { id, text, fileId: null }
    if (by && dialogue) await sayAsEmployee(tx, operator(by), dialogue, words, at)
    if (by) continue
    const said = await sayAsVisitor(tx, guest, words, { circumstances, departmentId: null, offline, now: at })
    if (typeof said === 'string') return null
    if (!dialogue) await introduce(tx, guest, past.client, visitorKey, at)
    dialogue = said.dialogueId
  }
  if (!dialogue || !past.closed) return dialogue
  await finish(tx, operator(past.closed.by), dialogue, past.closed.at)
  if (past.rating) await rate(tx, guest, past.rating, past.rating.at)
  return dialogue
}
