import { columnset } from '../../platform/database/bulk.ts'
import { raw, type Sql, sql, type Transaction } from '../../platform/database/database.ts'
import type { Change, Projection } from './projection.ts'
import type { InteractionRow } from './row.ts'

type KeyValue = string | number | boolean | null

interface Dimension<Part> {
  readonly column: string
  readonly type: string
  /** Value for one interaction (and the part of it that is counted). */
  readonly of: (row: InteractionRow, part: Part) => KeyValue
  /** The same as SQL over table `interactions i`. */
  readonly sql: string
}

interface Measure {
  readonly column: string
  readonly of: (row: InteractionRow) => number
  readonly sql: string
}

interface RollupDefinition<Part> {
  readonly table: string
  readonly dimensions: readonly Dimension<Part>[]
  readonly measures: readonly Measure[]
  /** The fields that dimensions and places are made of: what agrees in them is added up before anything is made of it. */
  readonly by: readonly (keyof InteractionRow)[]
  /** Which interactions count; the others contribute nothing. */
  readonly counts: (row: InteractionRow) => boolean
  readonly where: string
  /** What the SQL halves are computed over, where that is more than `interactions i`. */
  readonly from?: (workspaceId: string) => Sql
}

interface SpreadDefinition<Part> extends RollupDefinition<Part> {
  /** The places in which one interaction is counted; `from` says the same in SQL. */
  readonly parts: (row: InteractionRow) => readonly Part[]
}

/**
 * A narrow roll-up made for one question: sums of measures by a few dimensions, kept by adding each change's difference.
 * The table has (workspace_id, …dimensions, …measures) and a unique key over workspace and dimensions
 * (`nulls not distinct` where a dimension may be null). Each rule stands twice, as a function and as SQL; a test compares them.
 */
export const defineRollup = (definition: RollupDefinition<null>): Projection =>
  defineSpreadRollup({ ...definition, parts: () => once })

const once = [null] as const

/** A roll-up in which one interaction counts in several places: at each level of its origin, say. */
export function defineSpreadRollup<Part>(definition: SpreadDefinition<Part>): Projection {
  const { table, dimensions, measures, parts } = definition
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
      for (const { row, sums } of addUp(definition, changes)) {
        for (const part of parts(row)) {
          const keys = dimensions.map((d) => d.of(row, part))
          const name = keys.join('\u0000')
          const entry = differences.get(name)
          if (entry) addTo(entry.sums, sums)
          else differences.set(name, { keys, sums: [...sums] })
        }
      }
      const changed = [...differences.values()].filter(({ sums }) => sums.some((sum) => sum !== 0))
      if (changed.length === 0) return
      const columns = [
        ...dimensions.map((_, i) => changed.map(({ keys }) => keys[i] ?? null)),
        ...measures.map((_, i) => changed.map(({ sums }) => sums[i] ?? 0)),
      ]
      const list = raw(names.join(', '))
      await tx.query(sql`
        insert into ${raw(table)} (workspace_id, ${list})
        select ${workspaceId}::uuid, ${list} from ${columnset('d', types, columns)} ${upsert}`)
    },
    async rebuild(tx: Transaction, workspaceId: string) {
      const list = raw(names.join(', '))
      const selected = raw([...dimensions.map((d) => d.sql), ...measures.map((m) => m.sql)].join(', '))
      const grouped = raw(dimensions.map((_, i) => String(i + 2)).join(', '))
      await tx.query(sql`delete from ${raw(table)} where workspace_id = ${workspaceId}`)
      // In the order of the key: millions of rows then fill index and table page after page.
      await tx.query(sql`
        insert into ${raw(table)} (workspace_id, ${list})
        select ${workspaceId}::uuid, ${selected} from ${definition.from?.(workspaceId) ?? raw('interactions i')}
        where i.workspace_id = ${workspaceId} and (${raw(definition.where)}) group by ${grouped} order by ${grouped}`)
    },
  }
}

interface Sum {
  /** One of those that were added up: it stands for all in the fields of `by`. */
  readonly row: InteractionRow
  readonly sums: number[]
}

/** What changes add to the measures, by the fields that everything else depends on. */
function addUp(
  { by, counts, measures }: Pick<RollupDefinition<unknown>, 'by' | 'counts' | 'measures'>,
  changes: readonly Change[],
): Iterable<Sum> {
  const found = new Map<string, Sum>()
  const add = (row: InteractionRow | null, sign: 1 | -1) => {
    if (!row || !counts(row)) return
    let name = ''
    for (const field of by) name += `${String(row[field])}\u0000`
    let sum = found.get(name)
    if (!sum) {
      sum = { row, sums: measures.map(() => 0) }
      found.set(name, sum)
    }
    const { sums } = sum
    for (let i = 0; i < measures.length; i++) sums[i] = (sums[i] ?? 0) + sign * (measures[i]?.of(row) ?? 0)
  }
  for (const { before, after } of changes) {
    add(before, -1)
    add(after, 1)
  }
  return found.values()
}

function addTo(sums: number[], more: readonly number[]): void {
  for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] ?? 0) + (more[i] ?? 0)
}
