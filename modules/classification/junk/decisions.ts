/** What was decided about places that bring junk, and whether it helped. */
import { isId, newId } from '../../../kernel/ids.ts'
import { Problem } from '../../../kernel/problem.ts'
import { wilson } from '../../../kernel/statistics/proportions.ts'
import { addDays, localDay } from '../../../kernel/time.ts'
import type { Member } from '../../../platform/api/context.ts'
import { appendAudit } from '../../../platform/audit/audit.ts'
import { type Queryable, sql, type Transaction } from '../../../platform/database/database.ts'
import { tellLive } from '../../../platform/live/tell-live.ts'
import { originNames } from '../../attribution/index.ts'
import type { JunkDecision } from '../contract.ts'
import { compareShares, type DecisionKind, type JunkDimension } from '../rules.ts'
import { countPlace, type Period } from './places.ts'

export interface Decided extends Period {
  readonly dimension: JunkDimension
  readonly value: string
  readonly decision: DecisionKind
  readonly note?: string | undefined
}

/**
 * Keeps a decision with what was seen when it was made. Returns its id.
 * @throws Problem not_found where there is no such origin, invalid_value for an hour, weekday or period that is none
 */
export async function decide(tx: Transaction, member: Member, asked: Decided, now: Date): Promise<string> {
  const { workspaceId, actor, employeeId } = member
  const { dimension, value, decision, from, to } = asked
  if (from > to) throw new Problem('invalid_value', { field: 'to' }, { value: to })
  const name = await nameOf(tx, workspaceId, asked)
  const before = await countPlace(tx, member, asked, asked)
  const id = newId()
  const note = asked.note || null
  await tx.query(sql`
    insert into junk_decisions (workspace_id, id, dimension, value, name, decision, note, decided_by, decided_by_name, decided_at,
      before_from, before_to, before_junk, before_of)
    values (${workspaceId}, ${id}, ${dimension}, ${value}, ${name}, ${decision}, ${note}, ${employeeId}, ${actor.name}, ${now},
      ${from}, ${to}, ${before.junk}, ${before.of})`)
  await appendAudit(tx, workspaceId, [
    {
      ...{ at: now, actor, action: 'junk.decided', objectType: 'junk', objectId: id },
      after: { dimension, name, decision, junk: before.junk, of: before.of },
      ...(note ? { reason: note } : {}),
    },
  ])
  await tellLive(tx, { workspaceId, type: 'classification' })
  return id
}

const limits: Readonly<Partial<Record<JunkDimension, readonly [from: number, to: number]>>> = {
  hour: [0, 23],
  weekday: [1, 7],
}

async function nameOf(db: Queryable, workspaceId: string, { dimension, value }: Decided): Promise<string> {
  if (dimension === 'landing' || dimension === 'device') return value
  const limit = limits[dimension]
  if (limit) {
    const number = Number(value)
    if (!Number.isInteger(number) || number < limit[0] || number > limit[1]) {
      throw new Problem('invalid_value', { field: 'value' }, { value: value.slice(0, 40) })
    }
    return value
  }
  const names = isId(value) ? (await originNames(db, workspaceId, [value]))(value) : []
  if (names.length === 0) throw new Problem('not_found', { field: 'value' })
  return names.join(' › ')
}

interface Row {
  readonly id: string
  readonly dimension: JunkDimension
  readonly value: string
  readonly name: string
  readonly decision: DecisionKind
  readonly note: string | null
  readonly by: string
  readonly at: Date
  readonly from: string
  readonly to: string
  readonly junk: number
  readonly of: number
}

/** The latest hundred decisions, newest first, with what came since the day after each. */
export async function listDecisions(db: Queryable, member: Member, now: Date): Promise<JunkDecision[]> {
  const rows = await db.query<Row>(sql`
    select id, dimension, value, name, decision, note, decided_by_name as by, decided_at as at, before_from as from,
      before_to as to, before_junk as junk, before_of as of
    from junk_decisions where workspace_id = ${member.workspaceId} order by decided_at desc, id desc limit 100`)
  const today = localDay(now, member.timezone)
  const decisions: JunkDecision[] = []
  for (const { from, to, junk, of, ...row } of rows) {
    const since = { from: addDays(localDay(row.at, member.timezone), 1), to: today }
    const after = await countPlace(db, member, row, since)
    decisions.push({
      ...row,
      before: { from, to, junk, of, interval: wilson(junk, of) },
      after: { ...after, interval: wilson(after.junk, after.of) },
      verdict: compareShares({ junk, of }, after),
    })
  }
  return decisions
}
