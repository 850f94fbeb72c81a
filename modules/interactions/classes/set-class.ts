import { isId } from '../../../kernel/ids.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Member } from '../../../platform/api/context.ts'
import { appendAudit } from '../../../platform/audit/audit.ts'
import { raw, sql, type Transaction } from '../../../platform/database/database.ts'
import { whereInteractions } from '../filter-sql.ts'
import type { Projection } from '../projection.ts'
import { lockWriters, project } from '../record/record.ts'
import { type InteractionRow, selectList } from '../row.ts'
import { listClasses } from './store.ts'

export interface ClassChoice {
  readonly id: string
  /** The class that the person saw when they decided; undefined asks for no check. */
  readonly was?: string | null | undefined
}

/**
 * Gives interactions a class (null takes it away). All of them or none: one that is out of reach, or whose class is not the one
 * that the person saw, refuses the whole. Each change is in the audit chain and in every projection when it returns.
 * Returns how many changed.
 * @throws Problem not_found, class_unknown, class_changed
 */
export async function setClass(
  tx: Transaction,
  options: {
    readonly member: Member
    readonly items: readonly ClassChoice[]
    readonly classId: string | null
    readonly reason?: string | undefined
    readonly projections: readonly Projection[]
    readonly now: Date
  },
): Promise<number> {
  const { member, classId, reason, projections, now } = options
  const { workspaceId } = member
  await lockWriters(tx, workspaceId)
  if (classId) await requireClass(tx, workspaceId, classId)
  const choices = new Map(options.items.map((item) => [item.id, item]))
  const rows = await tx.query<InteractionRow>(sql`
    select ${raw(selectList('i'))} from interactions i
    where ${whereInteractions({ tests: 'with' }, member)} and i.id = any(${[...choices.keys()]}::uuid[]) order by i.id`)
  if (rows.length < choices.size) throw new Problem('not_found', { field: 'items' })
  const wanted = rows.filter((row) => row.classId !== classId)
  const surprise = wanted.find((row) => {
    const was = choices.get(row.id)?.was
    return was !== undefined && was !== row.classId
  })
  if (surprise) throw new Problem('class_changed', { field: 'items' })
  if (wanted.length === 0) return 0

  // The log keeps the name beside the id: a class that is renamed later must not change what was written.
  const names = new Map((await listClasses(tx, workspaceId)).map((one) => [one.id, one.nameRu]))
  const named = (id: string | null) => ({ classId: id, class: id ? (names.get(id) ?? null) : null })
  const setBy = member.employeeId ?? (isId(member.actor.id) ? member.actor.id : null)
  await tx.query(sql`
    update interactions set class_id = ${classId}, class_set_at = ${now}, class_set_by = ${setBy}, updated_at = ${now}
    where workspace_id = ${workspaceId} and id = any(${wanted.map((row) => row.id)}::uuid[])`)
  await appendAudit(
    tx,
    workspaceId,
    wanted.map((row) => ({
      at: now,
      actor: member.actor,
      action: 'class.set',
      objectType: 'interaction',
      objectId: row.id,
      before: named(row.classId),
      after: named(classId),
      ...(reason ? { reason } : {}),
    })),
  )
  await project(
    tx,
    workspaceId,
    projections,
    wanted.map((before) => ({
      before,
      after: { ...before, classId, classSetAt: now, classSetBy: setBy, updatedAt: now },
    })),
  )
  return wanted.length
}

async function requireClass(tx: Transaction, workspaceId: string, classId: string): Promise<void> {
  const [found] = await tx.query(sql`
    select 1 from interaction_classes c
    where c.workspace_id = ${workspaceId} and c.id = ${classId} and c.archived_at is null`)
  if (!found) throw new Problem('class_unknown', { field: 'classId' })
}
