/**
 * Dates and times as files write them. A column is looked at as a whole: what one value leaves open (04/09/17)
 * another may settle (25/09/17); what none settles is told, never guessed in silence.
 */
import { type WallClock, zonedTime } from '../../kernel/time.ts'

/** In which order or unit a column writes its moments. */
export const dateForms = ['ymd', 'dmy', 'mdy', 'named', 'compact', 'unix', 'unix-ms', 'serial'] as const
export type DateForm = (typeof dateForms)[number]

const monthNames = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const russianMonths = 'янв фев мар апр май июн июл авг сен окт ноя дек'.split(' ')

/** 1–12 for the name of a month, Russian or English, in any form; 0 for what is none. */
export function monthOf(name: string): number {
  const short = name.toLowerCase().slice(0, 3)
  const index = Math.max(monthNames.indexOf(short), russianMonths.indexOf(short === 'мая' ? 'май' : short))
  return index + 1
}

/** 70…99 lie in the last century, as POSIX strptime has it (00…68 in this one). */
const fullYear = (text: string): number =>
  text.length > 2 ? Number(text) : Number(text) + (Number(text) >= 70 ? 1900 : 2000)

interface Clock {
  readonly hour: number
  readonly minute: number
  readonly second: number
}

const clockForm = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([ap])?\.?m?\.?$/i

/** A time of day: `8:05`, `08:05:30`, `8:05:30 PM`. */
export function readClock(text: string): Clock | null {
  const found = clockForm.exec(text.trim())
  if (!found) return null
  const half = found[4]?.toLowerCase()
  const told = Number(found[1])
  if (half && (told < 1 || told > 12)) return null
  const hour = half === 'p' ? (told % 12) + 12 : half === 'a' ? told % 12 : told
  const minute = Number(found[2])
  const second = Number(found[3] ?? 0)
  return hour < 24 && minute < 60 && second < 60 ? { hour, minute, second } : null
}

const offsetForm = /\s*(?:(Z|UTC|GMT)|([+-])(\d{2}):?(\d{2})?)$/

interface Moment {
  readonly wall: WallClock
  /** Minutes ahead of UTC, where the value says so. */
  readonly offset: number | null
}

function moment(year: number, month: number, day: number, rest: string): Moment | null {
  if (year < 1970 || year > 2100 || month < 1 || month > 12 || day < 1 || day > 31) return null
  if (day > 28 && new Date(Date.UTC(year, month - 1, day)).getUTCDate() !== day) return null
  let clockText = rest
  let offset: number | null = null
  if (rest.length > 8 || /[Z+-]/.test(rest)) {
    const zone = offsetForm.exec(rest)
    if (zone) {
      offset = zone[1] ? 0 : (zone[2] === '-' ? -1 : 1) * (Number(zone[3]) * 60 + Number(zone[4] ?? 0))
      clockText = rest.slice(0, zone.index)
    }
  }
  if (clockText.trim() === '') return { wall: { year, month, day }, offset }
  const clock = readClock(clockText)
  return clock ? { wall: { year, month, day, ...clock }, offset } : null
}

const parts = /^(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})(?:[,T]?\s*(.*))?$/s
const dayFirst = /^(?:\p{L}{2,}[.,]?\s+)?(\d{1,2})[\s.-]+(\p{L}{3,})\.?,?[\s.-]+(\d{4}|\d{2})(?:\s*г\.?)?,?\s*(.*)$/su
const monthFirst = /^(?:\p{L}{2,}[.,]?\s+)?(\p{L}{3,})\.?\s+(\d{1,2}),?\s+(\d{4}),?\s*(.*)$/su
const packed = /^(\d{4})(\d{2})(\d{2})(?:[T_-]?(\d{2})(\d{2})(\d{2})?)?$/

const moments: Record<Exclude<DateForm, 'unix' | 'unix-ms' | 'serial'>, (text: string) => Moment | null> = {
  ymd: (text) => {
    const found = parts.exec(text)
    return found?.[1] && found[1].length !== 3
      ? moment(
          fullYear(found[1]),
          Number(found[2]),
          found[3] && found[3].length < 3 ? Number(found[3]) : 0,
          found[4] ?? '',
        )
      : null
  },
  dmy: (text) => {
    const found = parts.exec(text)
    return found?.[3] && found[3].length !== 3 && found[3].length !== 1
      ? moment(
          fullYear(found[3]),
          Number(found[2]),
          found[1] && found[1].length < 3 ? Number(found[1]) : 0,
          found[4] ?? '',
        )
      : null
  },
  mdy: (text) => {
    const found = parts.exec(text)
    return found?.[3] && found[3].length !== 3 && found[3].length !== 1
      ? moment(
          fullYear(found[3]),
          found[1] && found[1].length < 3 ? Number(found[1]) : 0,
          Number(found[2]),
          found[4] ?? '',
        )
      : null
  },
  named: (text) => {
    const first = dayFirst.exec(text)
    if (first) return moment(fullYear(first[3] ?? ''), monthOf(first[2] ?? ''), Number(first[1]), first[4] ?? '')
    const second = monthFirst.exec(text)
    return second
      ? moment(fullYear(second[3] ?? ''), monthOf(second[1] ?? ''), Number(second[2]), second[4] ?? '')
      : null
  },
  compact: (text) => {
    const found = packed.exec(text)
    if (!found) return null
    const clock = found[4] ? `${found[4]}:${found[5]}:${found[6] ?? '00'}` : ''
    return moment(Number(found[1]), Number(found[2]), Number(found[3]), clock)
  },
}

/** Moments before 1990 and after 2100 are more likely some other number. */
const between = (millis: number): Date | null =>
  millis >= 631_152_000_000 && millis < 4_102_444_800_000 ? new Date(millis) : null

/** A reader of moments of one form; times without an offset of their own are wall clock in `zone`. */
export function dateReader(form: DateForm, zone: string): (text: string) => Date | null {
  if (form === 'unix')
    return (text) =>
      /^\d{9,10}(?:[.,]\d+)?$/.test(text) ? between(Math.trunc(Number(text.replace(',', '.'))) * 1000) : null
  if (form === 'unix-ms') return (text) => (/^\d{12,13}$/.test(text) ? between(Number(text)) : null)
  if (form === 'serial') {
    return (text) => {
      if (!/^\d{5}(?:[.,]\d+)?$/.test(text)) return null
      const wall = new Date(Math.round((Number(text.replace(',', '.')) - 25_569) * 86_400) * 1000)
      return between(wall.getTime()) && fromWall(wall, zone)
    }
  }
  const read = moments[form]
  return (text) => {
    if (form === 'ymd') {
      const quick = isoWall(text)
      if (quick) return zonedTime(quick, zone)
    }
    const found = read(text.trim())
    if (!found) return null
    if (found.offset === null) return zonedTime(found.wall, zone)
    return new Date(zonedTime(found.wall, 'UTC').getTime() - found.offset * 60_000)
  }
}

const fromWall = (wall: Date, zone: string): Date =>
  zonedTime(
    {
      year: wall.getUTCFullYear(),
      month: wall.getUTCMonth() + 1,
      day: wall.getUTCDate(),
      hour: wall.getUTCHours(),
      minute: wall.getUTCMinutes(),
      second: wall.getUTCSeconds(),
    },
    zone,
  )

/** `2024-03-05 10:20:30`, which exchanges write in every row, without a regular expression: four times as fast. */
function isoWall(text: string): WallClock | null {
  if (text.length !== 19 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return null
  if (text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return null
  const year = digits(text, 0, 4)
  const month = digits(text, 5, 7)
  const day = digits(text, 8, 10)
  const hour = digits(text, 11, 13)
  const minute = digits(text, 14, 16)
  const second = digits(text, 17, 19)
  if (year < 1970 || year > 2100 || month < 1 || month > 12 || day < 1 || day > 28) return null
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return null
  return { year, month, day, hour, minute, second }
}

function digits(text: string, from: number, to: number): number {
  let value = 0
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 48
    if (digit < 0 || digit > 9) return -1
    value = value * 10 + digit
  }
  return value
}
