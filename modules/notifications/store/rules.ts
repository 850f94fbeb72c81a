import type { Role } from '../../../kernel/access.ts'
import { newId } from '../../../kernel/ids.ts'
import { type Queryable, sql, type Transaction } from '../../../platform/database/database.ts'
import type { Pace, RuleFilter } from '../rules.ts'

/** What a company decided: of which notices somebody else hears, where and how soon. */
export interface CompanyRule extends RuleFilter {
  readonly id: string
  readonly name: string
  /** Changes how soon those hear by letter whom the notice concerns by itself. */
  readonly concerned: boolean
  readonly employees: readonly string[]
  readonly roles: readonly Role[]
  readonly channelId: string | null
  readonly pace: Pace
  readonly active: boolean
}

const columns = sql`r.id, r.name, r.types, r.department_id as "departmentId", r.source_id as "sourceId", r.threshold, r.concerned,
  r.employees, r.roles, r.channel_id as "channelId", r.pace, r.active`

export const listRules = (db: Queryable, workspaceId: string): Promise<CompanyRule[]> =>
  db.query<CompanyRule>(sql`
    select ${columns} from notification_rules r where r.workspace_id = ${workspaceId} order by r.created_at, r.id`)

/** For who is going to write it. */
export async function lockRule(tx: Transaction, workspaceId: string, id: string): Promise<CompanyRule | null> {
  const [row] = await tx.query<CompanyRule>(sql`
    select ${columns} from notification_rules r where r.workspace_id = ${workspaceId} and r.id = ${id} for update`)
  return row ?? null
}

export async function insertRule(
  tx: Transaction,
  workspaceId: string,
  rule: Omit<CompanyRule, 'id'>,
  now: Date,
): Promise<string> {
  const id = newId()
  await tx.query(sql`
    insert into notification_rules (workspace_id, id, name, types, department_id, source_id, threshold, concerned, employees, roles,
      channel_id, pace, active, created_at)
    values (${workspaceId}, ${id}, ${rule.name}, ${[...rule.types]}, ${rule.departmentId}, ${rule.sourceId},
      ${rule.threshold && JSON.stringify(rule.threshold)}, ${rule.concerned}, ${[...rule.employees]}, ${[...rule.roles]},
      ${rule.channelId}, ${rule.pace}, ${rule.active}, ${now})`)
  return id
}

export const updateRule = (tx: Transaction, workspaceId: string, rule: CompanyRule): Promise<unknown> =>
  tx.query(sql`
    update notification_rules set name = ${rule.name}, types = ${[...rule.types]}, department_id = ${rule.departmentId},
      source_id = ${rule.sourceId}, threshold = ${rule.threshold && JSON.stringify(rule.threshold)}, concerned = ${rule.concerned},
      employees = ${[...rule.employees]}, roles = ${[...rule.roles]}, channel_id = ${rule.channelId}, pace = ${rule.pace}, active = ${rule.active}
    where workspace_id = ${workspaceId} and id = ${rule.id}`)

export const deleteRule = (tx: Transaction, workspaceId: string, id: string): Promise<unknown> =>
  tx.query(sql`delete from notification_rules where workspace_id = ${workspaceId} and id = ${id}`)
