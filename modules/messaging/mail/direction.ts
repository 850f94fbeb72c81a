/** Who wrote to whom, by the addresses of a letter and those that are the company's own. */
import type { Letter, Mailbox } from './letter.ts'

/** Mail services where everybody may have an address: sharing one makes nobody a colleague. */
const publicDomains = new Set([
  'mail.ru',
  'bk.ru',
  'inbox.ru',
  'list.ru',
  'internet.ru',
  'xmail.ru',
  'yandex.ru',
  'ya.ru',
  'yandex.com',
  'yandex.by',
  'yandex.kz',
  'narod.ru',
  'gmail.com',
  'googlemail.com',
  'rambler.ru',
  'lenta.ru',
  'autorambler.ru',
  'ro.ru',
  'outlook.com',
  'hotmail.com',
  'live.com',
  'icloud.com',
  'me.com',
  'yahoo.com',
  'proton.me',
  'protonmail.com',
  'vk.com',
  'sibmail.com',
  'tut.by',
])

export interface OurAddresses {
  has(address: string): boolean
}

/**
 * The company's addresses: the mailbox, what else is listed (`address` or `@domain`), and the mailbox's domain unless
 * anybody may have an address there.
 */
export function ourAddresses(mailbox: string, more: readonly string[]): OurAddresses {
  const listed = [mailbox, ...more].map((entry) => entry.trim().toLowerCase()).filter(Boolean)
  const whole = new Set(listed)
  const domain = mailbox.toLowerCase().split('@')[1] ?? ''
  const domains = new Set(listed.flatMap((entry) => (entry.startsWith('@') ? [entry.slice(1)] : [])))
  if (domain && !publicDomains.has(domain)) domains.add(domain)
  return { has: (address) => whole.has(address) || domains.has(address.split('@')[1] ?? '') }
}

/** A program that writes for somebody: its address is no client's. */
export const isRobot = (address: string): boolean =>
  /^(no-?reply|do-?not-?reply|robot|mailer|notify|notifications?|site|form|zayavka|order)([._+-].*)?@/.test(address)

export type Way =
  | { readonly kind: 'inbound'; readonly client: Mailbox; readonly robot: boolean }
  | { readonly kind: 'outbound'; readonly client: Mailbox; readonly author: Mailbox }
  /** Between colleagues, or nobody knows whose. */
  | { readonly kind: 'internal' }

/**
 * A letter of our own to somebody else is outbound. One that comes from a program, of ours or another's, with an address
 * to answer to is the letter of whoever has that address: that is how forms of sites write.
 */
export function wayOf(letter: Pick<Letter, 'from' | 'replyTo' | 'to' | 'cc'>, ours: OurAddresses): Way {
  const { from } = letter
  if (!from) return { kind: 'internal' }
  const answerTo = letter.replyTo.find(({ address }) => !ours.has(address))
  if (!ours.has(from.address)) {
    const client = answerTo ?? from
    return { kind: 'inbound', client: { ...client, name: client.name ?? from.name }, robot: isRobot(client.address) }
  }
  const recipient = [...letter.to, ...letter.cc].find(({ address }) => !ours.has(address))
  if (recipient) return { kind: 'outbound', client: recipient, author: from }
  if (answerTo) return { kind: 'inbound', client: answerTo, robot: false }
  return isRobot(from.address) ? { kind: 'inbound', client: from, robot: true } : { kind: 'internal' }
}

/** Contacts that the letter of a form names in lines of its own («Телефон: …»). */
export function contactsInForm(text: string): { phone?: string; email?: string; name?: string } {
  const line = (labels: string): string | undefined =>
    new RegExp(`^[ \\t*•-]*(?:${labels})[ \\t]*[:：][ \\t]*(\\S.{0,100})$`, 'im').exec(text)?.[1]?.trim()
  const phone = line('(?:контактный |ваш )?(?:номер )?телефон(?:а)?|тел\\.?|phone|моб\\.?')
  const email = line('(?:ваш )?(?:e-?mail|email|почта|эл\\.? ?почта)')
  const name = line('(?:ваше )?имя|фио|ф\\.и\\.о\\.|клиент|name|контактное лицо')
  return { ...(phone && { phone }), ...(email?.includes('@') && { email }), ...(name && { name }) }
}
