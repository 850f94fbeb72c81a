/** Amounts entered for a stretch of days (a hoarding, a month of radio): even days, exact to the kopeck. */
import { newId } from '../../../kernel/ids.ts'
import { splitMoney } from '../../../kernel/money.ts'
import { Problem } from '../../../kernel/problem.ts'
import { daysBetween, daysOf } from '../../../kernel/time.ts'
import { copyRows } from '../../../platform/database/bulk.ts'
import { sql, type Transaction } from '../../../platform/database/database.ts'

const mostDays = 3 * 366

/** How many days a period has, both ends included. @throws Problem spend_period_wrong */
export function periodLength(from: string, to: string): number {
  const days = daysBetween(from, to) + 1
  if (days < 1 || days > mostDays) throw new Problem('spend_period_wrong', { field: 'until' })
  return days
}

/** One amount of `day`, or of the days up to `until`. */
export interface Stretch {
  readonly day: string
  readonly until: string | null
  readonly originId: string | null
  readonly amount: number
  readonly note: string | null
}

/** Writes an amount as rows of spend, one a day; answers the id of the first. `id`, where given, is that first row’s. */
export async function writeStretch(
  tx: Transaction,
  { workspaceId, currency, now }: { readonly workspaceId: string; readonly currency: string; readonly now: Date },
  { day, until, originId, amount, note }: Stretch,
  id = newId(now),
): Promise<string> {
  const last = until ?? day
  const parts = splitMoney(amount, periodLength(day, last))
  const periodId = parts.length > 1 ? newId(now) : null
  if (periodId) {
    await tx.query(sql`
      insert into spend_periods (workspace_id, id, first_day, last_day, amount, created_at)
      values (${workspaceId}, ${periodId}, ${day}::date, ${last}::date, ${amount}, ${now})`)
  }
  await copyRows(
    tx,
    'spend',
    ['workspace_id', 'id', 'day', 'origin_id', 'amount', 'currency', 'note', 'period_id', 'created_at', 'updated_at'],
    daysOf({ from: day, to: last }).map((one, i) => [
      ...[workspaceId, i === 0 ? id : newId(now), one, originId, parts[i] ?? 0, currency, note, periodId, now, now],
    ]),
  )
  return id
}

/** Removes all days of a period. */
export async function removePeriod(tx: Transaction, workspaceId: string, periodId: string): Promise<void> {
  await tx.query(sql`delete from spend where workspace_id = ${workspaceId} and period_id = ${periodId}`)
  await tx.query(sql`delete from spend_periods where workspace_id = ${workspaceId} and id = ${periodId}`)
}
