import { formatPhone } from '../../../kernel/phone-format.ts'
import type { Language } from '../../../kernel/problem-texts.ts'
import { localDay } from '../../../kernel/time.ts'

/** How figures are written in one language, one time zone and one currency. */
export interface Format {
  /** `12 480`; with `digits`, that many after the point. */
  number(value: number | null | undefined, digits?: number): string
  /** `12,4 тыс.`: for axes and narrow places. */
  compact(value: number | null | undefined): string
  /** A share 0–1 as `12 %` or, with digits, `12,4 %`. */
  percent(value: number | null | undefined, digits?: number): string
  /** Minor units of the company's currency (or the given one) as `1 250 ₽`. Kopecks are shown only where there are any, or with `exact`. */
  money(minor: number | null | undefined, currency?: string, exact?: boolean): string
  /** Seconds as a clock: `0:42`, `3:05`, `1:02:07`. */
  clock(seconds: number | null | undefined): string
  /** Seconds in words: `42 с`, `3 мин 5 с`, `1 ч 2 мин`, `2 дн. 3 ч`. */
  duration(seconds: number | null | undefined): string
  /** The company's day of an instant, or a calendar day `YYYY-MM-DD`: `24 ноя`; the year is added when it is not this one. */
  date(value: string | Date | null | undefined): string
  /** `24 ноября 2026 г.` */
  longDate(value: string | Date | null | undefined): string
  /** `14:05` on the company's clock. */
  time(value: string | Date | null | undefined): string
  /** `14:05:09` on the company's clock. */
  exactTime(value: string | Date | null | undefined): string
  /** `24 ноя, 14:05` on the company's clock. */
  dateTime(value: string | Date | null | undefined): string
  /** `1–24 ноя` for a period of calendar days, both included. */
  period(period: { readonly from: string; readonly to: string }): string
  /** How long ago, from `now`: `5 минут назад`. */
  ago(value: string | Date | null | undefined, now?: Date): string
  /** Short name of a weekday, 1 = Monday … 7 = Sunday. */
  weekday(day: number): string
  /** `+7 916 123-45-67`; what is masked stays masked. */
  phone(e164: string | null | undefined): string
}

const none = '—'
const calendarDay = /^\d{4}-\d{2}-\d{2}$/

const units = {
  ru: { day: 'дн.', hour: 'ч', minute: 'мин', second: 'с' },
  en: { day: 'd', hour: 'h', minute: 'min', second: 's' },
} as const

const agoSteps: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number])[] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]

/** Makes the formatters of a language, an IANA zone and a currency. Missing values are written as a dash. */
export function createFormat(language: Language, zone: string, currency: string): Format {
  const locale = language === 'ru' ? 'ru-RU' : 'en-GB'
  const numbers = remember((digits: number) => {
    return new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits })
  })
  const percents = remember((digits: number) => {
    return new Intl.NumberFormat(locale, {
      style: 'percent',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    })
  })
  const moneys = remember((key: string) => {
    const [code, digits] = key.split(':')
    return new Intl.NumberFormat(locale, {
      style: 'currency',
      currency: code ?? currency,
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: Number(digits),
      maximumFractionDigits: Number(digits),
    })
  })
  const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumSignificantDigits: 3 })
  const date = (options: Intl.DateTimeFormatOptions) => ({
    local: new Intl.DateTimeFormat(locale, { ...options, timeZone: zone }),
    calendar: new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }),
  })
  const short = date({ day: 'numeric', month: 'short' })
  const withYear = date({ day: 'numeric', month: 'short', year: 'numeric' })
  const long = date({ day: 'numeric', month: 'long', year: 'numeric' })
  const clockOf = date({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const exactOf = date({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })
  const weekdays = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })

  const write = (formats: ReturnType<typeof date>, value: string | Date): string => {
    const text = calendarDay.test(String(value))
      ? formats.calendar.format(new Date(`${String(value)}T00:00:00Z`))
      : formats.local.format(new Date(value))
    // «24 нояб. 2026 г.» is what ICU writes; without its dots a column of dates is quieter.
    return formats === long || language !== 'ru' ? text : text.replace(' г.', '').replaceAll('.', '')
  }
  const thisYear = (value: string | Date) => {
    const day = calendarDay.test(String(value)) ? String(value) : localDay(new Date(value), zone)
    return day.slice(0, 4) === localDay(new Date(), zone).slice(0, 4)
  }
  const shortDate = (value: string | Date) => write(thisYear(value) ? short : withYear, value)

  return {
    number: (value, digits = 0) => (value === null || value === undefined ? none : numbers(digits).format(value)),
    compact: (value) => (value === null || value === undefined ? none : compact.format(value)),
    percent: (value, digits = 0) => (value === null || value === undefined ? none : percents(digits).format(value)),
    money(minor, code = currency, exact = false) {
      if (minor === null || minor === undefined) return none
      return moneys(`${code}:${exact || minor % 100 !== 0 ? 2 : 0}`).format(minor / 100)
    },
    clock(seconds) {
      if (seconds === null || seconds === undefined) return none
      const whole = Math.round(seconds)
      const hours = Math.floor(whole / 3600)
      const minutes = Math.floor((whole % 3600) / 60)
      const tail = String(whole % 60).padStart(2, '0')
      return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`
    },
    duration: (seconds) => (seconds === null || seconds === undefined ? none : inWords(seconds, units[language])),
    date: (value) => (value ? shortDate(value) : none),
    longDate: (value) => (value ? write(long, value) : none),
    time: (value) => (value ? write(clockOf, value) : none),
    exactTime: (value) => (value ? write(exactOf, value) : none),
    dateTime: (value) => (value ? `${shortDate(value)}, ${write(clockOf, value)}` : none),
    period({ from, to }) {
      if (from === to) return shortDate(from)
      // A narrow place breaks the line after the dash, never inside of a date.
      const whole = (day: string) => shortDate(day).replaceAll(' ', '\u00a0')
      if (from.slice(0, 7) !== to.slice(0, 7)) return `${whole(from)}\u00a0– ${whole(to)}`
      return `${Number(from.slice(8))}–${shortDate(to)}`
    },
    ago(value, now = new Date()) {
      if (!value) return none
      const seconds = (new Date(value).getTime() - now.getTime()) / 1000
      for (const [unit, size] of agoSteps) {
        if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit)
      }
      return relative.format(0, 'second')
    },
    weekday: (day) => weekdays.format(new Date(Date.UTC(2024, 0, day))),
    phone: (e164) => (e164 ? formatPhone(e164) : none),
  }
}

function inWords(seconds: number, unit: (typeof units)[Language]): string {
  const whole = Math.round(seconds)
  const parts: [number, string][] = [
    [Math.floor(whole / 86_400), unit.day],
    [Math.floor((whole % 86_400) / 3600), unit.hour],
    [Math.floor((whole % 3600) / 60), unit.minute],
    [whole % 60, unit.second],
  ]
  const first = parts.findIndex(([amount]) => amount > 0)
  if (first === -1) return `0 ${unit.second}`
  return parts
    .slice(first, first + 2)
    .filter(([amount]) => amount > 0)
    .map(([amount, name]) => `${amount} ${name}`)
    .join(' ')
}

function remember<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new Map<Key, Value>()
  return (key) => {
    const found = made.get(key) ?? make(key)
    made.set(key, found)
    return found
  }
}
