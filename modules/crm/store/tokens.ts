/** Tokens of OAuth that change with each use. */
import { sha256Hex } from '../../../kernel/hash.ts'
import { type Database, sql } from '../../../platform/database/database.ts'
import type { SecretBox } from '../../../platform/secrets/secret-box.ts'

export interface TokenPair {
  readonly access: string
  readonly refresh: string
  readonly expiresAt: Date
}

interface Row {
  readonly given: string
  readonly sealed: string
  readonly expiresAt: Date
}

interface Place {
  readonly workspaceId: string
  readonly endpointId: string
}

const soonMs = 60_000

/**
 * The token to use now. A refresh token works once, so whoever exchanges it holds the row's lock meanwhile, and the new pair is
 * on disk before anybody uses it: two at a time, or a crash, do not lose the connection. A refresh token that a person enters
 * anew takes the place of what was saved.
 * `stale`: the token that the CRM has just refused.
 */
export async function currentToken(
  { db, box, now }: { readonly db: Database; readonly box: SecretBox; readonly now: () => Date },
  { workspaceId, endpointId }: Place,
  given: string,
  exchange: (refresh: string) => Promise<TokenPair>,
  stale?: string,
): Promise<string> {
  const place = `crm_tokens:${workspaceId}:${endpointId}`
  const mark = sha256Hex(given)
  const opened = ({ sealed, expiresAt }: Row): TokenPair => ({
    ...(JSON.parse(box.open(sealed, place)) as { access: string; refresh: string }),
    expiresAt,
  })
  const usable = (row: Row | undefined): string | null => {
    if (row?.given !== mark) return null
    const { access, expiresAt } = opened(row)
    return access !== stale && expiresAt.getTime() - soonMs > now().getTime() ? access : null
  }
  const select = sql`
    select given, sealed, expires_at as "expiresAt" from crm_tokens
    where workspace_id = ${workspaceId} and endpoint_id = ${endpointId}`
  const [known] = await db.query<Row>(select)
  const quick = usable(known)
  if (quick) return quick
  return db.transaction(async (tx) => {
    await tx.query(sql`
      insert into crm_tokens (workspace_id, endpoint_id, given, sealed, expires_at)
      values (${workspaceId}, ${endpointId}, '', '', ${now()}) on conflict do nothing`)
    const [row] = await tx.query<Row>(sql`${select} for update`)
    const meanwhile = usable(row)
    if (meanwhile) return meanwhile
    const pair = await exchange(row?.given === mark ? opened(row).refresh : given)
    const sealed = box.seal(JSON.stringify({ access: pair.access, refresh: pair.refresh }), place)
    await tx.query(sql`
      update crm_tokens set given = ${mark}, sealed = ${sealed}, expires_at = ${pair.expiresAt}
      where workspace_id = ${workspaceId} and endpoint_id = ${endpointId}`)
    return pair.access
  })
}
