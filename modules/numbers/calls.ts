/** Calls that came in on the company's tracking numbers, kept in step with the record. */
import { recordset } from '../../platform/database/bulk.ts'
import { raw, sql, type Transaction } from '../../platform/database/database.ts'
import type { Change, InteractionRow, Projection } from '../interactions/index.ts'
import { knownNumbers } from './store/matches.ts'

/** What was dialled, where a client called. */
const addressOf = (row: InteractionRow | null): string[] =>
  row?.kind === 'call' && row.direction === 'inbound' && row.ourAddress ? [row.ourAddress] : []

const types = {
  id: 'uuid',
  number: 'text',
  at: 'timestamptz',
  kind: 'text',
  confidence: 'smallint',
  visit: 'uuid',
  outcome: 'text',
  test: 'boolean',
  matched: 'timestamptz',
}

const rowOf = (row: InteractionRow, number: string) => ({
  id: row.id,
  number,
  at: row.startedAt,
  kind: row.originBasis ?? (row.sourceId ? 'told' : 'none'),
  confidence: row.originConfidence,
  visit: row.visitId,
  outcome: row.outcome,
  test: row.isTest,
  matched: row.updatedAt,
})

const columns = raw(
  'workspace_id, interaction_id, number, started_at, kind, confidence, visit_id, outcome, is_test, matched_at',
)

/** One row for each inbound call on a tracking number. A number that is named later finds its calls through a job. */
export const numberCalls: Projection = {
  name: 'number_calls',
  async apply(tx: Transaction, workspaceId: string, changes: readonly Change[]) {
    const addresses = changes.flatMap(({ before, after }) => [...addressOf(before), ...addressOf(after)])
    const known = await knownNumbers(tx, workspaceId, addresses)
    if (known.size === 0) return
    const numberOf = (row: InteractionRow | null) => {
      const [address] = addressOf(row)
      return address === undefined ? undefined : known.get(address)?.number
    }
    const gone = changes.flatMap(({ before, after }) =>
      before && numberOf(before) && !numberOf(after) ? [before.id] : [],
    )
    if (gone.length > 0) {
      await tx.query(
        sql`delete from number_calls where workspace_id = ${workspaceId} and interaction_id = any(${gone}::uuid[])`,
      )
    }
    const rows = changes.flatMap(({ after }) => {
      const number = numberOf(after)
      return after && number ? [rowOf(after, number)] : []
    })
    if (rows.length === 0) return
    await tx.query(sql`
      insert into number_calls (${columns})
      select ${workspaceId}::uuid, w.id, w.number, w.at, w.kind, w.confidence, w.visit, w.outcome, w.test, w.matched
      from ${recordset('w', types, rows)}
      on conflict (workspace_id, interaction_id) do update set number = excluded.number, started_at = excluded.started_at,
        kind = excluded.kind, confidence = excluded.confidence, visit_id = excluded.visit_id, outcome = excluded.outcome,
        is_test = excluded.is_test, matched_at = excluded.matched_at`)
  },
  async rebuild(tx: Transaction, workspaceId: string) {
    await tx.query(sql`delete from number_calls where workspace_id = ${workspaceId}`)
    await tx.query(sql`
      insert into number_calls (${columns})
      select ${workspaceId}::uuid, i.id, n.number, i.started_at,
        coalesce(i.origin_basis, case when i.source_id is null then 'none' else 'told' end), i.origin_confidence, i.visit_id,
        i.outcome, i.is_test, i.updated_at
      from interactions i
      join lateral (
        (select n.number from tracking_numbers n where n.workspace_id = ${workspaceId} and n.number = i.our_address)
        union all
        (select n.number from tracking_numbers n where n.workspace_id = ${workspaceId} and n.line_key = lower(btrim(i.our_address)))
        limit 1) n on true
      where i.workspace_id = ${workspaceId} and i.kind = 'call' and i.direction = 'inbound' and i.our_address is not null`)
  },
}
