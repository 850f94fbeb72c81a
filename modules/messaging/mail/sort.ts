/** Which letters are a client's, and which only look like letters. */
import type { Letter } from './letter.ts'

export const letterKinds = ['letter', 'auto_reply', 'bounce', 'newsletter', 'spam'] as const
export type LetterKind = (typeof letterKinds)[number]

export interface SortedLetter {
  readonly kind: LetterKind
  /** The header or address that says so, as it stands in the letter. */
  readonly because: string | null
}

interface Rule {
  readonly kind: Exclude<LetterKind, 'letter'>
  readonly says: (letter: Letter) => string | null
}

const header = (letter: Letter, name: string, pattern: RegExp): string | null => {
  const value = letter.headers.get(name)
  return value !== undefined && pattern.test(value.trim()) ? `${name}: ${value.trim().slice(0, 150)}` : null
}

/**
 * The rules in the order in which they are tried; the first that speaks decides. `Auto-Submitted: auto-generated` (RFC 3834)
 * is none of them: forms of web sites mark the requests of real people so.
 */
const rules: readonly Rule[] = [
  { kind: 'bounce', says: (letter) => header(letter, 'x-failed-recipients', /./) },
  { kind: 'bounce', says: (letter) => header(letter, 'content-type', /multipart\/report\b.*delivery-status/is) },
  {
    kind: 'bounce',
    says: ({ from }) => (from && /^(mailer-daemon|postmaster)@/.test(from.address) ? `from: ${from.address}` : null),
  },
  { kind: 'spam', says: (letter) => header(letter, 'x-spam-flag', /^yes/i) },
  { kind: 'spam', says: (letter) => header(letter, 'x-spam-status', /^yes/i) },
  { kind: 'spam', says: (letter) => header(letter, 'x-spam', /^(yes|spam|true)/i) },
  // Yandex: 1 is fine, 4 is spam.
  { kind: 'spam', says: (letter) => header(letter, 'x-yandex-spam', /^4/) },
  // Exchange: spam confidence level 5 to 9.
  { kind: 'spam', says: (letter) => header(letter, 'x-ms-exchange-organization-scl', /^[5-9]/) },
  { kind: 'auto_reply', says: (letter) => header(letter, 'auto-submitted', /^auto-(replied|notified)/i) },
  { kind: 'auto_reply', says: (letter) => header(letter, 'x-autoreply', /^(?!no)/i) },
  { kind: 'auto_reply', says: (letter) => header(letter, 'x-autorespond', /./) },
  { kind: 'auto_reply', says: (letter) => header(letter, 'precedence', /^auto_reply/i) },
  {
    kind: 'auto_reply',
    says: ({ subject }) =>
      /^(re: )?(автоответ|автоматический ответ|автоматическое уведомление|out of office|auto(matic)?[ -]?reply)/i.test(
        subject,
      )
        ? `subject: ${subject.slice(0, 100)}`
        : null,
  },
  { kind: 'newsletter', says: (letter) => header(letter, 'list-unsubscribe', /./) },
  { kind: 'newsletter', says: (letter) => header(letter, 'list-id', /./) },
  { kind: 'newsletter', says: (letter) => header(letter, 'precedence', /^(bulk|list|junk)/i) },
]

/** What kind of letter this is, and what says so. */
export function sortLetter(letter: Letter): SortedLetter {
  for (const { kind, says } of rules) {
    const because = says(letter)
    if (because !== null) return { kind, because }
  }
  return { kind: 'letter', because: null }
}

export interface BouncedLetter {
  /** Message-ID of ours that did not arrive. */
  readonly messageId: string | null
  readonly recipient: string | null
  /** `delayed` is a warning: the other server still tries. */
  readonly action: 'failed' | 'delayed' | 'other'
  readonly reason: string
}

/** What a bounce is about (RFC 3464). */
export function readBounce(letter: Letter): BouncedLetter {
  const status = letter.report?.status ?? ''
  const field = (name: string): string | null =>
    new RegExp(`^${name}:[ \\t]*(.+(?:\\r?\\n[ \\t].+)*)`, 'im').exec(status)?.[1]?.replace(/\s+/g, ' ').trim() ?? null
  const action = field('action')?.toLowerCase() ?? 'failed'
  const original =
    /^message-id:\s*<([^<>\s]+)>/im.exec(letter.report?.original ?? '')?.[1] ?? letter.references.at(-1) ?? null
  const diagnostic = field('diagnostic-code')?.replace(/^smtp;\s*/i, '') ?? field('status')
  return {
    messageId: original,
    recipient:
      field('final-recipient')?.replace(/^rfc822;\s*/i, '') ?? letter.headers.get('x-failed-recipients') ?? null,
    action: action === 'delayed' ? 'delayed' : action === 'failed' ? 'failed' : 'other',
    reason: (diagnostic ?? letter.subject).slice(0, 300),
  }
}
