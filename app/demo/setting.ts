/** What the story is told from: a company, who works there and how, where its clients come from and what they want. */
import type { Role } from '../../kernel/access.ts'
import type { DefaultClass } from '../../modules/interactions/index.ts'

export interface Keyword {
  readonly text: string
  readonly weight: number
}

export interface Placement {
  readonly name: string
  readonly weight: number
  /** Share of junk, where this placement differs from its campaign. */
  readonly junk?: number
}

/** `Key`: the keys of the company's classes. */
export interface Campaign<Key extends string = string> {
  readonly source: string
  readonly campaign: string | null
  /** Share of all new inbound contacts. */
  readonly weight: number
  /** What the lead wants, in relative weights. */
  readonly wants: Readonly<Partial<Record<Key, number>>>
  /** Share of destructive classes. The norm is 2–3 %. */
  readonly junk: number
  /** Kopecks a day, on average; 0 for what costs nothing. */
  readonly dailySpend: number
  readonly placements: readonly Placement[]
  readonly keywords: readonly Keyword[]
  /** The number that this source shows; without one the company's main number. */
  readonly number?: string
  /** Share of its contacts that come by telephone. */
  readonly calls: number
}

export interface Weighted<Key extends string = string> {
  readonly key: Key
  readonly weight: number
}

export interface Advertising<Key extends string = string> {
  readonly campaigns: readonly Campaign<Key>[]
  /** What junk turns out to be. */
  readonly junk: readonly Weighted<Key>[]
  /** What known clients come back with. */
  readonly returning: readonly Weighted<Key>[]
  readonly mainNumber: string
  readonly site: string
  readonly mailbox: string
}

/** How a person works on the phone. Counts are means per working day. */
export interface Habits {
  /** Share of rings that they pick up when they are free. */
  readonly answers: number
  /** Outgoing calls to people who were never called before. */
  readonly newCalls: number
  /** Outgoing calls to clients they know. */
  readonly repeatCalls: number
  /** Calls to colleagues. */
  readonly internalCalls: number
  /** Short calls to the same few numbers, made for the norm. */
  readonly paddedCalls: number
  /** Median talk, seconds. */
  readonly talk: number
  /** Share of outgoing calls that go to mobiles. */
  readonly mobile: number
  /** Chance that a lead becomes a deal in their hands. */
  readonly sells: number
}

export interface DemoPerson {
  readonly key: string
  readonly name: string
  readonly role: Role
  readonly department: string | null
  readonly line: string | null
  readonly habits: Habits | null
  /** Days before the end of the story on which they were hired; everybody else was there before it began. */
  readonly hiredDaysAgo?: number
  /** Whether the demo password opens the door to them. */
  readonly mayEnter?: boolean
}

export interface DemoDepartment<Key extends string = string> {
  readonly key: string
  readonly name: string
  /** The queue in which its calls wait, as the exchange numbers it. */
  readonly queue: string
  /** Our numbers that are the department's: a call that is lost before it rings anybody is theirs by these or by the queue. */
  readonly numbers?: readonly string[]
  /** Classes of new clients that are its own; the first department takes all others. */
  readonly takes?: readonly Key[]
  /** Most known clients are put through to it. */
  readonly aftercare?: boolean
  /** Its clients are firms, not people. */
  readonly firms?: boolean
  /** Share of contacts from known clients that come from its own, in relative weights. */
  readonly returning: number
}

/** What a lead of one class is worth. */
export interface Sale {
  /** What a deal is called in the CRM. */
  readonly title: string
  /** Median, roubles. */
  readonly cheque: number
  /** Mean days until it is won or lost. */
  readonly days: number
}

/** What people write. */
export interface Talks<Key extends string = string> {
  readonly openings: Readonly<Record<Key, readonly string[]>>
  /**
   * Whole dialogues: a line of the client, one of the company, in turn; `{who}` answers, `{а}` ends their verbs. A class without
   * any is answered with `answers`.
   */
  readonly dialogues: Readonly<Partial<Record<Key, readonly (readonly string[])[]>>>
  /** The same for letters; `{name}` is the client's. */
  readonly letters: Readonly<Partial<Record<Key, readonly DemoLetter[]>>>
  readonly answers: readonly string[]
  readonly replies: readonly string[]
  /** Canned answers of the chat. */
  readonly phrases: readonly { readonly shortcut: string; readonly text: string }[]
}

export interface DemoLetter {
  readonly subject: string
  readonly lines: readonly string[]
}

export interface DemoCompany<Key extends string = string> {
  readonly about: {
    readonly slug: string
    readonly name: string
    readonly timezone: string
    readonly country: string
    readonly currency: string
  }
  /** The first one meets new clients. */
  readonly departments: readonly DemoDepartment<Key>[]
  readonly people: readonly DemoPerson[]
  readonly classes: readonly (DefaultClass & { readonly key: Key })[]
  readonly advertising: Advertising<Key>
  /** A class that is no lead makes no sale. */
  readonly sales: Readonly<Partial<Record<Key, Sale>>>
  readonly talks: Talks<Key>
  /** January … December against the year's mean. */
  readonly season: readonly number[]
  /** Mean inbound contacts a day at mean demand, at the end of the story. */
  readonly contactsPerDay: number
  /** By how much the company grows in the time of the story. */
  readonly growth: number
  /** Share of contacts from people who are clients already. */
  readonly returningShare: number
  /** Where its clients live: codes of mobile operators, and how landlines begin. */
  readonly numbers: { readonly mobile: readonly string[]; readonly landline: readonly string[] }
  readonly firms: readonly string[]
  /** How many write in the chat or wait for a call when the story ends, and how many of its last calls were recorded. */
  readonly contactsNow: number
  readonly recordedCalls: number
  /** Days of history. */
  readonly days: number
}

/** The department that new clients of a class reach. */
export function departmentFor(company: DemoCompany, classKey: string): DemoDepartment {
  const own = company.departments.find(({ takes }) => takes?.includes(classKey)) ?? company.departments[0]
  if (!own) throw new RangeError(`${company.about.slug} has no department`)
  return own
}

const usual: Habits = {
  answers: 0.9,
  newCalls: 3,
  repeatCalls: 9,
  internalCalls: 3,
  paddedCalls: 0,
  talk: 130,
  mobile: 0.78,
  sells: 0.2,
}

/** Somebody on the phone, by how they differ from what is usual; without habits somebody who is not. */
export const person = (
  key: string,
  name: string,
  role: Role,
  department: string | null,
  line: string | null,
  habits: Partial<Habits> | null,
  more: Pick<DemoPerson, 'hiredDaysAgo' | 'mayEnter'> = {},
): DemoPerson => ({ key, name, role, department, line, habits: habits && { ...usual, ...habits }, ...more })
