/** How disputes ended, by the people whose word was disputed and by those who disputed. */
import { wilson } from '../../../kernel/statistics/proportions.ts'
import { periodBounds } from '../../../kernel/time.ts'
import type { Member } from '../../../platform/api/context.ts'
import { type Queryable, sql } from '../../../platform/database/database.ts'
import { whereInteractions } from '../../interactions/index.ts'
import type { DisputeShare } from '../contract.ts'
import { type DisputeOutcome, type DisputeState, leastSettled, type Settlement } from '../rules.ts'

interface Cell {
  readonly employeeId: string | null
  readonly employee: string | null
  readonly openedBy: string | null
  readonly openedByName: string
  readonly state: DisputeState
  readonly outcome: DisputeOutcome | null
  readonly settlement: Settlement | null
  readonly count: number
}

/** Disputes that were opened in a period, both days included, within the member's reach. */
export async function disputeFigures(db: Queryable, member: Member, period: { from: string; to: string }) {
  const { workspaceId } = member
  const { start, end } = periodBounds(period, member.timezone)
  const cells = await db.query<Cell>(sql`
    select d.employee_id as "employeeId", e.name as employee, d.opened_by as "openedBy", d.opened_by_name as "openedByName",
      d.state, d.outcome, d.settlement, count(*)::int as count
    from class_disputes d left join employees e on e.workspace_id = ${workspaceId} and e.id = d.employee_id
    where d.workspace_id = ${workspaceId} and d.opened_at >= ${start} and d.opened_at < ${end} and exists (
      select from interactions i where ${whereInteractions({ tests: 'with' }, member)} and i.id = d.interaction_id)
    group by 1, 2, 3, 4, 5, 6, 7`)
  const checks = await db.query<{ id: string | null; name: string | null; checked: number }>(sql`
    select r.checked_by as id, e.name, count(*)::int as checked
    from class_reviews r left join employees e on e.workspace_id = ${workspaceId} and e.id = r.checked_by
    where r.workspace_id = ${workspaceId} and r.checked_at >= ${start} and r.checked_at < ${end} and exists (
      select from interactions i where ${whereInteractions({ tests: 'with' }, member)} and i.id = r.interaction_id)
    group by 1, 2`)
  const sum = (fits: (cell: Cell) => boolean) => cells.reduce((all, cell) => all + (fits(cell) ? cell.count : 0), 0)
  const settledAs = (outcome: DisputeOutcome) => sum((cell) => cell.outcome === outcome)
  return {
    opened: sum(() => true),
    live: sum(({ state }) => state === 'open' || state === 'escalated'),
    withdrawn: sum(({ state }) => state === 'withdrawn'),
    outcomes: { sales: settledAs('sales'), marketing: settledAs('marketing'), other: settledAs('other') },
    decided: sum(({ settlement }) => settlement === 'decided'),
    leastSettled,
    sales: peopleOf(cells, ({ employeeId, employee }) => ({ id: employeeId, name: employee })).map(({ who, of }) => ({
      ...who,
      disputed: of(() => true),
      changed: shareOf(
        of(({ outcome }) => outcome !== null && outcome !== 'sales'),
        of(({ outcome }) => outcome !== null),
      ),
    })),
    marketing: withCheckers(
      peopleOf(cells, ({ openedBy, openedByName }) => ({ id: openedBy, name: openedByName })).map(({ who, of }) => ({
        ...who,
        disputed: of(() => true),
        upheld: shareOf(
          of(({ outcome }) => outcome === 'marketing'),
          of(({ outcome }) => outcome !== null),
        ),
      })),
      checks,
    ),
  }
}

interface Person {
  readonly id: string | null
  readonly name: string | null
}

function peopleOf<Who extends Person>(cells: readonly Cell[], whoOf: (cell: Cell) => Who) {
  const found = new Map<string, { who: Who; cells: Cell[] }>()
  for (const cell of cells) {
    const who = whoOf(cell)
    const key = who.id ?? `name:${who.name}`
    const known = found.get(key)
    if (known) known.cells.push(cell)
    else found.set(key, { who, cells: [cell] })
  }
  return [...found.values()]
    .map(({ who, cells: own }) => ({
      who,
      of: (fits: (cell: Cell) => boolean) => own.reduce((all, cell) => all + (fits(cell) ? cell.count : 0), 0),
    }))
    .sort((a, b) => b.of(() => true) - a.of(() => true) || (a.who.name ?? '').localeCompare(b.who.name ?? '', 'ru'))
}

interface Marketer {
  readonly id: string | null
  readonly name: string
  readonly disputed: number
  readonly upheld: DisputeShare
}

function withCheckers(people: readonly Marketer[], checks: readonly (Person & { readonly checked: number })[]) {
  const known = new Set(people.map(({ id }) => id))
  return [
    ...people.map((one) => ({ ...one, checked: checks.find(({ id }) => id !== null && id === one.id)?.checked ?? 0 })),
    ...checks.flatMap(({ id, name, checked }) =>
      id && name && !known.has(id) ? [{ id, name, disputed: 0, upheld: shareOf(0, 0), checked }] : [],
    ),
  ]
}

const shareOf = (count: number, of: number): DisputeShare => ({
  count,
  of,
  interval: wilson(count, of),
  enough: of >= leastSettled,
})
