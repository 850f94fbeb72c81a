/** A number in the form that is kept, and the ways in which exchanges write the same number in digits. */
import { parsePhone } from './phone.ts'

const looksLikeNumber = /^[+\d\s().~-]+$/

/** E.164 of a text that is a number and nothing else, or null: `8 (343) 288-77-00` is one, `queue-83432887700` is not. */
export function numberOf(text: string, country: string): string | null {
  if (!looksLikeNumber.test(text.trim())) return null
  const parsed = parsePhone(text, { country })
  return parsed.valid ? parsed.e164 : null
}

/** An E.164 number with and without plus, and as it is dialled within +7: what an exchange may call it. Anything else as it is. */
export function spellingsOf(line: string): string[] {
  if (!/^\+\d+$/.test(line)) return [line]
  const digits = line.slice(1)
  const within = /^7\d{10}$/.test(digits) ? [`8${digits.slice(1)}`, digits.slice(1)] : []
  return [line, digits, ...within]
}
