import { Problem } from '../../kernel/problem.ts'
import { daysBetween } from '../../kernel/time.ts'
import type { Queryable } from '../../platform/database/database.ts'
import type { InteractionFilter, Viewer } from '../interactions/index.ts'
import type { CallFigures, CallsReport, ComparedBy, Comparison, PersonCalls } from './contract.ts'
import { type Colleague, type PersonSums, readHours, readNames, readPeople } from './figures/read.ts'
import { type Scope, scopes } from './figures/scopes.ts'
import { callsOnly, departmentsSeen, rollupsSuffice } from './figures/source.ts'
import { type UniqueNumbers, uniqueNumbers } from './figures/unique.ts'
import { compare, confidence, groupsToCompare, isCompared, pacesOf, unionOfDays, type Worker } from './rules.ts'

export interface CallsQuestion {
  /** Company-local days, both included, stand in `from` and `to`. */
  readonly filter: InteractionFilter & { readonly from: string; readonly to: string }
  readonly by: ComparedBy
  /** The gap between people that is a growth zone: 0.25 for a quarter. */
  readonly mark: number
  /** Counts from the calls even where roll-ups would do: for tests and for measuring. */
  readonly fromCalls?: boolean
}

/** Calls per person with the gap within each department: the same figures for the screen, the API, files and the command line. */
export async function callsReport(db: Queryable, viewer: Viewer, question: CallsQuestion): Promise<CallsReport> {
  const { from, to } = question.filter
  if (from > to) throw new Problem('invalid_value', { field: 'to' }, { value: to })
  const filter = { ...callsOnly(question.filter), from: question.filter.from, to: question.filter.to }
  const fromRollups = !question.fromCalls && rollupsSuffice(filter, viewer)
  const period = { from: filter.from, to: filter.to }
  const [sums, unique, hours, names] = await Promise.all([
    readPeople(db, viewer, { filter, from: filter.from, by: question.by, fromRollups }),
    uniqueNumbers(db, viewer, { filter, period, fromRollups, scopes: scopesFor(fromRollups, viewer, filter) }),
    readHours(db, viewer, { filter, fromRollups }),
    readNames(db, viewer.workspaceId),
  ])
  const workers = sums.flatMap((row) => worker(row, names.people, period))
  const groups = groupsToCompare(workers)
  const paceOf = new Map<Worker, number>()
  const comparisons = groups.flatMap((group): Comparison[] => {
    const [first] = group
    if (!first) return []
    const byPeriod = pacesOf(group, 'period')
    group.forEach((person, i) => {
      paceOf.set(person, byPeriod[i]?.rate ?? 0)
    })
    return [
      {
        departmentId: first.departmentId,
        department: first.departmentId ? (names.departments.get(first.departmentId) ?? null) : null,
        role: first.role as Comparison['role'],
        people: group.length,
        period: compare(group, byPeriod, question.mark),
        activeDay: compare(group, pacesOf(group, 'activeDay'), question.mark),
      },
    ]
  })
  const byWorker = new Map(workers.map((person) => [`${person.employeeId} ${person.departmentId}`, person]))
  const people = sums.flatMap((row): PersonCalls[] => {
    const person = byWorker.get(`${row.employeeId} ${row.departmentId}`)
    if (!row.employeeId || !person) return []
    return [
      {
        ...figures([row], unique('person', row.employeeId, row.departmentId)),
        employeeId: row.employeeId,
        name: person.name,
        role: person.role as PersonCalls['role'],
        departmentId: row.departmentId,
        department: row.departmentId ? (names.departments.get(row.departmentId) ?? null) : null,
        newcomer: person.firstDay > 0,
        compared: isCompared(person),
        pace: paceOf.get(person) ?? null,
      },
    ]
  })
  const withoutPerson = sums.filter((row) => row.employeeId === null)
  const department = fromRollups ? (departmentsSeen(viewer, filter)?.[0] ?? null) : null
  return {
    from: filter.from,
    to: filter.to,
    filter,
    by: question.by,
    mark: question.mark,
    confidence,
    people: people.sort((a, b) => b.calls - a.calls || a.name.localeCompare(b.name)),
    departments: departmentRows(sums, unique, names.departments),
    nobody: withoutPerson.length > 0 ? figures(withoutPerson, numbersOf(unique, 'nobody', department)) : null,
    total: figures(sums, numbersOf(unique, 'company', department)),
    comparisons,
    hours,
  }
}

/** What stands for the company where only a department of it is seen. */
const inDepartment = { company: 'department', nobody: 'nobodyIn' } as const

/** Where roll-ups are read, numbers of a department are its own; a filter on the calls narrows those of the company itself. */
const numbersOf = (unique: UniqueNumbers, scope: 'company' | 'nobody', department: string | null): number =>
  department ? unique(inDepartment[scope], null, department) : unique(scope, null, null)

function scopesFor(fromRollups: boolean, viewer: Viewer, filter: InteractionFilter): readonly Scope[] {
  const narrowed = fromRollups && departmentsSeen(viewer, filter) !== null
  return scopes.filter((scope) => (narrowed ? scope !== 'company' && scope !== 'nobody' : scope !== 'nobodyIn'))
}

function worker(
  row: PersonSums,
  people: ReadonlyMap<string, Colleague>,
  period: { from: string; to: string },
): Worker[] {
  if (!row.employeeId) return []
  const person = people.get(row.employeeId)
  const last = row.days.at(-1) ?? 0
  const length = daysBetween(period.from, period.to)
  const hired = person?.hiredOn && person.hiredOn > period.from ? daysBetween(period.from, person.hiredOn) : 0
  return [
    {
      employeeId: row.employeeId,
      name: person?.name ?? '—',
      departmentId: row.departmentId,
      role: person?.role ?? 'manager',
      days: row.days,
      perDay: row.perDay,
      firstDay: Math.min(hired, row.days[0] ?? hired),
      lastDay: person?.active === false ? last : length,
    },
  ]
}

/** Everything that is a department's, also what rang nobody; without a department, only where its people have none. */
function departmentRows(sums: readonly PersonSums[], unique: UniqueNumbers, names: ReadonlyMap<string, string>) {
  const ids = [...new Set(sums.flatMap((row) => (row.employeeId || row.departmentId ? [row.departmentId] : [])))]
  return ids.map((departmentId) => ({
    ...figures(
      sums.filter((row) => row.departmentId === departmentId),
      unique('department', null, departmentId),
    ),
    departmentId,
    department: departmentId ? (names.get(departmentId) ?? null) : null,
  }))
}

const ratio = (a: number, b: number): number | null => (b > 0 ? a / b : null)

function figures(rows: readonly PersonSums[], uniqueNumbers: number): CallFigures {
  const sum = (of: (row: PersonSums) => number) => rows.reduce((total, row) => total + of(row), 0)
  const talkSeconds = sum((row) => row.talkSeconds)
  const talked = sum((row) => row.talked)
  const inbound = sum((row) => row.inbound)
  const outbound = sum((row) => row.outbound)
  return {
    calls: sum((row) => row.calls),
    inbound,
    outbound,
    internal: sum((row) => row.internal),
    missed: sum((row) => row.missed),
    talked,
    talks: sum((row) => row.talks),
    talkSeconds,
    averageTalkSeconds: ratio(talkSeconds, talked),
    uniqueNumbers,
    callsPerNumber: ratio(
      sum((row) => row.numbered),
      uniqueNumbers,
    ),
    kinds: {
      mobile: sum((row) => row.mobile),
      landline: sum((row) => row.landline),
      tollFree: sum((row) => row.tollFree),
      internal: sum((row) => row.internalNumbers),
      other: sum((row) => row.otherNumbers),
    },
    inboundPerOutbound: ratio(inbound, outbound),
    activeDays: unionOfDays(rows.map((row) => row.days)).length,
  }
}
