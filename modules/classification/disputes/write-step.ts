import type { Actor } from '../../../platform/audit/audit.ts'
import { appendAudit } from '../../../platform/audit/audit.ts'
import { sql, type Transaction } from '../../../platform/database/database.ts'
import { tellLive } from '../../../platform/live/tell-live.ts'
import { announce } from '../../../platform/notices/announce.ts'
import type { Notice } from '../../../platform/notices/notice.ts'
import { listClasses, noteDispute } from '../../interactions/index.ts'
import { type EntryKind, isLive, outcomeOf, type Party } from '../rules.ts'
import { addEntry, type DisputeRow, type NewDispute, saveDispute } from './store.ts'

export interface Step {
  readonly kind: EntryKind
  readonly party: Party | null
  readonly classId: string | null
  readonly text: string | null
  readonly authorId: string | null
  readonly author: string
}

interface Written {
  readonly workspaceId: string
  readonly actor: Actor
  readonly now: Date
  readonly before: DisputeRow | null
  readonly after: NewDispute
  readonly step: Step
}

/** Writes one step of a dispute: its row, its history, the mark in the record, the audit chain and who has to know. */
export async function writeStep(
  tx: Transaction,
  { workspaceId, actor, now, before, after, step }: Written,
): Promise<void> {
  const { id } = after
  await saveDispute(tx, workspaceId, after)
  const { authorId, ...said } = step
  const seq = await addEntry(tx, workspaceId, id, { ...said, authorId, at: now })
  await noteDispute(tx, workspaceId, id, {
    mark: after.state === 'withdrawn' ? null : after.state,
    salesClassId: after.salesClassId,
    marketingClassId: after.marketingClassId,
  })
  const names = new Map((await listClasses(tx, workspaceId)).map((one) => [one.id, one.nameRu]))
  const nameOf = (classId: string | null) => (classId ? (names.get(classId) ?? null) : null)
  await appendAudit(tx, workspaceId, [
    {
      at: now,
      actor,
      action: `dispute.${step.kind}`,
      objectType: 'dispute',
      objectId: id,
      before: before && audited(before, nameOf),
      after: audited(after, nameOf),
      ...(step.text ? { reason: step.text } : {}),
    },
  ])
  const about = await aboutOf(tx, workspaceId, id, after)
  for (const notice of noticesOf(after, step)) {
    const facts = {
      by: step.author,
      client: about.startedAt.toISOString(),
      employee: about.employee,
      sales: nameOf(after.salesClassId),
      marketing: nameOf(after.marketingClassId),
      settled: nameOf(after.settledClassId),
      outcome: outcomeOf(after),
      reason: step.text,
    }
    const to = { ...notice.to, departmentId: about.departmentId }
    const path = `interactions/${id}`
    const key = `${notice.type}/${id}/${seq}`
    await announce(tx, { workspaceId, type: notice.type, interactionId: id, to, facts, path, key }, now)
  }
  await tellLive(tx, { workspaceId, type: 'classification' })
  await tellLive(tx, { workspaceId, type: 'interactions' })
}

const audited = (dispute: NewDispute, nameOf: (classId: string | null) => string | null) => ({
  state: dispute.state,
  sales: nameOf(dispute.salesOfferId),
  marketing: nameOf(dispute.marketingOfferId),
  ...(dispute.settledClassId ? { class: nameOf(dispute.settledClassId), settlement: dispute.settlement } : {}),
})

interface About {
  readonly startedAt: Date
  readonly departmentId: string | null
  readonly employee: string | null
}

async function aboutOf(tx: Transaction, workspaceId: string, id: string, { employeeId }: NewDispute): Promise<About> {
  const [row] = await tx.query<About>(sql`
    select i.started_at as "startedAt", i.department_id as "departmentId", e.name as employee
    from interactions i left join employees e on e.workspace_id = ${workspaceId} and e.id = ${employeeId}
    where i.workspace_id = ${workspaceId} and i.id = ${id}`)
  return row ?? { startedAt: new Date(0), departmentId: null, employee: null }
}

type Told = Pick<Notice, 'type' | 'to'>

/** Who has to know of a step: the other side, and the director where they are to decide. */
function noticesOf(dispute: NewDispute, { kind, party }: Step): Told[] {
  const sales = { employees: present([dispute.employeeId]), roles: ['head'] as const }
  const marketing = dispute.openedBy ? { employees: [dispute.openedBy] } : { roles: ['marketing'] as const }
  const both = { employees: present([dispute.employeeId, dispute.openedBy]), roles: ['head'] as const }
  if (dispute.state === 'settled') {
    const roles = dispute.escalatedAt ? (['head', 'director'] as const) : (['head'] as const)
    return [{ type: 'dispute.settled', to: { ...both, roles } }]
  }
  if (dispute.state === 'withdrawn') return [{ type: 'dispute.settled', to: sales }]
  if (kind === 'escalated') return [{ type: 'dispute.escalated', to: { ...both, roles: ['head', 'director'] } }]
  if (kind === 'opened') return [{ type: 'dispute.opened', to: sales }]
  if (!isLive(dispute)) return []
  if (party === 'sales') return [{ type: 'dispute.answered', to: marketing }]
  return [{ type: 'dispute.answered', to: party === 'marketing' ? sales : both }]
}

const present = (ids: readonly (string | null)[]): string[] => ids.flatMap((id) => id ?? [])
