import contract from 'virtual:lidoskop-contract'
import { createORPCClient } from '@orpc/client'
import type { AnyContractRouter, ContractRouterClient } from '@orpc/contract'
import type { JsonifiedClient } from '@orpc/openapi-client'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { createTanstackQueryUtils, type RouterUtils } from '@orpc/tanstack-query'
import { language } from '../texts/language.ts'

/** The client of a contract as JSON carries it: dates are ISO strings. */
export type ApiClient<Contract extends AnyContractRouter> = JsonifiedClient<ContractRouterClient<Contract>>

/** `api.things.list.queryOptions({ input })`, `.infiniteOptions`, `.mutationOptions`, `.key()`; `.call(input)` without a cache. */
export type ModuleApi<Contract extends AnyContractRouter> = RouterUtils<ApiClient<Contract>>

const link = new OpenAPILink(contract as unknown as AnyContractRouter, {
  url: () => `${location.origin}/api/v1`,
  headers: () => ({ 'accept-language': language() }),
})
const root: Readonly<Record<string, unknown>> = createORPCClient<Record<string, never>>(link)

/**
 * The API of one module, typed by its contract, which is imported as a type alone:
 * `const api = moduleApi<typeof contract>('interactions')`.
 */
export function moduleApi<Contract extends AnyContractRouter>(module: string): ModuleApi<Contract> {
  return createTanstackQueryUtils(root[module] as ApiClient<Contract>, { path: [module] })
}
