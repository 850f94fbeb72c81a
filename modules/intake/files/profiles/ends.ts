/** Who is at the two ends of a call: a colleague's telephone or the outside world. */
import { parsePhone } from '../../../../kernel/phone.ts'
import type { Direction } from '../../../interactions/index.ts'

/** Two to six digits are an extension, a queue or a ring group of the exchange. */
export const isExtension = (text: string | undefined): text is string => text !== undefined && /^\d{1,6}$/.test(text)

/** True for a number of the outside world, also one that hides itself. */
export function isOutside(text: string | undefined, country: string): boolean {
  if (text === undefined || text === '' || isExtension(text)) return false
  const parsed = parsePhone(text, { country })
  return parsed.valid || parsed.kind === 'hidden' || (parsed.kind === 'unknown' && parsed.digits.length > 6)
}

/** From outside it is inbound, to the outside outbound, between extensions internal; null where neither end tells. */
export function directionOf(from: string | undefined, to: string | undefined, country: string): Direction | null {
  if (isOutside(from, country)) return 'inbound'
  if (isOutside(to, country)) return 'outbound'
  return isExtension(from) && isExtension(to) ? 'internal' : null
}

/**
 * The extension of a channel: `SIP/101-0000a1`, `PJSIP/101-…`, `Local/101@from-queue-0001;2`, `user/101@host`.
 * Undefined for trunks and for channels that name none.
 */
export function channelExtension(channel: string | undefined): string | undefined {
  const found =
    /^(?:SIP|PJSIP|IAX2?|SCCP|Skinny|Local|Agent|user|sofia\/\w+)\/(?:FM(?:PR|GL)-|sip:)?(\d{2,6})(?=[@/-]|$)/i.exec(
      channel ?? '',
    )
  return found?.[1]
}

/** `"Ivan Petrov" <79161234567>` → name and number; a name that is only the number again is none. */
export function callerId(text: string | undefined): { name?: string; number?: string } {
  if (!text) return {}
  const found = /^\s*"?([^"<]*)"?\s*<([^>]*)>\s*$/.exec(text)
  const name = found ? (found[1] ?? '').trim() : ''
  const number = found ? (found[2] ?? '').trim() : text.trim()
  return {
    ...(name && name !== number && !/^[+\d\s()-]+$/.test(name) ? { name } : {}),
    ...(number ? { number } : {}),
  }
}

/** `Ivan Petrov (101)` → name and number, as 3CX writes. */
export function bracketed(text: string | undefined): { name?: string; number?: string } {
  const found = /^(.*?)\s*\(([+\d*#]+)\)\s*$/.exec(text ?? '')
  if (!found) return text ? { number: text.trim() } : {}
  const name = (found[1] ?? '').trim()
  return { ...(name && !/^[+\d]+$/.test(name) ? { name } : {}), number: found[2] ?? '' }
}
