import { type Cell, copyRows, recordset } from '../../../platform/database/bulk.ts'
import { copyBinary } from '../../../platform/database/copy-binary.ts'
import { raw, sql, type Transaction } from '../../../platform/database/database.ts'
import { columns, fields, type InteractionRow } from '../row.ts'
import { onlyLeg } from '../told.ts'
import { type Directory, lineKey } from './directory.ts'
import type { Known } from './load.ts'

const copied = fields.map((field) => ({ field, column: columns[field][0], type: columns[field][1] }))
const fieldTypes = Object.fromEntries(fields.map((field) => [field, columns[field][1]]))
const changeable = fields.filter(
  (field) => !['workspaceId', 'id', 'provider', 'externalId', 'createdAt'].includes(field),
)

/** Appends rows that are new; they are asked for as they are sent. */
export const insertRows = (tx: Transaction, rows: Iterable<InteractionRow>): Promise<void> =>
  copyBinary(tx, 'interactions', copied, rows)

/** Overwrites rows that exist. */
export async function updateRows(tx: Transaction, workspaceId: string, rows: readonly InteractionRow[]): Promise<void> {
  if (rows.length === 0) return
  const assignments = raw(changeable.map((field) => `${columns[field][0]} = w."${field}"`).join(', '))
  await tx.query(sql`
    update interactions i set ${assignments} from ${recordset('w', fieldTypes, rows)}
    where i.workspace_id = ${workspaceId} and i.id = w.id`)
}

interface Details extends Known {
  /** What was known before, whose rows have to go first; null for an interaction that is new. */
  readonly before: Known | null
}

/** Writes the legs and messages of the given interactions. */
export async function writeDetails(
  tx: Transaction,
  workspaceId: string,
  details: readonly Details[],
  directory: Directory,
): Promise<void> {
  const employee = (line: string | null | undefined) =>
    line ? (directory.employeeByLine.get(lineKey(line))?.id ?? null) : null
  const changedLegs = details.filter(({ row, told, before }) =>
    before === null
      ? told.legs.length > 0
      : told.legs !== before.told.legs || (onlyLeg(told, row) === null) !== (onlyLeg(before.told, before.row) === null),
  )
  const changedMessages = details.filter(({ told, before }) =>
    before === null ? told.messages.length > 0 : told.messages !== before.told.messages,
  )
  await remove(tx, workspaceId, 'interaction_legs', changedLegs)
  await remove(tx, workspaceId, 'interaction_messages', changedMessages)
  await copyRows(
    tx,
    'interaction_legs',
    [
      'workspace_id',
      'interaction_id',
      'key',
      'role',
      'line',
      'employee_id',
      'started_at',
      'answered_at',
      'ended_at',
      'outcome',
      'talk_seconds',
      'reason',
    ],
    changedLegs.flatMap(({ row, told }) =>
      onlyLeg(told, row)
        ? []
        : told.legs.map((leg): Cell[] => [
            workspaceId,
            row.id,
            leg.key,
            leg.role,
            leg.line,
            employee(leg.line),
            leg.startedAt,
            leg.answeredAt,
            leg.endedAt,
            leg.outcome,
            leg.talkSeconds,
            leg.reason,
          ]),
    ),
  )
  await copyRows(
    tx,
    'interaction_messages',
    ['workspace_id', 'interaction_id', 'key', 'at', 'author', 'line', 'employee_id', 'text'],
    changedMessages.flatMap(({ row, told }) =>
      told.messages.map((message): Cell[] => [
        workspaceId,
        row.id,
        message.key,
        message.at,
        message.author,
        message.line ?? null,
        employee(message.line),
        message.text,
      ]),
    ),
  )
}

async function remove(tx: Transaction, workspaceId: string, table: string, details: readonly Details[]): Promise<void> {
  const ids = details.flatMap(({ row, before }) => (before ? row.id : []))
  if (ids.length === 0) return
  await tx.query(
    sql`delete from ${raw(table)} where workspace_id = ${workspaceId} and interaction_id = any(${ids}::uuid[])`,
  )
}
