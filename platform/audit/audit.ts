/**
 * The tamper-evident log: per workspace a chain in which every entry holds the hash of the one before.
 * Whoever changes or removes an entry breaks every hash after it, and `verifyAudit` names the first broken one.
 */
import { canonicalJson, sha256Hex } from '../../kernel/hash.ts'
import { type Queryable, sql, type Transaction } from '../database/database.ts'

/** Who did it: a person, an API key, the system itself. Names are kept as they were. */
export interface Actor {
  readonly kind: 'person' | 'key' | 'system'
  readonly id: string | null
  readonly name: string
}

export interface AuditEntry {
  readonly at: Date
  readonly actor: Actor
  /** `class.set`, `role.changed`, … */
  readonly action: string
  readonly objectType: string
  readonly objectId: string
  readonly before?: unknown
  readonly after?: unknown
  readonly reason?: string
}

export interface ChainedEntry extends AuditEntry {
  readonly seq: number
  readonly previousHash: string
  readonly hash: string
}

const genesis = '0'.repeat(64)

const hashOf = (workspaceId: string, seq: number, entry: AuditEntry, previousHash: string): string =>
  sha256Hex(
    canonicalJson({
      workspaceId,
      seq,
      at: entry.at.toISOString(),
      actor: entry.actor,
      action: entry.action,
      objectType: entry.objectType,
      objectId: entry.objectId,
      before: entry.before ?? null,
      after: entry.after ?? null,
      reason: entry.reason ?? null,
      previousHash,
    }),
  )

/** Appends entries to the workspace's chain, in the transaction of the change that they tell of. */
export async function appendAudit(tx: Transaction, workspaceId: string, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return
  await tx.query(sql`
    insert into audit_heads (workspace_id, seq, hash) values (${workspaceId}, 0, ${genesis}) on conflict (workspace_id) do nothing`)
  const [head] = await tx.query<{ seq: number; hash: string }>(
    sql`select seq, hash from audit_heads where workspace_id = ${workspaceId} for update`,
  )
  let { seq, hash } = head ?? { seq: 0, hash: genesis }
  for (const entry of entries) {
    seq += 1
    const next = hashOf(workspaceId, seq, entry, hash)
    await tx.query(sql`
      insert into audit_log (workspace_id, seq, at, actor, action, object_type, object_id, before, after, reason, previous_hash, hash)
      values (${workspaceId}, ${seq}, ${entry.at}, ${JSON.stringify(entry.actor)}, ${entry.action}, ${entry.objectType}, ${entry.objectId},
        ${toJson(entry.before)}, ${toJson(entry.after)}, ${entry.reason ?? null}, ${hash}, ${next})`)
    hash = next
  }
  await tx.query(sql`update audit_heads set seq = ${seq}, hash = ${hash} where workspace_id = ${workspaceId}`)
}

const toJson = (value: unknown): string | null => (value === undefined || value === null ? null : JSON.stringify(value))

const chainColumns = sql`seq, at, actor, action, object_type as "objectType", object_id as "objectId", before, after, reason,
  previous_hash as "previousHash", hash`

/** The newest entries first; `beforeSeq` pages on; `object` narrows to the history of one thing. */
export function listAudit(
  db: Queryable,
  workspaceId: string,
  options: { beforeSeq?: number | undefined; limit: number; object?: { type: string; id: string } | undefined },
): Promise<ChainedEntry[]> {
  const { object } = options
  return db.query<ChainedEntry>(sql`
    select ${chainColumns} from audit_log
    where workspace_id = ${workspaceId}
      and (${options.beforeSeq ?? null}::bigint is null or seq < ${options.beforeSeq ?? null})
      and (${object?.type ?? null}::text is null or (object_type = ${object?.type ?? null} and object_id = ${object?.id ?? null}))
    order by seq desc limit ${options.limit}`)
}

export type AuditVerdict =
  | { readonly intact: true; readonly entries: number; readonly head: string }
  | {
      readonly intact: false
      readonly entries: number
      readonly brokenAt: number
      readonly why: 'changed' | 'missing' | 'head'
    }

/** Recomputes the whole chain of a workspace and names the first entry that does not fit. */
export async function verifyAudit(db: Queryable, workspaceId: string): Promise<AuditVerdict> {
  let expected = genesis
  let seq = 0
  for (;;) {
    const entries = await db.query<ChainedEntry>(sql`
      select ${chainColumns} from audit_log where workspace_id = ${workspaceId} and seq > ${seq} order by seq limit 5000`)
    if (entries.length === 0) break
    for (const entry of entries) {
      if (entry.seq !== seq + 1) return { intact: false, entries: seq, brokenAt: seq + 1, why: 'missing' }
      const right =
        entry.previousHash === expected && entry.hash === hashOf(workspaceId, entry.seq, withoutNulls(entry), expected)
      if (!right) return { intact: false, entries: seq, brokenAt: entry.seq, why: 'changed' }
      expected = entry.hash
      seq = entry.seq
    }
  }
  const [head] = await db.query<{ seq: number; hash: string }>(
    sql`select seq, hash from audit_heads where workspace_id = ${workspaceId}`,
  )
  if (head && (head.seq !== seq || head.hash !== expected))
    return { intact: false, entries: seq, brokenAt: seq + 1, why: 'head' }
  return { intact: true, entries: seq, head: expected }
}

const withoutNulls = (entry: ChainedEntry): AuditEntry =>
  ({ ...entry, reason: entry.reason ?? undefined }) as AuditEntry
