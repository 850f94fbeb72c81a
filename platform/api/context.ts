import type { Reach, Role } from '../../kernel/access.ts'
import type { Language } from '../../kernel/problem-texts.ts'
import type { Actor } from '../audit/audit.ts'
import type { Person } from '../auth/auth.ts'

/** Somebody acting in one workspace: a person through their employment there, or an API key. */
export interface Member {
  readonly workspaceId: string
  readonly slug: string
  /** IANA zone of the company's calendar. */
  readonly timezone: string
  readonly country: string
  readonly currency: string
  readonly role: Role
  readonly employeeId: string | null
  readonly departmentId: string | null
  /** Which interactions they see. */
  readonly reach: Reach
  /** Whether numbers, addresses and names are shown to them whole. */
  readonly seesPersonalData: boolean
  readonly actor: Actor
}

/** Who a request comes from, before it is known which workspace it is about. */
export type Caller =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'person'; readonly person: Person }
  | { readonly kind: 'key'; readonly member: Member }

export interface RequestContext {
  readonly headers: Headers
  readonly caller: Caller
  readonly language: Language
  readonly now: Date
  /** The caller's membership in a workspace (id or slug), or null where they have none. */
  memberOf(workspace: string): Promise<Member | null>
}
