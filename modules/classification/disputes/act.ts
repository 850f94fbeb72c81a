/** What people do in a dispute: each step in one transaction with its audit entry, the record’s mark, the class and the notices. */
import { isId } from '../../../kernel/ids.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Member } from '../../../platform/api/context.ts'
import { type Queryable, sql, type Transaction } from '../../../platform/database/database.ts'
import {
  listClasses,
  lockWriters,
  noteChecked,
  type Projection,
  setClass,
  whereInteractions,
} from '../../interactions/index.ts'
import { findWorkspace } from '../../workspaces/index.ts'
import { addWorkingDays, begin, isLive, type Move, moved, partyOf } from '../rules.ts'
import { findDispute, type NewDispute } from './store.ts'
import { type Step, writeStep } from './write-step.ts'

export interface Acting {
  readonly member: Member
  readonly now: Date
  readonly projections: readonly Projection[]
}

interface Disputed {
  readonly classId: string | null
  readonly classSetBy: string | null
  readonly employeeId: string | null
}

/** The interaction whose class somebody speaks of, if they may see it. @throws Problem not_found */
async function readDisputed(tx: Queryable, member: Member, id: string): Promise<Disputed> {
  const [row] = await tx.query<Disputed>(sql`
    select i.class_id as "classId", i.employee_id as "employeeId", e.id as "classSetBy"
    from interactions i
    left join employees e on e.workspace_id = ${member.workspaceId} and e.id = i.class_set_by and e.role in ('manager', 'senior', 'head')
    where ${whereInteractions({ tests: 'with' }, member)} and i.id = ${id}`)
  if (!row) throw new Problem('not_found', { field: 'id' })
  return row
}

/** Who acts, as histories keep it: the employee, or the key. */
export const authorOf = ({ employeeId, actor }: Member) => ({
  authorId: employeeId ?? (isId(actor.id) ? actor.id : null),
  author: actor.name,
})

/** When a dispute that begins now goes to the director. */
export async function dueAt(db: Queryable, workspaceId: string, now: Date): Promise<Date> {
  const company = await findWorkspace(db, workspaceId)
  if (!company) throw new Problem('not_found', { field: 'workspace' })
  return addWorkingDays(now, company.settings.disputeDays, company.timezone)
}

async function requireClass(tx: Queryable, workspaceId: string, classId: string): Promise<void> {
  const known = (await listClasses(tx, workspaceId)).find(({ id }) => id === classId)
  if (!known || known.archivedAt) throw new Problem('class_unknown', { field: 'classId' })
}

/**
 * Marketing disputes a class. One that was disputed before is opened again.
 * @throws Problem not_found, class_unknown, class_changed, dispute_runs, dispute_same_class
 */
export async function openDispute(
  tx: Transaction,
  { member, now }: Omit<Acting, 'projections'>,
  asked: { readonly interaction: string; readonly was: string; readonly classId: string; readonly reason: string },
): Promise<void> {
  const { workspaceId } = member
  await lockWriters(tx, workspaceId)
  await requireClass(tx, workspaceId, asked.classId)
  const about = await readDisputed(tx, member, asked.interaction)
  if (about.classId !== asked.was) throw new Problem('class_changed', { field: 'was' })
  if (about.classId === asked.classId) throw new Problem('dispute_same_class', { field: 'classId' })
  const before = await findDispute(tx, member, asked.interaction)
  if (before && isLive(before)) throw new Problem('dispute_runs', { field: 'interaction' })
  const due = await dueAt(tx, workspaceId, now)
  const by = authorOf(member)
  const row: NewDispute = {
    ...begin(about.classId, asked.classId, due),
    id: asked.interaction,
    employeeId: about.classSetBy ?? about.employeeId,
    openedBy: member.employeeId,
    openedByName: by.author,
    openedAt: now,
    escalatedAt: null,
    closedAt: null,
    reason: null,
  }
  const step: Step = { kind: 'opened', party: 'marketing', classId: asked.classId, text: asked.reason, ...by }
  await writeStep(tx, { workspaceId, actor: member.actor, now, before, after: row, step })
}

type Asked =
  | { readonly act: 'write'; readonly text: string }
  | { readonly act: 'offer' | 'accept' | 'decide' | 'reopen'; readonly classId: string; readonly text: string }
  | { readonly act: 'escalate' | 'withdraw'; readonly text: string }

const stepOf = {
  write: 'wrote',
  offer: 'offered',
  accept: 'accepted',
  escalate: 'escalated',
  decide: 'decided',
  withdraw: 'withdrawn',
  reopen: 'reopened',
} as const

/**
 * One step in a dispute.
 * @throws Problem not_found, class_unknown, dispute_over, dispute_runs, dispute_moved, dispute_not_escalated, dispute_same_class, dispute_sides
 */
export async function actInDispute(tx: Transaction, acting: Acting, id: string, asked: Asked): Promise<void> {
  const { member, now, projections } = acting
  const { workspaceId } = member
  await lockWriters(tx, workspaceId)
  const before = await findDispute(tx, member, id)
  const party = partyOf(member.role)
  if (!before || !party) throw new Problem('not_found', { field: 'id' })
  const about = await readDisputed(tx, member, id)
  const classId = 'classId' in asked ? asked.classId : null
  if (classId) await requireClass(tx, workspaceId, classId)
  const side = party === 'sales' ? 'sales' : 'marketing'
  const settles = member.role === 'head' || party === 'marketing'
  if (!settles && ['offer', 'accept', 'escalate', 'reopen'].includes(asked.act)) {
    throw new Problem('dispute_sides', { field: 'id' })
  }
  const next = moved(before, await moveOf())
  if (typeof next === 'string') throw new Problem(next, { field: classId ? 'classId' : 'id' })

  const text = asked.text
  const after: NewDispute = {
    ...before,
    ...next,
    escalatedAt: next.state === 'escalated' ? (before.escalatedAt ?? now) : isLive(next) ? null : before.escalatedAt,
    closedAt: isLive(next) ? null : (before.closedAt ?? now),
    reason: next.state === 'settled' ? text : null,
  }
  const step: Step = { kind: stepOf[asked.act], party, classId, text, ...authorOf(member) }
  await writeStep(tx, { workspaceId, actor: member.actor, now, before, after, step })
  if (after.state === 'withdrawn') await noteChecked(tx, workspaceId, { ids: [id], by: member.employeeId, at: now })
  if (after.state === 'settled' && after.settledClassId !== about.classId) {
    const { settledClassId } = after
    await setClass(tx, { member, items: [{ id }], classId: settledClassId, reason: text, projections, now })
  }

  async function moveOf(): Promise<Move> {
    switch (asked.act) {
      case 'write':
        return { kind: 'write', party: party ?? 'director' }
      case 'offer':
      case 'accept':
        return { kind: asked.act, side, classId: asked.classId }
      case 'decide':
        return { kind: 'decide', classId: asked.classId }
      case 'reopen':
        return {
          kind: 'reopen',
          side,
          classId: asked.classId,
          current: about.classId,
          dueAt: await dueAt(tx, workspaceId, now),
        }
      case 'escalate':
      case 'withdraw':
        return { kind: asked.act }
    }
  }
}
