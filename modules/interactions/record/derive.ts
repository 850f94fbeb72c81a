/** From what was told to the row that everyone reads: numbers normalised, the company's day, who is responsible. */

import { type ParsedPhone, parsePhone, phoneHash } from '../../../kernel/phone.ts'
import { localDay, localHour } from '../../../kernel/time.ts'
import type { Told } from '../fold.ts'
import type { InteractionRow } from '../row.ts'
import { verdict } from '../rules.ts'
import { keepTold } from '../told.ts'
import { decidingLine, departmentByLines, type LinesTold } from './department.ts'
import { type Directory, lineKey } from './directory.ts'
import type { Way } from './way.ts'

export interface RecordingWorkspace {
  readonly id: string
  /** IANA zone of the company's calendar. */
  readonly timezone: string
  /** ISO country whose habits numbers without a code follow. */
  readonly country: string
}

const seconds = (value: number | null): number | null =>
  value === null ? null : Math.min(Math.round(value), 2_000_000_000)

function partyOf(
  phone: string | null,
  country: string,
): Pick<InteractionRow, 'partyNumber' | 'partyKind' | 'partyHash'> {
  if (phone === null) return { partyNumber: null, partyKind: null, partyHash: null }
  const parsed: ParsedPhone = parsePhone(phone, { country })
  if (parsed.valid) return { partyNumber: parsed.e164, partyKind: parsed.kind, partyHash: phoneHash(parsed.e164) }
  if (parsed.kind === 'internal') {
    return { partyNumber: parsed.extension, partyKind: 'internal', partyHash: phoneHash(parsed.extension) }
  }
  if (parsed.kind === 'hidden') return { partyNumber: null, partyKind: 'hidden', partyHash: null }
  return { partyNumber: parsed.digits, partyKind: 'unknown', partyHash: phoneHash(parsed.digits) }
}

/**
 * The row of one interaction. `before` keeps identity, creation time, the class that a person set and
 * the department that it had (people and lines change hands, what happened does not). What an import and anything else told of both belongs to no import.
 */
export function deriveRow(
  told: Told,
  context: {
    readonly workspace: RecordingWorkspace
    readonly directory: Directory
    readonly way: Way
    readonly customerId: string | null
    readonly before: { readonly row: InteractionRow; readonly told: LinesTold } | null
    readonly id: string
    readonly importId: string | null
    readonly now: Date
  },
): InteractionRow {
  const { workspace, directory, now } = context
  const before = context.before?.row ?? null
  const decided = verdict(told)
  const employee = decided.line ? (directory.employeeByLine.get(lineKey(decided.line)) ?? null) : null
  const classified = classOf(told, before, directory, decided.endedAt ?? told.startedAt)
  // Filled in place: at a million lines a copy per row is felt.
  const row: { -readonly [Field in keyof InteractionRow]: InteractionRow[Field] } = {
    workspaceId: workspace.id,
    id: context.id,
    provider: told.provider,
    externalId: told.externalId,
    kind: told.kind,
    direction: decided.direction,
    state: decided.state,
    outcome: decided.outcome,
    startedAt: told.startedAt,
    answeredAt: decided.answeredAt,
    endedAt: decided.endedAt,
    localDay: localDay(told.startedAt, workspace.timezone),
    localHour: localHour(told.startedAt, workspace.timezone),
    waitSeconds: seconds(decided.waitSeconds),
    talkSeconds: seconds(decided.talkSeconds),
    durationSeconds: seconds(decided.durationSeconds),
    ...partyOf(told.partyPhone, workspace.country),
    partyAddress: told.partyEmail ?? told.partyMessenger,
    partyName: told.partyName,
    ourAddress: told.ourAddress,
    line: decided.line,
    employeeId: employee?.id ?? null,
    departmentId: employee
      ? before?.employeeId === employee.id
        ? before.departmentId
        : employee.departmentId
      : departmentOfNobody(told, context.before, directory),
    customerId: context.customerId,
    ...context.way,
    ...classified,
    isTest: told.isTest,
    subject: told.subject,
    recordingUrl: told.recordingUrl,
    told: null,
    importId: !before || before.importId === context.importId ? context.importId : null,
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  }
  row.told = keepTold(told, row)
  return row
}

/**
 * An interaction with an employee is their department's, even where they have none: figures of people would split otherwise.
 * Without one it is the department's whose line it came in on. It stays there when the line changes hands, until a fact
 * names another line that decides.
 */
function departmentOfNobody(
  told: Told,
  before: { readonly row: InteractionRow; readonly told: LinesTold } | null,
  { departmentByLine }: Directory,
): string | null {
  const owned = before !== null && before.row.employeeId === null && before.row.departmentId !== null
  if (owned && decidingLine(told, departmentByLine) === decidingLine(before.told, departmentByLine)) {
    return before.row.departmentId
  }
  return departmentByLines(told, departmentByLine)
}

/** A person's word stands, also when they took a class away; else the class that was told, whenever that was. */
function classOf(
  told: Told,
  before: InteractionRow | null,
  directory: Directory,
  at: Date,
): Pick<InteractionRow, 'classId' | 'classSetAt' | 'classSetBy'> {
  if (before?.classSetBy)
    return { classId: before.classId, classSetAt: before.classSetAt, classSetBy: before.classSetBy }
  const classId = told.classKey ? (directory.classByKey.get(told.classKey) ?? null) : null
  return { classId, classSetAt: classId ? at : null, classSetBy: null }
}
