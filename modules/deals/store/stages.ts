import { recordset } from '../../../platform/database/bulk.ts'
import { type Queryable, sql, type Transaction } from '../../../platform/database/database.ts'
import type { DealOutcome } from '../rules.ts'
import type { DealPlace } from './keep.ts'

export interface PassedStage {
  readonly at: Date
  readonly stageKey: string
  readonly stage: string
  readonly pipeline: string | null
  readonly outcome: DealOutcome
}

const types = {
  dealId: 'uuid',
  at: 'timestamptz',
  stageKey: 'text',
  stage: 'text',
  pipeline: 'text',
  outcome: 'text',
} as const

const rowsOf = (stages: readonly (PassedStage & { readonly dealId: string })[]) =>
  recordset(
    'w',
    types,
    stages.map(({ dealId, at, stageKey, stage, pipeline, outcome }) => {
      return { dealId, at: at.toISOString(), stageKey, stage, pipeline, outcome }
    }),
  )

/** Notes stages that deals were seen in, except where the deal's last known stage is the same one. */
export async function noteStages(
  tx: Transaction,
  workspaceId: string,
  stages: readonly (PassedStage & { readonly dealId: string })[],
): Promise<void> {
  if (stages.length === 0) return
  await tx.query(sql`
    insert into deal_stages (workspace_id, deal_id, at, stage_key, stage, pipeline, outcome, exact)
    select ${workspaceId}, w."dealId", w.at, w."stageKey", w.stage, w.pipeline, w.outcome, false
    from ${rowsOf(stages)}
    where w."stageKey" is distinct from (
      select s.stage_key from deal_stages s where s.workspace_id = ${workspaceId} and s.deal_id = w."dealId" order by s.at desc limit 1)
    on conflict do nothing`)
}

/**
 * Keeps the CRM's own history: when deals came to stages. What had only been seen of the same stage gives way to it. Deals
 * that are not known are left out.
 */
export async function keepStages(
  tx: Transaction,
  workspaceId: string,
  { system, account }: DealPlace,
  passed: readonly (PassedStage & { readonly externalId: string })[],
): Promise<void> {
  if (passed.length === 0) return
  const known = new Map(
    (
      await tx.query<{ id: string; externalId: string }>(sql`
        select d.id, d.external_id as "externalId" from deals d
        where d.workspace_id = ${workspaceId} and d.system = ${system} and d.account = ${account}
          and d.external_id = any(${[...new Set(passed.map(({ externalId }) => externalId))]}::text[])`)
    ).map(({ id, externalId }) => [externalId, id]),
  )
  const stages = passed.flatMap((stage) => {
    const dealId = known.get(stage.externalId)
    return dealId ? [{ ...stage, dealId }] : []
  })
  if (stages.length === 0) return
  await tx.query(sql`
    delete from deal_stages s using ${rowsOf(stages)}
    where s.workspace_id = ${workspaceId} and s.deal_id = w."dealId" and s.stage_key = w."stageKey" and not s.exact`)
  await tx.query(sql`
    insert into deal_stages (workspace_id, deal_id, at, stage_key, stage, pipeline, outcome, exact)
    select distinct on (w."dealId", w.at, w."stageKey")
      ${workspaceId}::uuid, w."dealId", w.at, w."stageKey", w.stage, w.pipeline, w.outcome, true
    from ${rowsOf(stages)}
    on conflict (workspace_id, deal_id, at, stage_key) do update set exact = true`)
}

/** The stages that one deal passed, oldest first. */
export const listStages = (
  db: Queryable,
  workspaceId: string,
  dealId: string,
): Promise<(Omit<PassedStage, 'stageKey'> & { exact: boolean })[]> =>
  db.query(sql`
    select at, stage, pipeline, outcome, exact from deal_stages
    where workspace_id = ${workspaceId} and deal_id = ${dealId} order by at, exact desc`)
