import { isZone, zonedTime } from '../../../kernel/time.ts'

/** Unix seconds as a number or text, or null where it is none or zero (providers write 0 for "did not happen"). */
export function unixTime(value: unknown): Date | null {
  const seconds = typeof value === 'number' ? value : typeof value === 'string' ? Number(value) : Number.NaN
  if (!Number.isFinite(seconds) || seconds <= 0 || seconds > 8e12) return null
  // Milliseconds are told from seconds by their size: seconds reach 1e11 in the year 5138.
  return new Date(seconds > 1e11 ? seconds : seconds * 1000)
}

const wall = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,6}))?)?$/

/**
 * `2026-11-24 10:20:30`, as a clock on the wall in `zone` shows it. With an offset of its own (`…+03:00`, `…Z`) the zone
 * does not matter. Null where it is no time.
 */
export function wallTime(text: string | undefined, zone: string): Date | null {
  if (!text) return null
  const trimmed = text.trim()
  const parts = wall.exec(trimmed)
  if (!parts) {
    const exact = /^\d{4}-\d{2}-\d{2}[T ].*(?:Z|[+-]\d{2}:?\d{2})$/.test(trimmed)
      ? new Date(trimmed.replace(' ', 'T'))
      : null
    return exact && !Number.isNaN(exact.getTime()) ? exact : null
  }
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1, 7)
    .map((part) => Number(part ?? 0))
  const real = new Date(Date.UTC(year, month - 1, day, hour, minute, second))
  const same = real.getUTCMonth() === month - 1 && real.getUTCDate() === day && hour < 24 && minute < 60 && second < 60
  return same
    ? zonedTime(
        { year, month, day, hour, minute, second, ms: Number((parts[7] ?? '0').padEnd(3, '0').slice(0, 3)) },
        zone,
      )
    : null
}

/** The zone of an endpoint's settings, where it is one. */
export const zoneOf = (settings: Readonly<Record<string, unknown>>): string =>
  typeof settings.timezone === 'string' && isZone(settings.timezone) ? settings.timezone : 'Europe/Moscow'
