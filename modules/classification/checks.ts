import { Problem } from '../../kernel/problem.ts'
import type { Member } from '../../platform/api/context.ts'
import { appendAudit } from '../../platform/audit/audit.ts'
import { sql, type Transaction } from '../../platform/database/database.ts'
import { tellLive } from '../../platform/live/tell-live.ts'
import { listClasses, lockWriters, noteChecked, readReviews, whereInteractions } from '../interactions/index.ts'

/**
 * Marketing agrees with the classes of some interactions: all of them or none. One that is in dispute, or whose class is another
 * than was seen, refuses the whole. Returns how many were not agreed with before.
 * @throws Problem not_found, class_changed, dispute_runs
 */
export async function agreeWith(
  tx: Transaction,
  member: Member,
  items: readonly { readonly id: string; readonly was: string }[],
  now: Date,
): Promise<number> {
  const { workspaceId } = member
  await lockWriters(tx, workspaceId)
  const seen = new Map(items.map(({ id, was }) => [id, was]))
  const rows = await tx.query<{ id: string; classId: string | null }>(sql`
    select i.id, i.class_id as "classId" from interactions i
    where ${whereInteractions({ tests: 'with' }, member)} and i.id = any(${[...seen.keys()]}::uuid[]) order by i.id`)
  if (rows.length < seen.size) throw new Problem('not_found', { field: 'items' })
  if (rows.some(({ id, classId }) => classId !== seen.get(id))) throw new Problem('class_changed', { field: 'items' })
  const reviews = await readReviews(tx, workspaceId, [...seen.keys()])
  if (reviews.some(({ dispute }) => dispute === 'open' || dispute === 'escalated')) {
    throw new Problem('dispute_runs', { field: 'items' })
  }
  const known = new Set(reviews.flatMap(({ interactionId, checkedAt }) => (checkedAt ? [interactionId] : [])))
  const fresh = rows.filter(({ id }) => !known.has(id))
  if (fresh.length === 0) return 0
  await noteChecked(tx, workspaceId, { ids: fresh.map(({ id }) => id), by: member.employeeId, at: now })
  const names = new Map((await listClasses(tx, workspaceId)).map((one) => [one.id, one.nameRu]))
  await appendAudit(
    tx,
    workspaceId,
    fresh.map(({ id, classId }) => ({
      at: now,
      actor: member.actor,
      action: 'class.checked',
      objectType: 'interaction',
      objectId: id,
      after: { class: classId ? (names.get(classId) ?? null) : null },
    })),
  )
  await tellLive(tx, { workspaceId, type: 'classification' })
  return fresh.length
}
