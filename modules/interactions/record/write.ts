import { type Cell, copyRows, recordset } from '../../../platform/database/bulk.ts'
import { raw, sql, type Transaction } from '../../../platform/database/database.ts'
import type { Told } from '../fold.ts'
import { columns, fields, type InteractionRow } from '../row.ts'
import { type Directory, lineKey } from './directory.ts'

const columnNames = fields.map((field) => columns[field][0])
const fieldTypes = Object.fromEntries(fields.map((field) => [field, columns[field][1]]))
const changeable = fields.filter(
  (field) => !['workspaceId', 'id', 'provider', 'externalId', 'createdAt'].includes(field),
)

/** Appends rows that are new. */
export const insertRows = (tx: Transaction, rows: readonly InteractionRow[]): Promise<void> =>
  copyRows(
    tx,
    'interactions',
    columnNames,
    rows.map((row) => fields.map((field): Cell => row[field])),
  )

/** Overwrites rows that exist. */
export async function updateRows(tx: Transaction, workspaceId: string, rows: readonly InteractionRow[]): Promise<void> {
  if (rows.length === 0) return
  const assignments = raw(changeable.map((field) => `${columns[field][0]} = w."${field}"`).join(', '))
  await tx.query(sql`
    update interactions i set ${assignments} from ${recordset('w', fieldTypes, rows)}
    where i.workspace_id = ${workspaceId} and i.id = w.id`)
}

/** Writes the legs and messages of the given interactions; `replace` names those whose old ones must go first. */
export async function writeDetails(
  tx: Transaction,
  workspaceId: string,
  details: readonly { id: string; told: Told }[],
  replace: readonly string[],
  directory: Directory,
): Promise<void> {
  const employee = (line: string | null | undefined) =>
    line ? (directory.employeeByLine.get(lineKey(line))?.id ?? null) : null
  if (replace.length > 0) {
    await tx.query(
      sql`delete from interaction_legs where workspace_id = ${workspaceId} and interaction_id = any(${replace}::uuid[])`,
    )
    await tx.query(
      sql`delete from interaction_messages where workspace_id = ${workspaceId} and interaction_id = any(${replace}::uuid[])`,
    )
  }
  const legs = details.flatMap(({ id, told }) =>
    told.legs.map((leg): Cell[] => [
      workspaceId,
      id,
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
  )
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
    legs,
  )
  const messages = details.flatMap(({ id, told }) =>
    told.messages.map((message): Cell[] => [
      workspaceId,
      id,
      message.key,
      message.at,
      message.author,
      message.line ?? null,
      employee(message.line),
      message.text,
    ]),
  )
  await copyRows(
    tx,
    'interaction_messages',
    ['workspace_id', 'interaction_id', 'key', 'at', 'author', 'line', 'employee_id', 'text'],
    messages,
  )
}
