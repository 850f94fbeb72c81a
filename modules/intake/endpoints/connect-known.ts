import { openSecretBox } from '../../../platform/secrets/secret-box.ts'
import type { Services } from '../../../platform/services/services.ts'
import type { Kept, Provider, SecretValues, Settings } from '../adapters/adapter.ts'
import { builtAdapter } from '../adapters/index.ts'
import { createKeeper } from '../inbox/keep.ts'
import { sealSecrets, secretsFor } from './secrets.ts'
import { settingsFor } from './settings.ts'
import { insertEndpoint, listEndpoints, updateEndpoint } from './store.ts'

export interface KnownConnection {
  readonly provider: Provider
  readonly name: string
  readonly secrets: SecretValues
  readonly settings?: Settings
  readonly active: boolean
  /** What came through it, with the moment of each. */
  readonly history: readonly { readonly receivedAt: Date; readonly kept: Kept }[]
}

/**
 * Makes a connection together with what has come through it: its events wait in the inbox as if its door had kept them. For
 * companies that begin with a history. One of the same name is left alone. Returns its id.
 */
export async function connectKnown(
  { db, config }: Pick<Services, 'db' | 'config'>,
  company: { readonly id: string; readonly timezone: string },
  connection: KnownConnection,
  by: { readonly name: string; readonly now: Date },
): Promise<string> {
  const adapter = builtAdapter(connection.provider)
  const known = await listEndpoints(db, company.id, by.now)
  const same = known.find(({ name }) => name === connection.name)
  if (same) return same.id
  const secrets = secretsFor(adapter, connection.secrets)
  const box = openSecretBox(config.dataFolder)
  const made = await db.transaction(async (tx) => {
    const row = await insertEndpoint(tx, {
      workspaceId: company.id,
      provider: connection.provider,
      name: connection.name,
      settings: settingsFor(adapter, connection.settings ?? {}, {}, company),
      createdBy: by.name,
      seal: (id) => sealSecrets(box, company.id, id, secrets),
      now: by.now,
    })
    await updateEndpoint(tx, { ...row, active: connection.active })
    return row
  })
  const keeper = createKeeper(db, () => undefined)
  await Promise.all(
    connection.history.map(({ receivedAt, kept }) =>
      keeper.keep({
        ...{ workspaceId: company.id, endpointId: made.id, provider: made.provider },
        ...{ receivedAt, past: true, kept },
      }),
    ),
  )
  await keeper.close()
  return made.id
}
