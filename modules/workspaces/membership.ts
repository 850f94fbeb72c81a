import { type Role, reachOf, seesPersonalData } from '../../kernel/access.ts'
import { isId } from '../../kernel/ids.ts'
import type { Caller, Member, RequestContext } from '../../platform/api/context.ts'
import type { Actor } from '../../platform/audit/audit.ts'
import { type Queryable, sql } from '../../platform/database/database.ts'
import { languageOf } from '../../platform/http/problem-response.ts'
import type { Services } from '../../platform/services/services.ts'
import { readSecret } from './secrets.ts'

/** Who a request comes from and what they may do where. Nothing is remembered between requests: a right that is taken away is gone at once. */
export interface Membership {
  /** Everything that API operations need to know of a request. */
  contextOf(headers: Headers): Promise<RequestContext>
}

interface EmploymentRow {
  readonly workspaceId: string
  readonly slug: string
  readonly timezone: string
  readonly country: string
  readonly currency: string
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly employeeId: string | null
  readonly departmentId: string | null
}

const toMember = ({ id, name, ...row }: EmploymentRow, kind: Actor['kind']): Member => ({
  ...row,
  reach: reachOf(row),
  seesPersonalData: seesPersonalData(row.role),
  actor: { kind, id, name },
})

const company = sql`w.id as "workspaceId", w.slug, w.timezone, w.country, w.currency`

/** How long a key's last use may be behind, so that a busy key does not write a row per request. */
const useIsNoted = 5 * 60_000

/** Resolves callers and their memberships: one indexed row each. */
export function createMembership({ db, accounts, log, now }: Services): Membership {
  return {
    async contextOf(headers) {
      const caller = await callerOf(headers)
      return {
        headers,
        caller,
        language: caller.kind === 'person' ? caller.person.language : languageOf(headers),
        now: now(),
        memberOf: (workspace) => memberOf(caller, workspace),
      }
    },
  }

  async function callerOf(headers: Headers): Promise<Caller> {
    const bearer = /^Bearer\s+(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1]
    if (bearer !== undefined) {
      const member = await keyHolder(bearer)
      return member ? { kind: 'key', member } : { kind: 'nobody' }
    }
    // A page of another site must not act in the name of whoever is signed in here, whatever the browser sends along.
    if (comesFromAnotherSite(headers)) return { kind: 'nobody' }
    const person = await accounts.personOf(headers)
    return person ? { kind: 'person', person } : { kind: 'nobody' }
  }

  async function keyHolder(secret: string): Promise<Member | null> {
    const read = readSecret('lsk', secret)
    if (!read) return null
    const [row] = await db.query<EmploymentRow & { lastUsedAt: Date | null }>(sql`
      select ${company}, k.id, k.name, k.role, k.employee_id as "employeeId", k.department_id as "departmentId",
        k.last_used_at as "lastUsedAt"
      from api_keys k join workspaces w on w.id = ${read.workspaceId}
      where k.workspace_id = ${read.workspaceId} and k.key_hash = ${read.hash} and k.revoked_at is null`)
    if (!row) return null
    const { lastUsedAt, ...employment } = row
    noteUse(row.workspaceId, row.id, lastUsedAt)
    return toMember(employment, 'key')
  }

  function noteUse(workspaceId: string, id: string, lastUsedAt: Date | null): void {
    const at = now()
    if (lastUsedAt && at.getTime() - lastUsedAt.getTime() < useIsNoted) return
    db.query(sql`update api_keys set last_used_at = ${at} where workspace_id = ${workspaceId} and id = ${id}`).catch(
      (error) => log.warn({ err: error }, 'could not note the use of an API key'),
    )
  }

  async function memberOf(caller: Caller, workspace: string): Promise<Member | null> {
    switch (caller.kind) {
      case 'nobody':
        return null
      case 'key':
        return workspace === caller.member.workspaceId || workspace === caller.member.slug ? caller.member : null
      case 'person':
        return employmentOf(db, caller.person.id, workspace)
    }
  }
}

/** The employment of an account in one company (id or short name), or null where there is none or it has ended. */
async function employmentOf(db: Queryable, userId: string, workspace: string): Promise<Member | null> {
  const workspaceId = isId(workspace) ? workspace : await idOfSlug(db, workspace)
  if (!workspaceId) return null
  const [row] = await db.query<EmploymentRow>(sql`
    select ${company}, e.id, e.name, e.role, e.id as "employeeId", e.department_id as "departmentId"
    from employees e join workspaces w on w.id = ${workspaceId}
    where e.workspace_id = ${workspaceId} and e.user_id = ${userId} and e.active`)
  return row ? toMember(row, 'person') : null
}

/** The id behind a short name; asked apart so that the employment itself is asked of one company. */
async function idOfSlug(db: Queryable, slug: string): Promise<string | null> {
  const [row] = await db.query<{ id: string }>(sql`select id from workspaces where slug = ${slug}`)
  return row?.id ?? null
}

/** Every employment of an account, by company name. */
export const employmentsOf = async (
  db: Queryable,
  userId: string,
): Promise<(Member & { readonly companyName: string })[]> =>
  (
    await db.query<EmploymentRow & { companyName: string }>(sql`
      select ${company}, w.name as "companyName", e.id, e.name, e.role, e.id as "employeeId", e.department_id as "departmentId"
      from employees e join workspaces w on w.id = e.workspace_id
      where e.user_id = ${userId} and e.active order by w.name, w.id`)
  ).map(({ companyName, ...row }) => ({ ...toMember(row, 'person'), companyName }))

/** True for what a page of another site makes the browser send; following a link from there is fine. */
const comesFromAnotherSite = (headers: Headers): boolean => {
  const site = headers.get('sec-fetch-site')
  return (site === 'cross-site' || site === 'same-site') && headers.get('sec-fetch-mode') !== 'navigate'
}
