import { isContractProcedure } from '@orpc/contract'
import type { SlimContract, SlimOperation } from './contract-types.ts'

/** Keeps method and path of every operation and drops schemas and descriptions. */
export function slimContract(contract: object): SlimContract {
  return Object.fromEntries(
    Object.entries(contract).map(([name, part]) => [name, isContractProcedure(part) ? slim(part) : slimContract(part)]),
  )
}

function slim(operation: { '~orpc': { route: { method?: string; path?: string } } }): SlimOperation {
  const { method = 'POST', path = '' } = operation['~orpc'].route
  return { '~orpc': { route: { method, path }, meta: {}, errorMap: {} } }
}
