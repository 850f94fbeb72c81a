import { implement, os } from '@orpc/server'
import { can } from '../../kernel/access.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Member, RequestContext } from './context.ts'
import type { OperationMeta } from './contract.ts'

export { implement }

/** What stands in for a member in operations that are not about a workspace: using it is a mistake in the code. */
const noMember = new Proxy({} as Member, {
  get(_, name) {
    throw new Error(`this operation has no workspace, so it has no member (asked for ${String(name)})`)
  },
})

/**
 * `implement(contract).$context<RequestContext>().use(access)`: before any handler runs, the caller is checked against what
 * the operation requires; the handler finds the member in its context. An operation without a requirement answers nobody.
 */
export const access = os
  .$context<RequestContext>()
  .$meta<OperationMeta>({})
  .middleware(async ({ context, next, procedure }, input: unknown) => {
    const { requires } = procedure['~orpc'].meta
    if (requires === 'anyone') return next({ context: { member: noMember } })
    if (context.caller.kind === 'nobody') throw new Problem('unauthorized')
    if (requires === 'signed-in') return next({ context: { member: noMember } })
    const workspace = (input as { workspace?: unknown } | undefined)?.workspace
    const member = typeof workspace === 'string' ? await context.memberOf(workspace) : null
    if (!member) throw new Problem('not_found', { field: 'workspace' })
    if (!requires || !can(member.role, requires)) throw new Problem('forbidden')
    return next({ context: { member } })
  })
