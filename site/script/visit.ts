/** Which visit a hit belongs to, and what it began with. */
import { forget, keep, newId, recall } from './memory.ts'

/** Where a visit came from: the first page's address with the marks of advertisements alone, and the page before it. */
export interface Touch {
  readonly url: string
  readonly referrer: string
  readonly at: number
}

interface Memory {
  readonly visitor: string
  readonly number: number
  readonly visit: string
  /** The last sign of the visitor, milliseconds. */
  seen: number
  readonly marks: string
  readonly touch: Touch
  /** The very first touch, and the last that somebody else sent. */
  readonly first: Touch
  readonly last: Touch
}

export interface Head {
  readonly visit: string
  readonly visitor?: string
  readonly number: number
  readonly url: string
  readonly referrer: string
  readonly first?: Touch
}

const key = 'lk-visit'
/** A visit ends after half an hour without a sign, or when another advertisement brings the visitor again. */
const pauseMs = 1_800_000
const isMark =
  /^(utm_\w+|\w*clid|[gw]braid|gad_\w+|etext|_openstat|\w+_click_?id|roistat|calltouch_tm|cm_id|k50id|li_fat_id)$/i

/** The marks of the page's address, behind `?` or `#`, as a query. */
const marksOf = ({ search, hash }: Location): string => {
  const query = `${search.slice(1)}&${hash.split('?')[1] ?? ''}`
  return new URLSearchParams([...new URLSearchParams(query)].filter(([name]) => isMark.test(name))).toString()
}

/** The page's address without its query, which is nobody's business; a route behind `#/` is part of the page. */
export const pageAddress = (): string => {
  const { origin, pathname, hash } = location
  return origin + pathname + (/^#!?\//.test(hash) ? hash.split('?')[0] : '')
}

let referrer: string | undefined

/** Within a page that changes by itself nobody is sent from anywhere a second time. */
const referrerOnce = (): string => {
  const given = referrer === undefined ? document.referrer : ''
  referrer = given
  return given
}

const isForeign = (address: string): boolean => {
  try {
    return new URL(address).host !== location.host
  } catch {
    return false
  }
}

/** The visit without consent: of this page alone, of nobody, kept nowhere. */
let alone: Head | undefined

export function headAlone(): Head {
  alone ??= { visit: newId(), number: 1, ...touchNow(marksOf(location)) }
  return alone
}

const touchNow = (marks: string): Touch => ({
  url: pageAddress().split('#')[0] + (marks && `?${marks}`),
  referrer: referrerOnce(),
  at: Date.now(),
})

/** The visit that goes on, or a new one. `opens`: a page was opened, so that its address may begin another visit. */
export function headNow(opens: boolean): Head {
  const now = Date.now()
  const known = recall<Memory>(key)
  const marks = opens ? marksOf(location) : ''
  const goesOn = known && now - known.seen < pauseMs && (!marks || marks === known.marks)
  const memory = goesOn ? { ...known, seen: now } : begin(known, marks, now)
  keep(key, memory)
  const { visit, visitor, number, touch, first } = memory
  return { visit, visitor, number, url: touch.url, referrer: touch.referrer, first }
}

function begin(known: Memory | undefined, marks: string, now: number): Memory {
  const touch = alone ? { url: alone.url, referrer: alone.referrer, at: now } : touchNow(marks)
  const sent = marks !== '' || isForeign(touch.referrer)
  return {
    visitor: known?.visitor ?? newId(),
    number: (known?.number ?? 0) + 1,
    // Whoever consents on a page goes on with the visit that the page had begun.
    visit: alone?.visit ?? newId(),
    seen: now,
    marks,
    touch,
    first: known?.first ?? touch,
    last: sent || !known ? touch : known.last,
  }
}

/** What is known by now, without a sign of life. */
export const currentVisit = (): {
  visitor: string | null
  visit: string | null
  first: Touch | null
  last: Touch | null
} => {
  const known = recall<Memory>(key)
  return {
    visitor: known?.visitor ?? null,
    visit: known?.visit ?? alone?.visit ?? null,
    first: known?.first ?? null,
    last: known?.last ?? null,
  }
}

export const forgetVisit = (): void => forget(key)
