import { type Queryable, sql, type Transaction } from '../../../platform/database/database.ts'
import type { Pace, QuietHours } from '../rules.ts'

/** What somebody chose for themselves. Null and nothing: as the company has it. */
export interface Preferences {
  /** IANA zone */
  readonly timezone: string | null
  readonly quiet: QuietHours | null
  /** False: no letters at all. */
  readonly mail: boolean
  readonly paces: Readonly<Record<string, Pace>>
}

export const untouched: Preferences = { timezone: null, quiet: null, mail: true, paces: {} }

interface PreferencesRow extends Omit<Preferences, 'quiet'> {
  readonly quietFrom: number | null
  readonly quietTo: number | null
}

export async function readPreferences(db: Queryable, workspaceId: string, employeeId: string): Promise<Preferences> {
  const [row] = await db.query<PreferencesRow>(sql`
    select p.timezone, p.quiet_from as "quietFrom", p.quiet_to as "quietTo", p.mail, p.paces from notification_preferences p
    where p.workspace_id = ${workspaceId} and p.employee_id = ${employeeId}`)
  if (!row) return untouched
  const { quietFrom, quietTo, ...rest } = row
  return { ...rest, quiet: quietFrom === null || quietTo === null ? null : { from: quietFrom, to: quietTo } }
}

export const writePreferences = (
  tx: Transaction,
  workspaceId: string,
  employeeId: string,
  { timezone, quiet, mail, paces }: Preferences,
  now: Date,
): Promise<unknown> =>
  tx.query(sql`
    insert into notification_preferences (workspace_id, employee_id, timezone, quiet_from, quiet_to, mail, paces, updated_at)
    values (${workspaceId}, ${employeeId}, ${timezone}, ${quiet?.from ?? null}, ${quiet?.to ?? null}, ${mail}, ${JSON.stringify(paces)}, ${now})
    on conflict (workspace_id, employee_id) do update set timezone = excluded.timezone, quiet_from = excluded.quiet_from,
      quiet_to = excluded.quiet_to, mail = excluded.mail, paces = excluded.paces, updated_at = excluded.updated_at`)
