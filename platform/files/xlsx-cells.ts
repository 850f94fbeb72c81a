/** What a spreadsheet's number means: its format tells whether it is a date, a time of day, or just a number. */

export type CellStyle = 'number' | 'date' | 'time'

const dateFormats = new Set([14, 15, 16, 17, 22, ...range(27, 36), ...range(50, 58)])
const timeFormats = new Set([18, 19, 20, 21, 45, 46, 47])

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}

/** The meaning of number format `id`; ids from 164 on are the workbook's own (ECMA-376, part 1, 18.8.30). */
export function styleOf(id: number, custom: ReadonlyMap<number, string>): CellStyle {
  if (dateFormats.has(id)) return 'date'
  if (timeFormats.has(id)) return 'time'
  const code = custom.get(id)
  if (!code) return 'number'
  const letters = code
    .replace(/"[^"]*"|\\./g, '')
    .replace(/\[(?![hms]+\])[^\]]*\]/gi, '')
    .split(';')[0]
    ?.toLowerCase()
  if (!letters || /general|основной|[0#?]/.test(letters.replace(/[hs]+\.?0+/g, ''))) return 'number'
  if (/[yd]|m{3}|г/.test(letters)) return 'date'
  return /[hs]/.test(letters) ? 'time' : 'number'
}

const two = (n: number): string => (n < 10 ? `0${n}` : String(n))

/** Excel's day number as wall clock; day 60 is the 29 February 1900 that never was, so days begin at 1899-12-30. */
export function serialText(serial: number, epoch1904 = false): string {
  const moment = new Date(Math.round((serial + (epoch1904 ? 1462 : 0) - 25_569) * 86_400) * 1000)
  const day = `${moment.getUTCFullYear()}-${two(moment.getUTCMonth() + 1)}-${two(moment.getUTCDate())}`
  return `${day} ${two(moment.getUTCHours())}:${two(moment.getUTCMinutes())}:${two(moment.getUTCSeconds())}`
}

function clockText(days: number): string {
  const seconds = Math.round(days * 86_400)
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}

/** The text of a cell that is no shared string. `type` is the cell's `t`, `value` what stands in it. */
export function cellText(type: string, value: string, style: CellStyle | undefined, epoch1904: boolean): string {
  if (type === 'b') return value === '1' ? 'true' : 'false'
  if (type === 'e') return ''
  if (type !== 'n') return value
  const number = Number(value)
  if (!Number.isFinite(number)) return value
  if (style === 'time' && number >= 0 && number < 20_000) return clockText(number)
  if ((style === 'date' || style === 'time') && number >= 0 && number < 2_958_466) {
    const text = serialText(number, epoch1904)
    return Number.isInteger(number) ? text.slice(0, 10) : text
  }
  return /^-?\d{1,15}$/.test(value) ? value : String(number)
}
