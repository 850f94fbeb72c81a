import { recordset } from '../../platform/database/bulk.ts'
import { raw, sql, type Transaction } from '../../platform/database/database.ts'
import type { Change, Projection } from './projection.ts'
import type { InteractionRow } from './row.ts'

type KeyValue = string | number | boolean | null

interface Dimension {
  readonly column: string
  readonly type: string
  /** Value for one interaction. */
  readonly of: (row: InteractionRow) => KeyValue
  /** The same as SQL over table `interactions i`. */
  readonly sql: string
}

interface Measure {
  readonly column: string
  readonly of: (row: InteractionRow) => number
  readonly sql: string
}

interface RollupDefinition {
  readonly table: string
  readonly dimensions: readonly Dimension[]
  readonly measures: readonly Measure[]
  /** Which interactions count; the others contribute nothing. */
  readonly counts: (row: InteractionRow) => boolean
  readonly where: string
}

/**
 * A narrow roll-up made for one question: sums of measures by a few dimensions, kept by adding each change's difference.
 * The table has (workspace_id, …dimensions, …measures) and a unique key over workspace and dimensions
 * (`nulls not distinct` where a dimension may be null). Each rule stands twice, as a function and as SQL; a test compares them.
 */
export function defineRollup(definition: RollupDefinition): Projection {
  const { table, dimensions, measures, counts } = definition
  const types = Object.fromEntries([
    ...dimensions.map((d) => [d.column, d.type] as const),
    ...measures.map((m) => [m.column, 'bigint'] as const),
  ])
  const names = Object.keys(types)
  const keyColumns = dimensions.map((d) => d.column)
  const upsert = raw(
    `on conflict (workspace_id, ${keyColumns.join(', ')}) do update set ${measures
      .map((m) => `${m.column} = ${table}.${m.column} + excluded.${m.column}`)
      .join(', ')}`,
  )

  return {
    name: table,
    async apply(tx: Transaction, workspaceId: string, changes: readonly Change[]) {
      const differences = new Map<string, { keys: KeyValue[]; sums: number[] }>()
      const add = (row: InteractionRow | null, sign: 1 | -1) => {
        if (!row || !counts(row)) return
        const keys = dimensions.map((d) => d.of(row))
        const name = keys.join('\u0000')
        const entry = differences.get(name) ?? { keys, sums: measures.map(() => 0) }
        measures.forEach((m, i) => {
          entry.sums[i] = (entry.sums[i] ?? 0) + sign * m.of(row)
        })
        differences.set(name, entry)
      }
      for (const change of changes) {
        add(change.before, -1)
        add(change.after, 1)
      }
      const rows = [...differences]
        .filter(([, entry]) => entry.sums.some((sum) => sum !== 0))
        .map(([, entry]) =>
          Object.fromEntries([
            ...keyColumns.map((column, i) => [column, entry.keys[i] ?? null]),
            ...measures.map((m, i) => [m.column, entry.sums[i] ?? 0]),
          ]),
        )
      if (rows.length === 0) return
      const list = raw(names.join(', '))
      await tx.query(sql`
        insert into ${raw(table)} (workspace_id, ${list})
        select ${workspaceId}::uuid, ${list} from ${recordset('d', types, rows)} ${upsert}`)
    },
    async rebuild(tx: Transaction, workspaceId: string) {
      const list = raw(names.join(', '))
      const selected = raw([...dimensions.map((d) => d.sql), ...measures.map((m) => m.sql)].join(', '))
      const grouped = raw(dimensions.map((_, i) => String(i + 2)).join(', '))
      await tx.query(sql`delete from ${raw(table)} where workspace_id = ${workspaceId}`)
      await tx.query(sql`
        insert into ${raw(table)} (workspace_id, ${list})
        select ${workspaceId}::uuid, ${selected} from interactions i
        where i.workspace_id = ${workspaceId} and (${raw(definition.where)}) group by ${grouped}`)
    },
  }
}
