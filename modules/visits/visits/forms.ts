/** Forms that visitors sent become interactions: kept with the hit first, recorded a moment later. */
import { createHash } from 'node:crypto'
import type { Database, Transaction } from '../../../platform/database/database.ts'
import { sql } from '../../../platform/database/database.ts'
import type { Log } from '../../../platform/log/log.ts'
import type { Observation, Recorder } from '../../interactions/index.ts'
import { originOfVisit } from './find.ts'

const batch = 200
/** Milliseconds after which forms are looked for that another process kept and did not record. */
const restMs = 5_000

interface FormRow {
  readonly id: string
  readonly visitId: string
  readonly visitorId: string | null
  readonly at: Date
  readonly form: string | null
  readonly page: string
  readonly phone: string | null
  readonly email: string | null
  readonly name: string | null
  readonly domain: string | null
}

export interface FormRecording {
  /** Records what waits in a company soon. */
  wake(workspaceId: string): void
  start(): () => Promise<void>
}

/** Creates the loop that takes forms into the record. */
export function createFormRecording(
  { db, log, now }: { readonly db: Database; readonly log: Log; readonly now: () => Date },
  recorder: Recorder,
): FormRecording {
  const woken = new Set<string>()
  let working: Promise<void> | null = null
  let stopped = false

  const work = async (): Promise<void> => {
    for (const workspaceId of woken) {
      woken.delete(workspaceId)
      try {
        while (!stopped && (await db.transaction((tx) => recordForms(tx, workspaceId, recorder, now()))) === batch);
      } catch (error) {
        log.error({ err: error, workspaceId }, 'forms could not be recorded; they wait')
      }
    }
  }
  const run = (): void => {
    if (stopped) return
    working ??= work().finally(() => {
      working = null
      if (woken.size > 0) run()
    })
  }
  const look = async (): Promise<void> => {
    try {
      for (const workspaceId of await companiesThatWait(db)) woken.add(workspaceId)
    } catch (error) {
      log.warn({ err: error }, 'forms that wait could not be looked for')
    }
    run()
  }
  return {
    wake(workspaceId) {
      woken.add(workspaceId)
      run()
    },
    start() {
      stopped = false
      void look()
      const timer = setInterval(() => void look(), restMs).unref()
      return async () => {
        stopped = true
        clearInterval(timer)
        while (working) await working
      }
    },
  }
}

const companiesThatWait = async (db: Database): Promise<string[]> =>
  (
    await db.query<{ id: string }>(sql`
      select distinct f.workspace_id as id from site_forms f where f.recorded_at is null`)
  ).map(({ id }) => id)

/** Takes the oldest forms of a company into the record and returns how many there were. */
async function recordForms(tx: Transaction, workspaceId: string, recorder: Recorder, now: Date): Promise<number> {
  const forms = await tx.query<FormRow>(sql`
    select f.id, f.visit_id as "visitId", f.visitor_id as "visitorId", f.at, f.form, f.page, f.phone, f.email, f.name,
      s.domains[1] as domain
    from site_forms f left join sites s on s.workspace_id = ${workspaceId} and s.id = f.site_id
    where f.workspace_id = ${workspaceId} and f.recorded_at is null
    order by f.id limit ${batch} for update of f skip locked`)
  if (forms.length === 0) return 0
  const [workspace] = await tx.query<{ id: string; timezone: string; country: string }>(
    sql`select w.id, w.timezone, w.country from workspaces w where w.id = ${workspaceId}`,
  )
  if (!workspace) return 0
  const observations: Observation[] = []
  for (const form of forms) observations.push(observationOf(form, await originOfVisit(tx, workspaceId, form.visitId)))
  await recorder.record(tx, { workspace, observations, now })
  await tx.query(sql`
    update site_forms set recorded_at = ${now}
    where workspace_id = ${workspaceId} and id = any(${forms.map(({ id }) => id)}::uuid[])`)
  return forms.length
}

/** One form with one contact is one interaction of a visit, however often its button was pressed. */
const identityOf = ({ visitId, form, page, phone, email }: FormRow): string =>
  `${visitId}:${createHash('sha256')
    .update([form ?? page, phone?.replace(/\D/g, '').slice(-10), email?.toLowerCase()].join('\u0000'))
    .digest('hex')
    .slice(0, 16)}`

const observationOf = (form: FormRow, origin: Awaited<ReturnType<typeof originOfVisit>>): Observation => ({
  provider: 'site',
  externalId: identityOf(form),
  kind: 'form',
  at: form.at,
  direction: 'inbound',
  startedAt: form.at,
  finished: true,
  party: {
    ...(form.phone && { phone: form.phone }),
    ...(form.email && { email: form.email }),
    ...(form.name && { name: form.name }),
    ...(form.visitorId && { visitor: form.visitorId }),
  },
  ...(form.domain && { ourAddress: form.domain }),
  ...(origin && { origin }),
  visit: form.visitId,
  subject: [form.form, form.page].filter(Boolean).join(' · '),
})
