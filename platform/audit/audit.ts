/**
 * The tamper-evident log: per workspace a chain in which every entry holds the hash of the one before.
 * Whoever changes or removes an entry breaks every hash after it, and `verifyAudit` names the first broken one.
 */
import { canonicalJson, sha256Hex } from '../../kernel/hash.ts'
import { type Cell, copyRows } from '../database/bulk.ts'
import { type Database, join, type Queryable, sql, type Transaction } from '../database/database.ts'
import type { AuditFault } from './faults.ts'

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

/** An entry as it was kept: nothing is left out, what was not given is null. */
export interface ChainedEntry extends Omit<AuditEntry, 'before' | 'after' | 'reason'> {
  readonly before: unknown
  readonly after: unknown
  readonly reason: string | null
  readonly seq: number
  readonly previousHash: string
  readonly hash: string
}

const storedColumns = [
  'workspace_id',
  'seq',
  'at',
  'actor',
  'action',
  'object_type',
  'object_id',
  'before',
  'after',
  'reason',
  'previous_hash',
  'hash',
]

type StoredFields = Omit<AuditEntry, 'reason'> & { readonly reason?: string | null }

const genesis = '0'.repeat(64)

const hashOf = (workspaceId: string, seq: number, entry: StoredFields, previousHash: string): string =>
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
  const rows = entries.map((given): Cell[] => {
    const entry = asStored(given)
    const previousHash = hash
    seq += 1
    hash = hashOf(workspaceId, seq, entry, previousHash)
    const { at, actor, action, objectType, objectId, before, after, reason } = entry
    return [
      workspaceId,
      seq,
      at,
      { ...actor },
      action,
      objectType,
      objectId,
      toJson(before),
      toJson(after),
      reason ?? null,
      previousHash,
      hash,
    ]
  })
  await copyRows(tx, 'audit_log', storedColumns, rows)
  await tx.query(sql`update audit_heads set seq = ${seq}, hash = ${hash} where workspace_id = ${workspaceId}`)
}

const toJson = (value: unknown): string | null => (value === undefined || value === null ? null : JSON.stringify(value))

/** The entry as the database will give it back: what it can't keep (NUL, halves of a character, undefined) must not be hashed. */
const asStored = ({ at, ...entry }: AuditEntry): AuditEntry => ({
  ...JSON.parse(JSON.stringify(entry), (_, value: unknown) =>
    typeof value === 'string' ? value.replaceAll('\u0000', '').replace(/\p{Surrogate}/gu, '\ufffd') : value,
  ),
  at,
})

const chainColumns = sql`seq, at, actor, action, object_type as "objectType", object_id as "objectId", before, after, reason,
  previous_hash as "previousHash", hash`

/** The newest entries first; `beforeSeq` pages on; `objectType` and `objectId` narrow to one kind of thing or one thing. */
export function listAudit(
  db: Queryable,
  workspaceId: string,
  options: {
    readonly limit: number
    readonly beforeSeq?: number | undefined
    readonly objectType?: string | undefined
    readonly objectId?: string | undefined
  },
): Promise<ChainedEntry[]> {
  const conditions = [
    sql`workspace_id = ${workspaceId}`,
    ...(options.beforeSeq === undefined ? [] : [sql`seq < ${options.beforeSeq}`]),
    ...(options.objectType === undefined ? [] : [sql`object_type = ${options.objectType}`]),
    ...(options.objectId === undefined ? [] : [sql`object_id = ${options.objectId}`]),
  ]
  return db.query<ChainedEntry>(sql`
    select ${chainColumns} from audit_log where ${join(conditions, ' and ')} order by seq desc limit ${options.limit}`)
}

export type AuditVerdict =
  | { readonly intact: true; readonly entries: number; readonly head: string }
  | { readonly intact: false; readonly entries: number; readonly brokenAt: number; readonly why: AuditFault }

/**
 * Recomputes the whole chain of a workspace, in one snapshot, and names the first entry that does not fit; `entries` counts those before it.
 * Whoever owns the database could write a new chain from the start. That is why the head's hash is shown to be noted elsewhere:
 * `noted` is such a hash and its number, and a chain that no longer contains it is `rewritten`.
 */
export function verifyAudit(
  db: Database,
  workspaceId: string,
  noted?: { readonly seq: number; readonly hash: string },
): Promise<AuditVerdict> {
  return db.transaction(async (tx) => {
    await tx.query(sql`set transaction isolation level repeatable read read only`)
    const broken = (why: AuditFault, brokenAt: number): AuditVerdict => ({
      intact: false,
      entries: brokenAt - 1,
      brokenAt,
      why,
    })
    let expected = genesis
    let seq = 0
    for (;;) {
      const entries = await tx.query<ChainedEntry>(sql`
        select ${chainColumns} from audit_log where workspace_id = ${workspaceId} and seq > ${seq} order by seq limit 5000`)
      if (entries.length === 0) break
      for (const entry of entries) {
        if (entry.seq !== seq + 1) return broken('missing', seq + 1)
        if (entry.previousHash !== expected) return broken('unlinked', entry.seq)
        if (entry.hash !== hashOf(workspaceId, entry.seq, entry, expected)) return broken('changed', entry.seq)
        if (noted?.seq === entry.seq && noted.hash !== entry.hash) return broken('rewritten', entry.seq)
        expected = entry.hash
        seq = entry.seq
      }
    }
    const [head] = await tx.query<{ seq: number; hash: string }>(
      sql`select seq, hash from audit_heads where workspace_id = ${workspaceId}`,
    )
    const end = Math.max(head?.seq ?? 0, noted?.seq ?? 0)
    if (end > seq) return broken('truncated', seq + 1)
    if ((head?.seq ?? 0) !== seq || (head?.hash ?? genesis) !== expected) return broken('head', Math.max(seq, 1))
    return { intact: true, entries: seq, head: expected }
  })
}
