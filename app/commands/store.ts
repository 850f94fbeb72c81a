import type { Config } from '../../platform/config/config.ts'
import { openEmbeddedPostgres } from '../../platform/postgres/embedded.ts'

/** The PostgreSQL that the configuration names. */
export interface Store {
  /** Connection string, password included: never print it. */
  readonly url: string
  readonly kind: 'embedded' | 'external'
  /** Done with it; an embedded database that nobody else needs stops. */
  release(): Promise<void>
}

/** Finds the database that runs for a server, or starts it. `supervise`: start it again whenever it dies. */
export async function openStore(
  config: Config,
  options: { readonly tell?: (message: string) => void; readonly supervise?: boolean } = {},
): Promise<Store> {
  if (config.databaseUrl) return { url: config.databaseUrl, kind: 'external', release: async () => undefined }
  const { url, release } = await openEmbeddedPostgres({ dataFolder: config.dataFolder, ...options })
  return { url, kind: 'embedded', release }
}
