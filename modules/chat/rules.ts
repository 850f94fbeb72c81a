/** Decisions of the chat, and the frames that both ends of a line speak. Pure; the widget and the console read the types. */
import type { Reach } from '../../kernel/access.ts'

/** A message's text is no longer than this many characters. */
export const longestText = 4_000
/** A file is no larger than this many bytes. */
export const largestFile = 10 * 1024 * 1024
/** So long after its last word a dialogue goes on; what comes later begins a new one. Milliseconds. */
export const continuesMs = 24 * 3_600_000

export const authors = ['client', 'employee', 'system'] as const
export type Author = (typeof authors)[number]

/** What happened to a dialogue, told between the messages. */
export interface ChatEvent {
  readonly kind: 'joined' | 'assigned' | 'transferred' | 'closed' | 'reopened' | 'rated'
  /** Name of who did it; null: the system, or the visitor. */
  readonly by?: string | null
  /** Name of the person or department that it went to. */
  readonly to?: string | null
  readonly note?: string | null
  readonly score?: number
}

export interface ChatFile {
  readonly id: string
  readonly name: string
  /** As its content says, never as the sender claims. */
  readonly type: string
  readonly size: number
  /** The company no longer keeps it: its name alone is left. */
  readonly deleted?: true
}

export interface ChatMessage {
  /** Made by the sender: the same message sent twice has the same id. */
  readonly id: string
  /** Place in the dialogue, 1, 2, 3, … without gaps. */
  readonly seq: number
  /** ISO 8601 */
  readonly at: string
  readonly author: Author
  /** The employee's name. */
  readonly name: string | null
  readonly text: string
  readonly file: ChatFile | null
  readonly event: ChatEvent | null
}

/** Why something was not taken. */
export type Refusal =
  | 'blocked'
  | 'flood'
  | 'too_long'
  | 'empty'
  | 'unknown'
  | 'over'
  | 'unavailable'
  | 'already_rated'
  | 'contact_needed'

/** The visitor's page → server. */
export type VisitorFrame =
  | {
      readonly type: 'hello'
      readonly token: string | null
      /** The dialogue that the page shows, and the last seq of it. */
      readonly dialogue: string | null
      readonly after: number
      readonly visitor: string | null
      readonly visit: string | null
      readonly page: { readonly url: string; readonly title: string }
      readonly language: 'ru' | 'en'
    }
  | { readonly type: 'message'; readonly id: string; readonly text: string; readonly file?: string }
  | { readonly type: 'contact'; readonly name?: string; readonly phone?: string; readonly email?: string }
  | { readonly type: 'typing' }
  | { readonly type: 'read'; readonly seq: number }
  | { readonly type: 'rate'; readonly score: number; readonly comment: string }

/** The server → visitor's page. */
export type VisitorNews =
  | {
      readonly type: 'welcome'
      readonly token: string
      readonly available: boolean
      readonly known: { readonly name: string | null; readonly phone: string | null; readonly email: string | null }
    }
  | DialogueNews
  | { readonly type: 'messages'; readonly dialogue: string; readonly items: readonly ChatMessage[] }
  | { readonly type: 'kept'; readonly id: string; readonly seq: number; readonly dialogue: string }
  | { readonly type: 'refused'; readonly id: string | null; readonly reason: Refusal }
  | { readonly type: 'typing'; readonly name: string }
  | { readonly type: 'presence'; readonly available: boolean }
  | { readonly type: 'still' }

/** The state of the visitor's dialogue; `null` where there is none. */
export interface DialogueNews {
  readonly type: 'dialogue'
  readonly dialogue: {
    readonly id: string
    readonly state: DialogueState
    readonly operator: string | null
    /** What the company has read, by seq. */
    readonly read: number
    /** A person closed it and nobody rated it yet. */
    readonly mayRate: boolean
  } | null
}

/** The console → server. Everything else that an operator does is an operation of the API. */
export type OperatorFrame =
  | {
      readonly type: 'message'
      readonly dialogue: string
      readonly id: string
      readonly text: string
      readonly file?: string
    }
  | { readonly type: 'typing'; readonly dialogue: string }
  | { readonly type: 'read'; readonly dialogue: string; readonly seq: number }

/** The server → console. `Row` is a dialogue as the list shows it (contract.ts). */
export type OperatorNews<Row> =
  | { readonly type: 'welcome' }
  | { readonly type: 'row'; readonly row: Row }
  /** Out of the viewer's reach from now on. */
  | { readonly type: 'gone'; readonly dialogue: string }
  | { readonly type: 'message'; readonly dialogue: string; readonly message: ChatMessage }
  | { readonly type: 'kept'; readonly dialogue: string; readonly id: string; readonly seq: number }
  | { readonly type: 'refused'; readonly dialogue: string | null; readonly id: string | null; readonly reason: Refusal }
  | { readonly type: 'typing'; readonly dialogue: string }
  | { readonly type: 'read'; readonly dialogue: string; readonly seq: number }
  | { readonly type: 'operators' }
  | { readonly type: 'still' }

export const dialogueStates = ['open', 'closed'] as const
export type DialogueState = (typeof dialogueStates)[number]

/** Whether words said at `now` still belong to a dialogue whose last word was at `lastAt`. */
export const continues = (lastAt: Date, now: Date): boolean => now.getTime() - lastAt.getTime() < continuesMs

/** One day's working hours in minutes after midnight, `to` > `from`, both up to 1440. */
export interface Hours {
  readonly from: number
  readonly to: number
}

/** Monday first; null is a day off. */
export type Week = readonly (Hours | null)[]

/** Whether `now` is within the company's working hours. Without a week it always is. `zone` is the company's IANA zone. */
export function isOpen(week: Week | null, now: Date, zone: string): boolean {
  if (!week) return true
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
      .formatToParts(now)
      .map(({ type, value }) => [type, value]),
  )
  const day = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(parts.weekday ?? '')
  const minute = Number(parts.hour) * 60 + Number(parts.minute)
  const hours = week[day]
  return hours ? minute >= hours.from && minute < hours.to : false
}

/** Where a dialogue stands, as far as reach is concerned. */
export interface Place {
  readonly employeeId: string | null
  readonly departmentId: string | null
}

/**
 * Whether somebody sees a dialogue: managers their own and the queue (of their department, or of everybody), a head what their
 * department has or may take, the others all of it.
 */
export function reaches(reach: Reach, departmentId: string | null, place: Place): boolean {
  const ofDepartment = place.departmentId === null || place.departmentId === departmentId
  switch (reach.kind) {
    case 'all':
      return true
    case 'department':
      return place.departmentId === reach.departmentId || (place.employeeId === null && place.departmentId === null)
    case 'own':
      return place.employeeId === null ? ofDepartment : place.employeeId === reach.employeeId
    case 'assigned':
      return false
  }
}

/** A name that is safe in a header and on any disk: no paths, no control characters, at most 120 characters with its ending. */
export function safeName(name: string): string {
  const bare = (name.split(/[\\/]/).at(-1) ?? '')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069"<>|:*?]/g, '')
    .replace(/^\.+/, '')
    .trim()
  if (!bare) return 'file'
  if (bare.length <= 120) return bare
  const dot = bare.lastIndexOf('.')
  const ending = dot > 0 && bare.length - dot <= 10 ? bare.slice(dot) : ''
  return bare.slice(0, 120 - ending.length) + ending
}

/** Kinds of pictures that browsers draw and that can carry no script. */
export const drawable: readonly string[] = ['image/png', 'image/jpeg', 'image/gif', 'image/webp']
