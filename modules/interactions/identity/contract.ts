import { z } from 'zod'
import { operation } from '../../../platform/api/contract.ts'
import { workspaceInput } from '../../workspaces/contract.ts'

const tag = 'Customers'
const id = z.uuid()
const reason = z.string().trim().min(1).max(1000).describe('Why; it stands in the log')
const contacts = z
  .array(z.object({ kind: z.enum(['phone', 'email', 'messenger', 'visitor']), value: z.string() }))
  .describe('Masked for those who do not see personal data; a visitor of a site has no value to show')

const joinSchema = z.object({
  id,
  at: z.date(),
  name: z.string().nullable().describe('Name of the one who was joined'),
  contacts: contacts.describe('What came from them'),
  because: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('told'),
      contacts: contacts.describe('Named together by one interaction'),
      interactionId: id.nullable().describe('That interaction, where the caller may see it'),
      byNumber: z.boolean().describe('The visitor called the number that was shown to them alone'),
    }),
    z.object({ kind: z.literal('person'), actor: z.string(), reason: z.string().nullable() }),
  ]),
  parted: z.object({ at: z.date(), by: z.string(), reason: z.string().nullable() }).nullable(),
})
export type CustomerJoin = z.infer<typeof joinSchema>

export const identityContract = {
  joins: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/customers/{customer}/joins',
    tag,
    requires: 'customers.read',
    summary: 'Of whom a client was put together, and why',
  })
    .input(workspaceInput.extend({ customer: id }))
    .output(z.array(joinSchema)),
  join: operation({
    method: 'POST',
    path: '/workspaces/{workspace}/customers/{customer}/join',
    tag,
    requires: 'customers.manage',
    summary: 'Say that the owner of another number or address is the same client',
  })
    .input(workspaceInput.extend({ customer: id, contact: z.string().trim().min(1).max(300), reason }))
    .output(z.object({ id: id.describe('Who stays: the older of the two') })),
  part: operation({
    method: 'POST',
    path: '/workspaces/{workspace}/customers/joins/{join}/part',
    tag,
    requires: 'customers.manage',
    summary: 'Undo a join: nothing will join the two again by itself',
  })
    .input(workspaceInput.extend({ join: id, reason }))
    .output(
      z.object({
        id: id.describe('Who came back'),
        interactions: z.number().int().describe('How many interactions went with them'),
      }),
    ),
}
