import { parsePhone } from '../../../kernel/phone.ts'
import { Problem } from '../../../kernel/problem.ts'
import { normaliseEmail } from '../../../kernel/text.ts'
import type { Member, RequestContext } from '../../../platform/api/context.ts'
import { access, implement } from '../../../platform/api/implement.ts'
import { type Database, type Queryable, sql } from '../../../platform/database/database.ts'
import { type Contact, customerByContact, type JoinRow, listJoins } from '../../customers/index.ts'
import { whereInteractions } from '../filter-sql.ts'
import type { Recorder } from '../record/recorder.ts'
import { hide } from '../store/item.ts'
import { type CustomerJoin, identityContract } from './contract.ts'
import { joinCustomers, mustSee, partCustomers, sees } from './identity.ts'

/** The operations on who is who. */
export function createIdentityApi(db: Database, { projections }: Recorder) {
  const api = implement(identityContract).$context<RequestContext>().use(access)
  return api.router({
    joins: api.joins.handler(async ({ context: { member }, input: { customer } }) => {
      await mustSee(db, member, customer)
      const rows = await listJoins(db, member.workspaceId, customer)
      return Promise.all(rows.map((row) => shown(db, member, row)))
    }),
    join: api.join.handler(async ({ context: { member, now }, input: { customer, contact, reason } }) => {
      await mustSee(db, member, customer)
      const other = await ownerOf(db, member, contact)
      const id = await db.transaction((tx) => joinCustomers(tx, { member, projections, reason, now }, customer, other))
      return { id }
    }),
    part: api.part.handler(({ context: { member, now }, input: { join, reason } }) =>
      db.transaction((tx) => partCustomers(tx, { member, projections, reason, now }, join)),
    ),
  })
}

/** Whose number or address it is. @throws Problem contact_unknown */
async function ownerOf(db: Queryable, member: Member, text: string): Promise<string> {
  const { workspaceId, country } = member
  const phone = parsePhone(text, { country })
  const email = normaliseEmail(text)
  const ways: Contact[] = [
    ...(phone.valid ? [{ kind: 'phone', value: phone.e164 } as const] : []),
    ...(email ? [{ kind: 'email', value: email } as const] : []),
    { kind: 'messenger', value: text },
  ]
  for (const contact of ways) {
    const id = await customerByContact(db, workspaceId, contact)
    // Of clients out of reach nobody learns that they are there.
    if (id && (await sees(db, member, id))) return id
  }
  throw new Problem('contact_unknown', { field: 'contact' })
}

async function shown(db: Queryable, member: Member, row: JoinRow): Promise<CustomerJoin> {
  const mask = ({ kind, value }: Contact): Contact => {
    if (kind === 'visitor') return { kind, value: '' }
    if (member.seesPersonalData) return { kind, value }
    return { kind, value: (kind === 'phone' ? hide.number(value) : hide.address(value)) ?? '' }
  }
  const { because } = row
  return {
    id: row.id,
    at: row.joinedAt,
    name: member.seesPersonalData ? row.goneName : null,
    contacts: row.contacts.map(mask),
    because:
      because.kind === 'person'
        ? { kind: 'person', actor: because.actor.name, reason: because.reason }
        : {
            kind: 'told',
            contacts: because.contacts.map(mask),
            byNumber: because.byNumber === true,
            interactionId: await interactionOf(db, member, because.provider, because.externalId),
          },
    parted: row.partedAt && { at: row.partedAt, by: row.partedBy?.name ?? '', reason: row.reason },
  }
}

async function interactionOf(
  db: Queryable,
  member: Member,
  provider: string | undefined,
  externalId: string | undefined,
): Promise<string | null> {
  if (provider === undefined || externalId === undefined) return null
  const [row] = await db.query<{ id: string }>(sql`
    select i.id from interactions i
    where ${whereInteractions({ tests: 'with' }, member)} and i.provider = ${provider} and i.external_id = ${externalId}`)
  return row?.id ?? null
}
