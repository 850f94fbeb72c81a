import type { Role } from '../../../kernel/access.ts'
import { newId } from '../../../kernel/ids.ts'
import { Problem } from '../../../kernel/problem.ts'
import { appendAudit } from '../../../platform/audit/audit.ts'
import { type Queryable, sql, type Transaction } from '../../../platform/database/database.ts'
import { newSecret } from '../secrets.ts'
import type { By } from './by.ts'
import { requireDepartment } from './departments.ts'
import { requireEmployee } from './employees.ts'

export interface ApiKey {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly departmentId: string | null
  readonly prefix: string
  readonly createdAt: Date
  readonly lastUsedAt: Date | null
  readonly revokedAt: Date | null
}

/** The company's keys, newest first; revoked ones stay in the list. */
export const listKeys = (db: Queryable, workspaceId: string): Promise<ApiKey[]> =>
  db.query(sql`
    select id, name, role, department_id as "departmentId", prefix, created_at as "createdAt",
      last_used_at as "lastUsedAt", revoked_at as "revokedAt"
    from api_keys where workspace_id = ${workspaceId} order by created_at desc, id desc`)

/**
 * Makes a key. The returned `key` is its only copy: the database keeps a hash.
 * A key in the role of a manager sees the work of `employeeId`, that of a head the work of the department.
 */
export async function createApiKey(
  tx: Transaction,
  workspaceId: string,
  key: {
    readonly name: string
    readonly role: Role
    readonly departmentId?: string | null | undefined
    readonly employeeId?: string | null | undefined
  },
  by: By,
): Promise<ApiKey & { readonly key: string }> {
  const departmentId = key.departmentId ?? null
  const employeeId = key.employeeId ?? null
  if (departmentId) await requireDepartment(tx, workspaceId, departmentId)
  if (employeeId) await requireEmployee(tx, workspaceId, employeeId)
  const id = newId()
  const { secret, hash, prefix } = newSecret('lsk', workspaceId)
  await tx.query(sql`
    insert into api_keys (workspace_id, id, name, role, department_id, employee_id, key_hash, prefix, created_by, created_at)
    values (${workspaceId}, ${id}, ${key.name}, ${key.role}, ${departmentId}, ${employeeId}, ${hash}, ${prefix},
      ${by.actor.id}, ${by.now})`)
  const after = { name: key.name, role: key.role, departmentId, employeeId, prefix }
  await appendAudit(tx, workspaceId, [
    { at: by.now, actor: by.actor, action: 'key.created', objectType: 'key', objectId: id, after },
  ])
  return {
    id,
    name: key.name,
    role: key.role,
    departmentId,
    prefix,
    createdAt: by.now,
    lastUsedAt: null,
    revokedAt: null,
    key: secret,
  }
}

/** Ends a key: from now on it opens nothing. Revoking twice changes nothing. */
export async function revokeKey(tx: Transaction, workspaceId: string, id: string, by: By): Promise<void> {
  const [key] = await tx.query<{ name: string; revokedAt: Date | null }>(sql`
    select name, revoked_at as "revokedAt" from api_keys where workspace_id = ${workspaceId} and id = ${id} for update`)
  if (!key) throw new Problem('not_found')
  if (key.revokedAt) return
  await tx.query(sql`update api_keys set revoked_at = ${by.now} where workspace_id = ${workspaceId} and id = ${id}`)
  await appendAudit(tx, workspaceId, [
    {
      at: by.now,
      actor: by.actor,
      action: 'key.revoked',
      objectType: 'key',
      objectId: id,
      before: { name: key.name, state: 'active' },
      after: { name: key.name, state: 'revoked' },
    },
  ])
}
