/** Interactions whose way becomes known, or better known, after they were recorded. */
import { recordset } from '../../../platform/database/bulk.ts'
import { raw, sql, type Transaction } from '../../../platform/database/database.ts'
import { type Contact, type ContactSet, resolveCustomers } from '../../customers/index.ts'
import type { Projection } from '../projection.ts'
import { columns, type InteractionRow, selectList } from '../row.ts'
import { withVisitor } from './contacts.ts'
import { recall } from './load.ts'
import { moveCustomers } from './move-customers.ts'
import { lockWriters, project } from './record.ts'
import { findWays, type OriginResolver, type Way } from './way.ts'

const wayFields = [
  'sourceId',
  'campaignId',
  'placementId',
  'keywordId',
  'originCertain',
  'originBasis',
  'originConfidence',
  'visitId',
] as const satisfies readonly (keyof Way)[]

/**
 * Finds the ways of some interactions anew, with the visitors who made them, and brings every projection in step. Returns how many have
 * another way now.
 */
export async function reorigin(
  tx: Transaction,
  options: {
    readonly workspaceId: string
    readonly ids: readonly string[]
    readonly projections: readonly Projection[]
    readonly originOf: OriginResolver | null
    readonly now: Date
  },
): Promise<number> {
  const { workspaceId, ids, projections, originOf, now } = options
  if (ids.length === 0) return 0
  await lockWriters(tx, workspaceId)
  const rows = await tx.query<InteractionRow>(sql`
    select ${raw(selectList('i'))} from interactions i where i.workspace_id = ${workspaceId} and i.id = any(${ids}::uuid[])`)
  const known = await recall(tx, workspaceId, rows)
  const told = known.map((entry) => entry.told)
  const ways = await findWays(tx, workspaceId, told, originOf, now)
  const callers = known.flatMap(({ row, told }, i): ContactSet[] => {
    const visitor = ways.visitorOf(i)
    return visitor && row.customerId ? [withVisitor(callerOf(row), visitor, told)] : []
  })
  const { merged } = await resolveCustomers(tx, workspaceId, callers, now)
  const changes = known.flatMap(({ row }, i) => {
    const way = ways.of(i)
    const customerId = merged.get(row.customerId ?? '') ?? row.customerId
    return wayFields.some((field) => way[field] !== row[field])
      ? [{ before: row, after: { ...row, ...way, customerId, updatedAt: now } }]
      : []
  })
  await writeWays(
    tx,
    workspaceId,
    changes.map(({ after }) => after),
  )
  const moved = await moveCustomers(tx, workspaceId, merged, new Set(changes.map(({ after }) => after.id)))
  await project(tx, workspaceId, projections, [...changes, ...moved])
  return changes.length
}

/** Whose the call is so far. */
function callerOf({ customerId, partyNumber }: InteractionRow): ContactSet {
  const contacts: Contact[] = partyNumber?.startsWith('+') ? [{ kind: 'phone', value: partyNumber }] : []
  return { contacts, name: null, customerId }
}

async function writeWays(tx: Transaction, workspaceId: string, rows: readonly InteractionRow[]): Promise<void> {
  if (rows.length === 0) return
  const fields = [...wayFields, 'updatedAt'] as const
  const types = Object.fromEntries(['id' as const, ...fields].map((field) => [field, columns[field][1]]))
  const assignments = raw(fields.map((field) => `${columns[field][0]} = w."${field}"`).join(', '))
  await tx.query(sql`
    update interactions i set ${assignments} from ${recordset(
      'w',
      types,
      rows.map((row) => Object.fromEntries(['id' as const, ...fields].map((field) => [field, row[field]]))),
    )}
    where i.workspace_id = ${workspaceId} and i.id = w.id`)
}
