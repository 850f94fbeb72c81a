import { newId } from '../../../kernel/ids.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { SecretBox } from '../../../platform/secrets/secret-box.ts'
import type { Adapter, SecretValues } from '../adapters/adapter.ts'
import { newSecret } from './token.ts'

/** Binds a sealed secret to its row. */
const placeOf = (workspaceId: string, id: string): string => `endpoints:${workspaceId}:${id}`

export const sealSecrets = (box: SecretBox, workspaceId: string, id: string, values: SecretValues): string =>
  box.seal(JSON.stringify(values), placeOf(workspaceId, id))

export const openSecrets = (
  box: SecretBox,
  endpoint: { readonly workspaceId: string; readonly id: string; readonly secret: string },
): SecretValues => JSON.parse(box.open(endpoint.secret, placeOf(endpoint.workspaceId, endpoint.id))) as SecretValues

/**
 * The secrets of an endpoint: those that we make are made, those of the provider's cabinet must be given.
 * @throws Problem `missing_value` at `secrets.<name>`
 */
export function secretsFor(adapter: Adapter, given: SecretValues, known: SecretValues = {}): SecretValues {
  return Object.fromEntries(
    adapter.secrets.map(({ name, made, optional }) => {
      const value = given[name]?.trim() || known[name] || (made ? newSecret() : '')
      if (!value && !optional) throw new Problem('missing_value', { field: `secrets.${name}` })
      return [name, value]
    }),
  )
}

/** The secrets that may be shown once: those that we made. */
export const shownOnce = (adapter: Adapter, values: SecretValues): SecretValues =>
  Object.fromEntries(adapter.secrets.flatMap(({ name, made }) => (made ? [[name, values[name] ?? '']] : [])))

/** How a secret is recognised without being told: its last characters. */
export const hintsOf = (values: SecretValues): SecretValues =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value ? [[name, `…${value.length > 8 ? value.slice(-4) : ''}`]] : [],
    ),
  )

/** A short word that keeps the identities of a second system apart from those of the first. */
export const newNamespace = (): string => newId().slice(-6)
