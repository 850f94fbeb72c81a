/** A letter as it came, read: names, addresses, texts and files, whatever its encodings. */
import { createHash } from 'node:crypto'
import PostalMime, { type Address, type Attachment, type Email } from 'postal-mime'
import { normaliseEmail } from '../../../kernel/text.ts'
import { textOfHtml } from './html-text.ts'

export interface Mailbox {
  readonly address: string
  readonly name: string | null
}

export interface LetterFile {
  readonly name: string
  readonly mime: string
  readonly content: Buffer
}

export interface Letter {
  /** Its Message-ID without angle brackets; made of what it says where it has none. */
  readonly messageId: string
  /** What it answers, the oldest first, without itself. */
  readonly references: readonly string[]
  readonly from: Mailbox | null
  readonly replyTo: readonly Mailbox[]
  readonly to: readonly Mailbox[]
  readonly cc: readonly Mailbox[]
  /** When it was written, by the sender's clock; null where that can't be read. */
  readonly date: Date | null
  readonly subject: string
  /** Everything that it says, as text. */
  readonly text: string
  readonly files: readonly LetterFile[]
  /** The first value of each header, by its name in lower case. */
  readonly headers: ReadonlyMap<string, string>
  /** The raw parts that report a delivery: `message/delivery-status` and the letter that it is about. */
  readonly report: { readonly status: string; readonly original: string } | null
}

const longestText = 200_000

/** @throws where the bytes are no letter at all */
export async function readLetter(raw: Buffer): Promise<Letter> {
  const email = await PostalMime.parse(readableHeaders(raw), { forceRfc822Attachments: true, maxNestingDepth: 40 })
  const headers = new Map<string, string>()
  for (const { key, value } of email.headers) if (!headers.has(key)) headers.set(key, value)
  const from = mailboxes(email.from ? [email.from] : [])[0] ?? null
  const subject = (email.subject ?? '').replace(/\s+/g, ' ').trim().slice(0, 1_000)
  const text = textOf(email)
  const date = dateOf(email.date)
  const messageId = ids(email.messageId)[0] ?? madeId([from?.address, email.date, subject, text])
  return {
    messageId,
    references: [...new Set([...ids(email.references), ...ids(email.inReplyTo)])].filter((id) => id !== messageId),
    from,
    replyTo: mailboxes(email.replyTo),
    to: mailboxes(email.to),
    cc: mailboxes([...(email.cc ?? []), ...(email.bcc ?? [])]),
    date,
    subject,
    text,
    files: email.attachments.filter(isFile).map(fileOf),
    headers,
    report: reportOf(email.attachments),
  }
}

const madeId = (parts: readonly unknown[]): string =>
  `${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 40)}@without-id`

/** Message ids in a header, in order. Some programs write them without brackets. */
function ids(header: string | undefined): string[] {
  if (!header) return []
  const bracketed = [...header.matchAll(/<([^<>\s]{1,300})>/g)].map(([, id = '']) => id)
  return (bracketed.length > 0 ? bracketed : header.trim().split(/\s+/)).filter((id) => id.length <= 300).slice(-100)
}

function mailboxes(addresses: readonly Address[] | undefined): Mailbox[] {
  return (addresses ?? [])
    .flatMap((one) => one.group ?? [one])
    .flatMap(({ name, address }) => {
      const clean = address ? normaliseEmail(address) : null
      return clean ? [{ address: clean, name: name?.replace(/\s+/g, ' ').trim().slice(0, 200) || null }] : []
    })
}

function dateOf(text: string | undefined): Date | null {
  const date = text ? new Date(text) : null
  return date && !Number.isNaN(date.getTime()) ? date : null
}

function textOf({ text, html }: Email): string {
  const plain = text?.trim() ? text : html ? textOfHtml(html) : ''
  return plain.replaceAll('\u0000', '').replace(/\r\n?/g, '\n').trim().slice(0, longestText)
}

const reportTypes = new Set([
  'message/delivery-status',
  'message/rfc822',
  'text/rfc822-headers',
  'message/global-delivery-status',
])

/** Pictures that the letter's own HTML shows (logos of signatures) are no files that somebody sent. */
const isFile = ({ mimeType, related, disposition }: Attachment): boolean =>
  !reportTypes.has(mimeType) && !(related && disposition !== 'attachment')

const bytesOf = (content: Attachment['content']): Buffer =>
  typeof content === 'string' ? Buffer.from(content) : Buffer.from(content as Uint8Array)

const fileOf = ({ filename, mimeType, content }: Attachment, index: number): LetterFile => ({
  name: filename?.replace(/\s+/g, ' ').trim().slice(0, 200) || `file-${index + 1}`,
  mime: mimeType,
  content: bytesOf(content),
})

function reportOf(attachments: readonly Attachment[]): Letter['report'] {
  const status = attachments.find(({ mimeType }) => mimeType.endsWith('delivery-status'))
  const original = attachments.find(
    ({ mimeType }) => mimeType === 'message/rfc822' || mimeType === 'text/rfc822-headers',
  )
  if (!status && !original) return null
  const read = (part: Attachment | undefined) => (part ? bytesOf(part.content).toString('utf8').slice(0, 20_000) : '')
  return { status: read(status), original: read(original) }
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * Headers in plain windows-1251 or KOI8-R, which old programs of Russia still send, made readable: postal-mime takes
 * 8-bit headers for UTF-8, which these are not. The charset that the letter names for its text is that of its headers.
 */
function readableHeaders(raw: Buffer): Buffer {
  const end = raw.indexOf('\r\n\r\n')
  const size = end < 0 ? raw.indexOf('\n\n') : end
  if (size < 0 || size > 100_000) return raw
  const head = raw.subarray(0, size)
  if (head.every((byte) => byte < 0x80)) return raw
  try {
    strictUtf8.decode(head)
    return raw
  } catch {
    const charset = /koi8-r/i.test(head.toString('latin1')) ? 'koi8-r' : 'windows-1251'
    return Buffer.concat([Buffer.from(new TextDecoder(charset).decode(head)), raw.subarray(size)])
  }
}
