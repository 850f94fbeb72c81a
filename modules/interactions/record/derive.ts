/** From what was told to the row that everyone reads: numbers normalised, the company's day, who is responsible. */

import { type ParsedPhone, parsePhone, phoneHash } from '../../../kernel/phone.ts'
import { normaliseEmail } from '../../../kernel/text.ts'
import { localDay, localHour } from '../../../kernel/time.ts'
import type { Contact, ContactSet } from '../../customers/index.ts'
import type { Told } from '../fold.ts'
import type { InteractionRow } from '../row.ts'
import { verdict } from '../rules.ts'
import { keepTold } from '../told.ts'
import { type Directory, lineKey, type OriginIds } from './directory.ts'

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

/** The contacts by which the client can be known again. Colleagues and numbers that are none make no customer. */
export function contactsOf(row: InteractionRow, told: Told): ContactSet {
  if (row.direction === 'internal') return { contacts: [], name: null }
  const contacts: Contact[] = []
  if (row.partyNumber?.startsWith('+')) contacts.push({ kind: 'phone', value: row.partyNumber })
  const email = told.partyEmail ? normaliseEmail(told.partyEmail) : null
  if (email) contacts.push({ kind: 'email', value: email })
  if (told.partyMessenger) contacts.push({ kind: 'messenger', value: told.partyMessenger })
  return { contacts, name: told.partyName }
}

/**
 * The row of one interaction. `before` keeps identity, creation time, the class that a person set and the department
 * in which the talk was held.
 */
export function deriveRow(
  told: Told,
  context: {
    readonly workspace: RecordingWorkspace
    readonly directory: Directory
    readonly origin: OriginIds
    readonly before: InteractionRow | null
    readonly id: string
    readonly importId: string | null
    readonly now: Date
  },
): InteractionRow {
  const { workspace, directory, before, now } = context
  const decided = verdict(told)
  const employee = decided.line ? (directory.employeeByLine.get(lineKey(decided.line)) ?? null) : null
  const setByPerson = before?.classSetBy != null
  const told_ = told.classKey ? (directory.classByKey.get(told.classKey) ?? null) : null
  const classId = setByPerson ? before.classId : (told_ ?? before?.classId ?? null)
  return {
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
    partyAddress: told.partyEmail ? (normaliseEmail(told.partyEmail) ?? told.partyEmail) : told.partyMessenger,
    partyName: told.partyName,
    ourAddress: told.ourAddress,
    line: decided.line,
    employeeId: employee?.id ?? null,
    departmentId:
      employee && before?.employeeId === employee.id ? before.departmentId : (employee?.departmentId ?? null),
    customerId: before?.customerId ?? null,
    ...context.origin,
    originCertain: told.origin ? told.origin.certain !== false : null,
    classId,
    classSetAt: setByPerson
      ? before.classSetAt
      : classId
        ? (before?.classSetAt ?? decided.endedAt ?? told.startedAt)
        : null,
    classSetBy: before?.classSetBy ?? null,
    isTest: told.isTest,
    subject: told.subject,
    recordingUrl: told.recordingUrl,
    told: keepTold(told),
    importId: before ? before.importId : context.importId,
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  }
}
