import { parsePhone } from '../../../kernel/phone.ts'
import { normaliseEmail } from '../../../kernel/text.ts'
import type { Contact, ContactSet } from '../../customers/index.ts'
import type { Told } from '../fold.ts'
import type { Observation } from '../observation.ts'
import type { Known } from './load.ts'

/**
 * The contacts by which the client can be known again: all that were ever told, also those that a fuller one replaced.
 * Colleagues and numbers that are none make no customer.
 */
export function contactsOf(
  told: Told,
  before: Known | null,
  facts: readonly Observation[],
  country: string,
): ContactSet {
  if (told.direction === 'internal') return nobody
  const contacts: Contact[] = []
  add(contacts, country, told.partyPhone, told.partyEmail, told.partyMessenger, told.partyVisitor)
  if (before || facts.length > 1) {
    for (const { party } of facts) add(contacts, country, party?.phone, party?.email, party?.messenger, party?.visitor)
  }
  const customerId = before?.row.customerId ?? null
  const { provider, externalId } = told
  return contacts.length > 1 || customerId !== null
    ? { contacts, name: told.partyName, customerId, toldBy: { provider, externalId } }
    : { contacts, name: told.partyName, customerId }
}

/**
 * The contacts of somebody who called as a visitor of the company's sites: the visitor is one of them. Who hides their number stays
 * nobody, as everywhere.
 */
export function withVisitor(set: ContactSet, visitor: string | null, { provider, externalId }: Told): ContactSet {
  if (visitor === null || set.contacts.length === 0) return set
  const contacts: readonly Contact[] = [...set.contacts, { kind: 'visitor', value: visitor }]
  return { ...set, contacts, toldBy: { provider, externalId, byNumber: true } }
}

const nobody: ContactSet = { contacts: [], name: null, customerId: null }

function add(
  contacts: Contact[],
  country: string,
  phone: string | null | undefined,
  email: string | null | undefined,
  messenger: string | null | undefined,
  visitor: string | null | undefined,
): void {
  const number = phone ? parsePhone(phone, { country }) : null
  if (number?.valid) contacts.push({ kind: 'phone', value: number.e164 })
  const address = email ? normaliseEmail(email) : null
  if (address) contacts.push({ kind: 'email', value: address })
  if (messenger) contacts.push({ kind: 'messenger', value: messenger })
  if (visitor) contacts.push({ kind: 'visitor', value: visitor })
}
