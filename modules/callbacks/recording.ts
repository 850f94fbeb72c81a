import { type Database, sql, type Transaction } from '../../platform/database/database.ts'
import type { Log } from '../../platform/log/log.ts'
import { lockWriters, type Observation, type Recorder } from '../interactions/index.ts'
import { originOfVisit, type Sites } from '../visits/index.ts'
import type { RequestResult } from './rules.ts'

const sweepMs = 2_000
const batch = 100

interface Due {
  readonly id: string
  readonly siteId: string
  readonly phone: string
  readonly name: string | null
  readonly result: RequestResult | null
  readonly createdAt: Date
  readonly talkedAt: Date | null
  readonly closedAt: Date | null
  readonly visitId: string | null
  readonly visitorKey: string | null
  readonly line: string | null
}

/** Brings requests that have something new into the record: each is one interaction of kind `callback`. */
export function createRecording(parts: {
  readonly db: Database
  readonly log: Log
  readonly recorder: Recorder
  readonly sites: Sites
  readonly now: () => Date
}) {
  const { db, log } = parts
  let working: Promise<void> | undefined
  const sweep = async (): Promise<void> => {
    const companies = await db.query<{ id: string }>(
      sql`select distinct workspace_id as id from callback_requests where record_due is not null`,
    )
    for (const { id } of companies) {
      await recordAll(id).catch((error: unknown) =>
        log.warn({ err: error, workspaceId: id }, 'callbacks could not be recorded; they stay due'),
      )
    }
  }
  const recordAll = async (workspaceId: string): Promise<void> => {
    const names = new Map((await parts.sites.list(workspaceId)).map(({ id, name }) => [id, name]))
    await recordAllDue(db, workspaceId, names, parts)
  }
  const run = (): Promise<void> => {
    working ??= sweep()
      .catch((error: unknown) => log.warn({ err: error }, 'callbacks could not be recorded'))
      .finally(() => {
        working = undefined
      })
    return working
  }
  return {
    /** Records what is due; resolves when it is there. */
    now: recordAll,
    async start() {
      const timer = setInterval(() => void run(), sweepMs)
      return async () => {
        clearInterval(timer)
        await working
      }
    },
  }
}

/** Records all that is due of one company. */
export async function recordAllDue(
  db: Database,
  workspaceId: string,
  siteNames: ReadonlyMap<string, string>,
  parts: { readonly recorder: Recorder; readonly now: () => Date },
): Promise<void> {
  while ((await db.transaction((tx) => recordDue(tx, workspaceId, siteNames, parts))) === batch);
}

async function recordDue(
  tx: Transaction,
  workspaceId: string,
  siteNames: ReadonlyMap<string, string>,
  { recorder, now }: { readonly recorder: Recorder; readonly now: () => Date },
): Promise<number> {
  // Before the requests' own rows: a call that ends a request holds the same two in this order.
  await lockWriters(tx, workspaceId)
  const due = await tx.query<Due>(sql`
    select r.id, r.site_id as "siteId", r.phone, r.name, r.result, r.created_at as "createdAt", r.talked_at as "talkedAt",
      r.closed_at as "closedAt", r.visit_id as "visitId", r.visitor_key as "visitorKey",
      coalesce((select min(l.line) from employee_lines l where l.workspace_id = ${workspaceId} and l.employee_id = r.employee_id),
        e.email, e.name) as line
    from callback_requests r left join employees e on e.workspace_id = ${workspaceId} and e.id = r.employee_id
    where r.workspace_id = ${workspaceId} and r.record_due is not null
    order by r.record_due limit ${batch} for update of r skip locked`)
  if (due.length === 0) return 0
  const [workspace] = await tx.query<{ id: string; timezone: string; country: string }>(
    sql`select id, timezone, country from workspaces where id = ${workspaceId}`,
  )
  if (!workspace) return 0
  const observations: Observation[] = []
  for (const request of due) {
    const origin = request.visitId ? await originOfVisit(tx, workspaceId, request.visitId) : null
    observations.push({ ...observe(request, siteNames.get(request.siteId)), ...(origin && { origin }) })
  }
  await recorder.record(tx, { workspace, observations, now: now() })
  await tx.query(sql`
    update callback_requests set record_due = null
    where workspace_id = ${workspaceId} and id = any(${due.map(({ id }) => id)}::uuid[])`)
  return due.length
}

function observe(request: Due, siteName: string | undefined): Observation {
  const { result, createdAt, closedAt, talkedAt, visitId, visitorKey, name, line } = request
  return {
    provider: 'callback',
    externalId: request.id,
    kind: 'callback',
    direction: 'inbound',
    at: closedAt ?? createdAt,
    startedAt: createdAt,
    party: { phone: request.phone, ...(name && { name }), ...(visitorKey && { visitor: visitorKey }) },
    ...(siteName && { ourAddress: siteName }),
    ...(visitId && { visit: visitId }),
    ...(line && { line }),
    ...(closedAt && {
      finished: true,
      endedAt: closedAt,
      outcome: result === 'talked' || result === 'refused' ? 'answered' : 'no_answer',
      ...(talkedAt && { answeredAt: talkedAt }),
    }),
  }
}
