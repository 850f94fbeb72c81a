import { Problem } from '../../kernel/problem.ts'
import type { RequestContext } from '../../platform/api/context.ts'
import type { Services } from '../../platform/services/services.ts'
import type { By } from './store/by.ts'
import { employeeOfAccount, insertEmployee, joinEmployee } from './store/employees.ts'
import { closeInvitation, type Invitation, openInvitation } from './store/invitations.ts'
import { findWorkspace } from './store/workspaces.ts'

type House = Pick<Services, 'db' | 'accounts'>

/** What an invitation is for, shown before it is accepted. */
export async function peekInvitation({ db, accounts }: House, token: string, now: Date) {
  const invitation = await openInvitation(db, token, now)
  const company = await findWorkspace(db, invitation.workspaceId)
  if (!company) throw new Problem('not_found')
  const { email, name, role } = invitation
  return { company: company.name, email, name, role, hasAccount: (await accounts.find(email)) !== null }
}

/**
 * Accepts an invitation: the signed-in account of the invited e-mail joins, or a new account is made with the given password.
 * The link alone never opens an account that exists: its owner signs in first. Links for a new password that another company
 * gave end here, or it could open this one with them.
 * @throws Problem `sign_in_first`, `missing_value` (password), `invitation_over`, `already_member`
 */
export async function acceptInvitation(
  { db, accounts }: House,
  { caller, now }: Pick<RequestContext, 'caller' | 'now'>,
  input: { token: string; name: string; password?: string | undefined; language: 'ru' | 'en' },
): Promise<{ email: string; workspace: string; workspaceId: string }> {
  return db.transaction(async (tx) => {
    const invitation = await openInvitation(tx, input.token, now, true)
    const { email, workspaceId } = invitation
    const userId = await accountOf(invitation)
    const by: By = { actor: { kind: 'person', id: userId, name: input.name }, now }
    await closeInvitation(tx, workspaceId, invitation.id, now)
    const { role, departmentId } = invitation
    const employeeId = (await employeeOfAccount(tx, workspaceId, userId))?.id ?? invitation.employeeId
    if (employeeId) await joinEmployee(tx, workspaceId, employeeId, { userId, email, role }, by)
    else await insertEmployee(tx, workspaceId, { name: input.name, email, role, departmentId, userId }, by)
    const company = await findWorkspace(tx, workspaceId)
    return { email, workspace: company?.slug ?? workspaceId, workspaceId }
  })

  async function accountOf({ email }: Invitation): Promise<string> {
    if (caller.kind === 'person' && caller.person.email === email) {
      await accounts.forgetPasswordTokens(caller.person.id)
      return caller.person.id
    }
    if (await accounts.find(email)) throw new Problem('sign_in_first', {}, { email })
    if (!input.password) throw new Problem('missing_value', { field: 'password' })
    const created = await accounts.create({
      name: input.name,
      email,
      password: input.password,
      language: input.language,
    })
    if (!created) throw new Problem('sign_in_first', {}, { email })
    return created.id
  }
}
