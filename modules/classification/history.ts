/** Disputes of the past, for whoever tells a company’s history: step by step through the same doors as people, each at its moment. */
import { reachOf, seesPersonalData } from '../../kernel/access.ts'
import { addDays, localDay } from '../../kernel/time.ts'
import type { Member } from '../../platform/api/context.ts'
import { type Database, sql } from '../../platform/database/database.ts'
import type { Recorder } from '../interactions/index.ts'
import { type Company, type Employee, listEmployees } from '../workspaces/index.ts'
import { agreeWith } from './checks.ts'
import { actInDispute, openDispute } from './disputes/act.ts'
import { escalateDue } from './jobs.ts'
import { decide } from './junk/decisions.ts'
import { findJunk } from './junk/find.ts'
import type { DecisionKind } from './rules.ts'

export interface PastStep {
  readonly by: 'marketing' | 'head' | 'director'
  readonly act: 'write' | 'offer' | 'accept' | 'decide' | 'withdraw'
  /** Key of the class that is proposed, agreed on or decided. */
  readonly classKey?: string
  readonly text: string
  /** Hours after the step before. */
  readonly after: number
}

export interface PastDispute {
  /** Keys of classes, one of which sales gave. */
  readonly was: readonly string[]
  readonly claim: string
  readonly reason: string
  /** How long ago marketing opened it, in hours. */
  readonly opened: number
  readonly steps: readonly PastStep[]
}

type Doors = { readonly db: Database; readonly recorder: Recorder }

interface Disputable {
  readonly id: string
  readonly classId: string
  readonly departmentId: string | null
}

/** Somebody as they act when they are signed in. */
function memberOf({ id: workspaceId, slug, timezone, country, currency }: Company, person: Employee): Member {
  const who = { role: person.role, employeeId: person.id, departmentId: person.departmentId }
  return {
    ...{ ...who, workspaceId, slug, timezone, country, currency },
    ...{ reach: reachOf(who), seesPersonalData: seesPersonalData(who.role) },
    actor: { kind: 'person', id: person.id, name: person.name },
  }
}

/** A talk on the telephone from an advertisement, with one of these classes, that ended before a moment and is not disputed. */
async function disputable(
  db: Database,
  workspaceId: string,
  was: readonly string[],
  before: Date,
): Promise<Disputable | null> {
  const [row] = await db.query<Disputable>(sql`
    select i.id, i.class_id as "classId", i.department_id as "departmentId" from interactions i
    join interaction_classes c on c.workspace_id = ${workspaceId} and c.id = i.class_id and c.key = any(${[...was]}::text[])
    where i.workspace_id = ${workspaceId} and i.kind = 'call' and i.direction = 'inbound' and i.outcome = 'talked'
      and i.source_id is not null and i.campaign_id is not null and i.employee_id is not null and not i.is_test
      and i.started_at < ${new Date(before.getTime() - 1_800_000)}
      and not exists (
        select from class_disputes d where d.workspace_id = ${workspaceId} and d.interaction_id = i.id)
    order by i.started_at desc limit 1`)
  return row ?? null
}

/** Tells disputes of the past. One for which no interaction is found is left out. */
export async function tellPastDisputes(
  { db, recorder: { projections } }: Doors,
  company: Company,
  disputes: readonly PastDispute[],
  now: Date,
): Promise<void> {
  const { id: workspaceId } = company
  const people = await listEmployees(db, workspaceId, { kind: 'all' })
  const memberFor = (by: PastStep['by'], departmentId: string | null): Member | null => {
    const person =
      people.find((one) => one.role === by && (by !== 'head' || one.departmentId === departmentId)) ??
      people.find((one) => one.role === by)
    return person ? memberOf(company, person) : null
  }
  const classes = new Map(
    (
      await db.query<{ key: string; id: string }>(sql`
        select key, id from interaction_classes where workspace_id = ${workspaceId}`)
    ).map(({ key, id }) => [key, id]),
  )
  for (const { was, claim, reason, opened, steps } of disputes) {
    let at = new Date(now.getTime() - opened * 3_600_000)
    const about = await disputable(db, workspaceId, was, at)
    const marketing = memberFor('marketing', null)
    const classId = classes.get(claim)
    if (!about || !marketing || !classId) continue
    await db.transaction((tx) =>
      openDispute(tx, { member: marketing, now: at }, { interaction: about.id, was: about.classId, classId, reason }),
    )
    for (const { by, act, classKey, text, after } of steps) {
      at = new Date(at.getTime() + after * 3_600_000)
      const member = memberFor(by, about.departmentId)
      if (!member || at > now) break
      await escalateDue(db, workspaceId, at)
      const asked = classKey ? classes.get(classKey) : undefined
      await db.transaction((tx) =>
        actInDispute(
          tx,
          { member, now: at, projections },
          about.id,
          act === 'write' || act === 'withdraw' ? { act, text } : { act, classId: asked ?? '', text },
        ),
      )
    }
  }
  await escalateDue(db, workspaceId, now)
}

/** Marketing agreed with most classes of the days before: all but each fourth of those that began between two moments. */
export async function tellPastChecks(
  db: Database,
  company: Company,
  { from, to, at }: { readonly from: Date; readonly to: Date; readonly at: Date },
): Promise<void> {
  const { id: workspaceId } = company
  const [person] = (await listEmployees(db, workspaceId, { kind: 'all' })).filter(({ role }) => role === 'marketing')
  if (!person) return
  const member = memberOf(company, person)
  const rows = await db.query<{ id: string; was: string }>(sql`
    select i.id, i.class_id as was from interactions i
    where i.workspace_id = ${workspaceId} and i.started_at >= ${from} and i.started_at < ${to} and i.class_id is not null
      and i.source_id is not null and i.direction = 'inbound' and not i.is_test
      and not exists (select from class_disputes d where d.workspace_id = ${workspaceId} and d.interaction_id = i.id)
    order by i.started_at, i.id`)
  const checked = rows.filter((_, n) => n % 4 !== 3)
  await db.transaction((tx) => agreeWith(tx, member, checked, at))
}

/** Marketing found junk at a moment of the past, and kept what they decided about the dearest of it; nothing where nothing was found. */
export async function tellPastDecision(
  db: Database,
  company: Company,
  { at, decision, note }: { readonly at: Date; readonly decision: DecisionKind; readonly note: string },
): Promise<void> {
  const [person] = (await listEmployees(db, company.id, { kind: 'all' })).filter(({ role }) => role === 'marketing')
  if (!person) return
  const member = memberOf(company, person)
  const to = localDay(at, company.timezone)
  const period = { from: addDays(to, -29), to }
  const [found] = (await findJunk(db, member, period)).findings
  if (!found) return
  const { dimension, value } = found
  await db.transaction((tx) => decide(tx, member, { dimension, value, decision, note, ...period }, at))
}
