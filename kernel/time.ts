/**
 * The company's calendar. Instants are UTC; a day is `YYYY-MM-DD` in an IANA zone.
 * Intl's formatters are slow (some 3 µs each), so the offset of a zone is remembered per quarter of an hour of UTC:
 * no zone in use changes its offset inside one.
 */
const quarter = 15 * 60_000
const formatters = new Map<string, Intl.DateTimeFormat>()
const offsets = new Map<string, Map<number, number>>()

function formatter(zone: string): Intl.DateTimeFormat {
  let found = formatters.get(zone)
  if (!found) {
    found = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formatters.set(zone, found)
  }
  return found
}

/** Milliseconds by which the zone's wall clock is ahead of UTC at the instant. */
export function zoneOffset(millis: number, zone: string): number {
  let cache = offsets.get(zone)
  if (!cache) {
    cache = new Map()
    offsets.set(zone, cache)
  }
  const slot = Math.floor(millis / quarter)
  const known = cache.get(slot)
  if (known !== undefined) return known
  const parts: Record<string, number> = {}
  for (const part of formatter(zone).formatToParts(slot * quarter)) parts[part.type] = Number(part.value)
  const wall = Date.UTC(parts.year ?? 0, (parts.month ?? 1) - 1, parts.day, parts.hour, parts.minute, parts.second)
  const offset = wall - slot * quarter
  if (cache.size > 200_000) cache.clear()
  cache.set(slot, offset)
  return offset
}

const two = (n: number) => (n < 10 ? `0${n}` : String(n))

/** The company's day of an instant. */
export function localDay(instant: Date, zone: string): string {
  const wall = new Date(instant.getTime() + zoneOffset(instant.getTime(), zone))
  return `${String(wall.getUTCFullYear()).padStart(4, '0')}-${two(wall.getUTCMonth() + 1)}-${two(wall.getUTCDate())}`
}

/** The company's hour of an instant, 0–23. */
export const localHour = (instant: Date, zone: string): number =>
  new Date(instant.getTime() + zoneOffset(instant.getTime(), zone)).getUTCHours()

/** The company's weekday of a day, 1 = Monday … 7 = Sunday. */
export const weekday = (day: string): number => ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1

export interface WallClock {
  readonly year: number
  /** 1–12 */
  readonly month: number
  readonly day: number
  readonly hour?: number
  readonly minute?: number
  readonly second?: number
  readonly ms?: number
}

/**
 * The instant of a wall-clock time. A time that the spring change skips is moved forward by the gap;
 * of a time that the autumn change repeats the earlier is meant.
 */
export function zonedTime(wall: WallClock, zone: string): Date {
  const utc = Date.UTC(
    wall.year,
    wall.month - 1,
    wall.day,
    wall.hour ?? 0,
    wall.minute ?? 0,
    wall.second ?? 0,
    wall.ms ?? 0,
  )
  const before = zoneOffset(utc - 24 * 3_600_000, zone)
  const after = zoneOffset(utc + 24 * 3_600_000, zone)
  if (before === after) return new Date(utc - zoneOffset(utc - before, zone))
  const early = utc - Math.max(before, after)
  if (zoneOffset(early, zone) === Math.max(before, after)) return new Date(early)
  const late = utc - Math.min(before, after)
  return zoneOffset(late, zone) === Math.min(before, after) ? new Date(late) : new Date(utc - before)
}

/** The instant at which the company's day begins. */
export function dayStart(day: string, zone: string): Date {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number)
  return zonedTime({ year, month, day: date }, zone)
}

/** The day `n` days later (or earlier, when negative). */
export const addDays = (day: string, n: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10)

/** Days from `a` to `b`: 0 for the same day. */
export const daysBetween = (a: string, b: string): number =>
  Math.round((Date.parse(`${b}T00:00:00Z`) - Date.parse(`${a}T00:00:00Z`)) / 86_400_000)

/** Every day from `from` to `to`, both included. */
export const daysOf = (period: { from: string; to: string }): string[] =>
  Array.from({ length: Math.max(0, daysBetween(period.from, period.to) + 1) }, (_, i) => addDays(period.from, i))

/** From the first instant of `from` to the first instant after `to`. */
export const periodBounds = (period: { from: string; to: string }, zone: string): { start: Date; end: Date } => ({
  start: dayStart(period.from, zone),
  end: dayStart(addDays(period.to, 1), zone),
})

/** True for a zone that this machine knows. */
export function isZone(text: string): boolean {
  try {
    formatter(text)
    return true
  } catch {
    return false
  }
}

/** True for a real calendar day in the form YYYY-MM-DD. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) &&
  new Date(`${text}T00:00:00Z`).toISOString().startsWith(text)
