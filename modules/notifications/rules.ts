/** When somebody is told, who may be, and how stubbornly it is tried. Pure; times of day are those of a person's clock. */
import { can, type Role, reachOf } from '../../kernel/access.ts'
import { addDays, localDay, zonedTime, zoneOffset } from '../../kernel/time.ts'
import type { NoticeKind, Pace } from '../../platform/notices/kinds.ts'
import type { Notice } from '../../platform/notices/notice.ts'
import type { WorkItem } from '../../platform/notices/work.ts'

export { type Pace, paces } from '../../platform/notices/kinds.ts'

export const channelKinds = ['slack', 'telegram', 'webhook'] as const
export type ChannelKind = (typeof channelKinds)[number]

export const messageStates = ['waiting', 'sending', 'sent', 'failed', 'unsure', 'cancelled'] as const
export type MessageState = (typeof messageStates)[number]

/** Minutes of the day, 0–1439; `from` after `to` goes across midnight. Equal bounds mean no quiet hours. */
export interface QuietHours {
  readonly from: number
  readonly to: number
}

const minute = 60_000
const hour = 60 * minute
/** When daily letters go out and reminders are sent, in the hours of the reader's day. */
export const morningHour = 9
/** Reminders that could not be sent by then are left to the next day. */
export const reminderUntilHour = 12

const minuteOfDay = (at: Date, zone: string): number => {
  const wall = at.getTime() + zoneOffset(at.getTime(), zone)
  return Math.floor((((wall % (24 * hour)) + 24 * hour) % (24 * hour)) / minute)
}

const atMinute = (day: string, minutes: number, zone: string): Date => {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number)
  return zonedTime({ year, month, day: date, hour: Math.floor(minutes / 60), minute: minutes % 60 }, zone)
}

/** The next moment from `at` on (not before it) at which the clock of the zone shows these minutes of the day. */
function nextAt(at: Date, minutes: number, zone: string): Date {
  const today = localDay(at, zone)
  const now = atMinute(today, minutes, zone)
  return now >= at ? now : atMinute(addDays(today, 1), minutes, zone)
}

/** The first moment from `at` on at which somebody may be disturbed. */
export function afterQuiet(at: Date, quiet: QuietHours | null, zone: string): Date {
  if (!quiet || quiet.from === quiet.to) return at
  const now = minuteOfDay(at, zone)
  const inside = quiet.from < quiet.to ? now >= quiet.from && now < quiet.to : now >= quiet.from || now < quiet.to
  return inside ? nextAt(at, quiet.to, zone) : at
}

/** When a message leaves, and whether others of that moment go along in it. */
export interface Departure {
  readonly at: Date
  readonly together: boolean
}

/** When something that happened at `now` is told at this pace; null: never. `zone`: IANA zone of the reader. */
export function departureOf(
  pace: Pace,
  { quiet, zone }: { readonly quiet: QuietHours | null; readonly zone: string },
  now: Date,
): Departure | null {
  if (pace === 'never') return null
  const at = afterQuiet(paced(pace, zone, now), quiet, zone)
  return { at, together: pace !== 'immediate' || at > now }
}

function paced(pace: Exclude<Pace, 'never'>, zone: string, now: Date): Date {
  switch (pace) {
    case 'immediate':
      return now
    case 'hourly':
      return new Date((Math.floor(now.getTime() / hour) + 1) * hour)
    case 'daily':
      return nextAt(new Date(now.getTime() + 1), morningHour * 60, zone)
  }
}

/** The sooner of two paces. */
export const soonerPace = (a: Pace, b: Pace): Pace => (soonness[a] <= soonness[b] ? a : b)
const soonness: Readonly<Record<Pace, number>> = { immediate: 0, hourly: 1, daily: 2, never: 3 }

export interface Listener {
  readonly id: string
  readonly role: Role
  readonly departmentId: string | null
}

/** Where the interaction of a notice stands; null where the notice is about none. */
export interface Place {
  readonly employeeId: string | null
  readonly departmentId: string | null
  readonly sourceId: string | null
}

/** Whether somebody may hear of a notice: the permission of its kind, and the reach of the interaction where there is one. */
export function mayHear(
  listener: Listener,
  kind: Pick<NoticeKind, 'requires'>,
  place: Place | 'none' | 'gone',
): boolean {
  if (!can(listener.role, kind.requires)) return false
  if (place === 'none') return true
  if (place === 'gone' || !can(listener.role, 'interactions.read')) return false
  const reach = reachOf({ ...listener, employeeId: listener.id })
  switch (reach.kind) {
    case 'all':
      return true
    case 'department':
      return place.departmentId === reach.departmentId
    case 'own':
      return place.employeeId === reach.employeeId
    case 'assigned':
      return false
  }
}

/** Whether a notice concerns somebody by itself. Roles are narrowed to a department where it names one and they work in one. */
export function concerns(to: Notice['to'], { id, role, departmentId }: Listener): boolean {
  if (to.employees?.includes(id)) return true
  if (!to.roles?.includes(role)) return false
  return !to.departmentId || departmentId === null || departmentId === to.departmentId
}

/** A number that a fact is compared with. */
export interface Threshold {
  readonly fact: string
  readonly is: 'at_most' | 'at_least'
  readonly value: number
}

export interface RuleFilter {
  /** Empty: every kind. */
  readonly types: readonly string[]
  readonly departmentId: string | null
  readonly sourceId: string | null
  readonly threshold: Threshold | null
}

/** Whether a company's rule speaks of this notice. */
export function fits(filter: RuleFilter, notice: Pick<Notice, 'type' | 'facts' | 'to'>, place: Place | null): boolean {
  if (filter.types.length > 0 && !filter.types.includes(notice.type)) return false
  const departmentId = place?.departmentId ?? notice.to.departmentId ?? null
  if (filter.departmentId && filter.departmentId !== departmentId) return false
  if (filter.sourceId && filter.sourceId !== place?.sourceId) return false
  if (!filter.threshold) return true
  const fact = notice.facts[filter.threshold.fact]
  if (typeof fact !== 'number') return false
  return filter.threshold.is === 'at_most' ? fact <= filter.threshold.value : fact >= filter.threshold.value
}

/** How an attempt went. `unsure`: nobody knows whether it arrived, and sending again could double it. */
export type Attempt =
  | { readonly kind: 'sent' }
  | { readonly kind: 'again'; readonly afterMs?: number }
  | { readonly kind: 'unsure' }
  | { readonly kind: 'never' }

export type Outcome =
  | { readonly state: 'sent' | 'failed' | 'unsure' }
  | { readonly state: 'waiting'; readonly at: Date }

/** The pause after the first failed attempt, the second …; the last one repeats. */
const pauses = [5_000, 30_000, 2 * minute, 10 * minute, 30 * minute, hour, 2 * hour]
/** What is a day late is no news. */
export const giveUpAfter = 24 * hour

/** What follows from an attempt. `attempts` counts it; `dueAt` is when the message was to leave first. */
export function outcomeOf(
  attempt: Attempt,
  { attempts, dueAt, repeatable }: { readonly attempts: number; readonly dueAt: Date; readonly repeatable: boolean },
  now: Date,
): Outcome {
  if (attempt.kind === 'sent') return { state: 'sent' }
  if (attempt.kind === 'never') return { state: 'failed' }
  if (attempt.kind === 'unsure' && !repeatable) return { state: 'unsure' }
  const pause = pauses[Math.min(attempts, pauses.length) - 1] ?? hour
  const at = new Date(now.getTime() + Math.max(pause, attempt.kind === 'again' ? (attempt.afterMs ?? 0) : 0))
  return at.getTime() - dueAt.getTime() > giveUpAfter ? { state: 'failed' } : { state: 'waiting', at }
}

/** Overdue first, those longest overdue before the others; then what waits longest. */
export function workOrder(now: Date): (a: WorkItem, b: WorkItem) => number {
  const overdueSince = ({ dueAt }: WorkItem): number =>
    dueAt && dueAt <= now ? dueAt.getTime() : Number.POSITIVE_INFINITY
  return (a, b) => {
    const [left, right] = [overdueSince(a), overdueSince(b)]
    return left === right ? a.since.getTime() - b.since.getTime() : left - right
  }
}

export const isOverdue = ({ dueAt }: Pick<WorkItem, 'dueAt'>, now: Date): boolean => dueAt !== null && dueAt <= now
