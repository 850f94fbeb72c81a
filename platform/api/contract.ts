import { oc } from '@orpc/contract'
import type { Permission } from '../../kernel/access.ts'

/** What an operation asks of its caller: a permission within a workspace, a signed-in person, or nothing. */
export type Requirement = Permission | 'signed-in' | 'anyone'

export interface OperationMeta {
  readonly requires?: Requirement
}

interface OperationDescription {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: `/${string}`
  readonly summary: string
  readonly tag: string
  /** Without this an operation does not compile: permission can't be forgotten. */
  readonly requires: Requirement
}

const security: Record<string, string[]>[] = [{ key: [] }, { session: [] }]

const base = oc.$meta<OperationMeta>({})

/**
 * Begins a contract: `operation({...}).input(schema).output(schema)`.
 * An operation that requires a permission has `{workspace}` (id or slug) in its path and in its input.
 */
export const operation = ({ requires, tag, ...route }: OperationDescription) =>
  base.meta({ requires }).route({
    ...route,
    tags: [tag],
    spec: (described) => ({
      ...described,
      security: requires === 'anyone' ? [] : security,
      'x-requires': requires,
    }),
  })
