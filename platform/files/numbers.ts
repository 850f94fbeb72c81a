/** Numbers and durations as people and programs write them. Every reader answers null for what is none. */

export type DecimalMark = ',' | '.'

const spaces = /[\s\u00a0\u202f']/g
const currency = /(?:₽|руб(?:\.|лей|ля|ль)?|р\.|rub|rur|\$|usd|€|eur)/gi

/**
 * The decimal mark of a column. `1.234,56` and `1,234.56` tell; so does one mark followed by other than three digits.
 * A column that does not tell is read with `habit`.
 */
export function recogniseDecimal(samples: readonly string[], habit: DecimalMark = ','): DecimalMark {
  let comma = 0
  let point = 0
  for (const sample of samples) {
    const text = sample.replace(spaces, '').replace(currency, '')
    const lastComma = text.lastIndexOf(',')
    const lastPoint = text.lastIndexOf('.')
    if (lastComma >= 0 && lastPoint >= 0) lastComma > lastPoint ? comma++ : point++
    else if (lastComma >= 0) {
      if (text.indexOf(',') === lastComma && !/,\d{3}$/.test(text)) comma++
      else if (text.indexOf(',') !== lastComma) point++
    } else if (lastPoint >= 0) {
      if (text.indexOf('.') === lastPoint && !/\.\d{3}$/.test(text)) point++
      else if (text.indexOf('.') !== lastPoint) comma++
    }
  }
  return comma === point ? habit : comma > point ? ',' : '.'
}

/** A decimal number with thousands separators and a currency sign allowed: `1 234,56 ₽` → 1234.56. */
export function readNumber(text: string, decimal: DecimalMark = '.'): number | null {
  const bare = text.replace(spaces, '').replace(currency, '').replace('−', '-')
  if (bare === '') return null
  const marks = (bare.match(/[.,]/g) ?? []).length
  let plain: string
  if (decimal === ',')
    plain = marks === 1 && /\.\d{1,2}$/.test(bare) ? bare : bare.replaceAll('.', '').replace(',', '.')
  else plain = marks === 1 && /,\d{1,2}$/.test(bare) ? bare.replace(',', '.') : bare.replaceAll(',', '')
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i.test(plain) ? Number(plain) : null
}

const spelled =
  /^(?:(\d+)\s*(?:ч|час\p{L}*|h|hrs?|hours?)\.?\s*)?(?:(\d+)\s*(?:м|мин\p{L}*|m|min\p{L}*)\.?\s*)?(?:(\d+)\s*(?:с|сек\p{L}*|s|sec\p{L}*)\.?)?$/iu

/**
 * A duration in seconds: `125`, `125,4`, `2:05` (minutes and seconds), `1:02:05`, `1.02:03:04` (days), `2 мин 5 сек`.
 * Negative ones are none. Fractions are rounded.
 */
export function readDuration(text: string): number | null {
  const bare = text.trim()
  if (/^\d{1,9}$/.test(bare)) return Number(bare)
  const clock = /^(?:(\d{1,3})[.\s])?(?:(\d{1,5}):)?(\d{1,5}):(\d{2})(?:[.,]\d+)?$/.exec(bare)
  if (clock) {
    const [, days = '0', hours = '0', minutes = '0', seconds = '0'] = clock
    if (Number(seconds) > 59) return null
    return Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
  }
  const words = bare === '' ? null : spelled.exec(bare)
  if (words) return Number(words[1] ?? 0) * 3600 + Number(words[2] ?? 0) * 60 + Number(words[3] ?? 0)
  const number = /^\d+[.,]\d+$/.test(bare) ? Number(bare.replace(',', '.')) : null
  return number === null || number > 2_000_000_000 ? null : Math.round(number)
}
