import { permissionsOf, type Role } from '../../kernel/access.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Caller, Member, RequestContext } from '../../platform/api/context.ts'
import { access, implement } from '../../platform/api/implement.ts'
import { listAudit, verifyAudit } from '../../platform/audit/audit.ts'
import type { Person } from '../../platform/auth/auth.ts'
import type { ServerModule } from '../../platform/services/server-module.ts'
import type { Services } from '../../platform/services/services.ts'
import { acceptInvitation, peekInvitation } from './accept.ts'
import { contract, type Session } from './contract.ts'
import { employmentsOf } from './membership.ts'
import { changePassword, makePasswordLink, peekPasswordLink } from './passwords.ts'
import { invitationState, mayGrant } from './rules.ts'
import type { By } from './store/by.ts'
import { addDepartment, listDepartments, updateDepartment } from './store/departments.ts'
import { insertEmployee, listEmployees, listNames, requireEmployee, updateEmployee } from './store/employees.ts'
import { createInvitation, type Invitation, listInvitations, revokeInvitation } from './store/invitations.ts'
import { createApiKey, listKeys, revokeKey } from './store/keys.ts'
import { demoLogins, findWorkspace, updateWorkspace } from './store/workspaces.ts'

/** The server part of companies, people, invitations, keys and the audit log. */
export function createWorkspaces(services: Services): ServerModule {
  const { db, accounts, config, jobs } = services
  const api = implement(contract).$context<RequestContext>().use(access)

  const router = api.router({
    session: {
      read: api.session.read.handler(async ({ context }): Promise<Session> => {
        const logins = config.demo ? await demoLogins(db) : []
        return {
          person: context.caller.kind === 'person' ? context.caller.person : null,
          workspaces: await workplacesOf(context.caller),
          demo: logins.length > 0 ? { logins } : null,
        }
      }),
      update: api.session.update.handler(async ({ context, input }) => {
        await accounts.update(personOf(context.caller).id, input)
        return { ok: true }
      }),
    },
    workspaces: {
      read: api.workspaces.read.handler(({ context }) => company(context.member)),
      update: api.workspaces.update.handler(({ context, input }) =>
        db.transaction((tx) => updateWorkspace(tx, context.member.workspaceId, input, by(context))),
      ),
    },
    departments: {
      list: api.departments.list.handler(({ context }) => listDepartments(db, context.member.workspaceId)),
      create: api.departments.create.handler(({ context, input: { workspace: _, ...department } }) =>
        tellOfPeople(
          context.member.workspaceId,
          db.transaction((tx) => addDepartment(tx, context.member.workspaceId, department, by(context))),
        ),
      ),
      update: api.departments.update.handler(({ context, input: { workspace: _, id, ...change } }) =>
        tellOfPeople(
          context.member.workspaceId,
          db.transaction((tx) => updateDepartment(tx, context.member.workspaceId, id, change, by(context))),
        ),
      ),
    },
    employees: {
      names: api.employees.names.handler(({ context: { member } }) => listNames(db, member.workspaceId, member.reach)),
      list: api.employees.list.handler(({ context: { member } }) =>
        listEmployees(db, member.workspaceId, member.reach),
      ),
      create: api.employees.create.handler(({ context, input: { workspace: _, ...person } }) => {
        refuseToLift(context.member, person.role)
        return tellOfPeople(
          context.member.workspaceId,
          db.transaction((tx) => insertEmployee(tx, context.member.workspaceId, person, by(context))),
        )
      }),
      update: api.employees.update.handler(({ context, input: { workspace: _, id, ...change } }) =>
        tellOfPeople(
          context.member.workspaceId,
          db.transaction(async (tx) => {
            const { workspaceId } = context.member
            refuseToLift(context.member, (await requireEmployee(tx, workspaceId, id)).role, change.role)
            return updateEmployee(tx, workspaceId, id, change, by(context))
          }),
        ),
      ),
    },
    passwords: {
      makeLink: api.passwords.makeLink.handler(async ({ context, input }) => {
        const { workspaceId } = context.member
        refuseToLift(context.member, (await requireEmployee(db, workspaceId, input.id)).role)
        const { token, expiresAt } = await makePasswordLink(services, workspaceId, input.id, by(context))
        return { link: `${siteAddress(config.publicUrl, context.headers)}/password/${token}`, expiresAt }
      }),
      peek: api.passwords.peek.handler(({ context, input }) => peekPasswordLink(services, input.token, context.now)),
      change: api.passwords.change.handler(({ context, input }) => changePassword(services, input, context.now)),
    },
    invitations: {
      list: api.invitations.list.handler(async ({ context }) =>
        (await listInvitations(db, context.member.workspaceId)).map((row) => shownInvitation(row, context.now)),
      ),
      create: api.invitations.create.handler(async ({ context, input }) => {
        refuseToLift(context.member, input.role)
        const { token, ...row } = await db.transaction((tx) =>
          createInvitation(tx, context.member.workspaceId, input, by(context)),
        )
        return {
          ...shownInvitation(row, context.now),
          link: `${siteAddress(config.publicUrl, context.headers)}/invite/${token}`,
        }
      }),
      revoke: api.invitations.revoke.handler(async ({ context, input }) => {
        await db.transaction((tx) => revokeInvitation(tx, context.member.workspaceId, input.id, by(context)))
        return { ok: true }
      }),
      peek: api.invitations.peek.handler(({ context, input }) => peekInvitation(services, input.token, context.now)),
      accept: api.invitations.accept.handler(async ({ context, input }) => {
        const { workspaceId, ...joined } = await acceptInvitation(services, context, input)
        await peopleChanged(workspaceId)
        return joined
      }),
    },
    keys: {
      list: api.keys.list.handler(({ context }) => listKeys(db, context.member.workspaceId)),
      create: api.keys.create.handler(({ context, input }) => {
        refuseToLift(context.member, input.role)
        return db.transaction((tx) => createApiKey(tx, context.member.workspaceId, input, by(context)))
      }),
      revoke: api.keys.revoke.handler(async ({ context, input }) => {
        await db.transaction((tx) => revokeKey(tx, context.member.workspaceId, input.id, by(context)))
        return { ok: true }
      }),
    },
    audit: {
      list: api.audit.list.handler(({ context, input }) =>
        listAudit(db, context.member.workspaceId, {
          beforeSeq: input.before,
          limit: input.limit,
          objectType: input.objectType,
          objectId: input.objectId,
        }),
      ),
      verify: api.audit.verify.handler(async ({ context, input }) => {
        const verdict = await verifyAudit(db, context.member.workspaceId, input.noted)
        return verdict.intact ? { ...verdict, brokenAt: null, why: null } : { ...verdict, head: null }
      }),
    },
  })
  return { router }

  async function tellOfPeople<Result>(workspaceId: string, change: Promise<Result>): Promise<Result> {
    const result = await change
    await peopleChanged(workspaceId)
    return result
  }

  /** Whoever keeps what people did looks again: the calls of a line may have been there before its owner was named. */
  function peopleChanged(workspaceId: string): Promise<void> {
    return jobs.add('people.changed', { workspaceId }, { key: workspaceId })
  }

  async function company(member: Member) {
    const found = await findWorkspace(db, member.workspaceId)
    if (!found) throw new Problem('not_found', { field: 'workspace' })
    return found
  }

  async function workplacesOf(caller: Caller): Promise<Session['workspaces']> {
    switch (caller.kind) {
      case 'nobody':
        return []
      case 'key':
        return [workplace(caller.member, (await company(caller.member)).name)]
      case 'person':
        return (await employmentsOf(db, caller.person.id)).map((row) => workplace(row, row.companyName))
    }
  }
}

const by = (context: { member: Member; now: Date }): By => ({ actor: context.member.actor, now: context.now })

/** The account behind a request: a key has none. */
function personOf(caller: Caller): Person {
  if (caller.kind !== 'person') throw new Problem('forbidden')
  return caller.person
}

/** Neither one's own right nor another's rises above the right of whoever changes it; who stands above can't be touched. */
function refuseToLift(member: Member, ...wanted: (Role | undefined)[]): void {
  for (const role of wanted)
    if (role && !mayGrant(member.role, role)) throw new Problem('grant_above_own', { field: 'role' })
}

const workplace = (member: Member, name: string): Session['workspaces'][number] => ({
  id: member.workspaceId,
  slug: member.slug,
  name,
  role: member.role,
  permissions: permissionsOf(member.role),
  employeeId: member.employeeId,
  departmentId: member.departmentId,
  timezone: member.timezone,
  currency: member.currency,
  seesPersonalData: member.seesPersonalData,
})

const shownInvitation = (row: Invitation, now: Date) => ({ ...row, state: invitationState(row, now) })

/** The address under which people open the web app, as the administrator set it or as this request reached us. */
function siteAddress(publicUrl: string | undefined, headers: Headers): string {
  if (publicUrl) return publicUrl.replace(/\/+$/, '')
  const scheme = headers.get('x-forwarded-proto') === 'https' ? 'https' : 'http'
  return `${scheme}://${headers.get('host') ?? 'localhost'}`
}
