import type { ContractRouterClient } from '@orpc/contract'
import { createRouterClient } from '@orpc/server'
import { productName } from '../../kernel/product.ts'
import type { Company } from '../../modules/workspaces/index.ts'
import type { RequestContext } from '../../platform/api/context.ts'
import type { Application } from '../compose.ts'
import type { contract } from '../contract.ts'
import { commandLanguage } from './language.ts'

export type LocalApi = ContractRouterClient<typeof contract>

/**
 * The API without HTTP, in the rights of an administrator of one company: a command that asks through it gets the very
 * figures that the screen shows.
 */
export function localApi({ modules, services }: Application, company: Company): LocalApi {
  const routers = Object.fromEntries(
    Object.entries(modules).flatMap(([name, { router }]) => (router ? [[name, router] as const] : [])),
  )
  const { id: workspaceId, slug, timezone, country, currency } = company
  const member = {
    ...{ workspaceId, slug, timezone, country, currency },
    role: 'admin',
    employeeId: null,
    departmentId: null,
    reach: { kind: 'all' },
    seesPersonalData: true,
    actor: { kind: 'system', id: null, name: productName },
  } as const
  const context = (): RequestContext => ({
    headers: new Headers(),
    caller: { kind: 'key', member },
    language: commandLanguage,
    now: services.now(),
    memberOf: async (workspace) => (workspace === workspaceId || workspace === slug ? member : null),
  })
  return createRouterClient(routers, { context }) as LocalApi
}
