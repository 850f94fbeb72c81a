import { randomBytes } from 'node:crypto'
import { sha256Hex } from '../../kernel/hash.ts'
import { isId } from '../../kernel/ids.ts'

/**
 * Secrets that are shown once and kept as a hash: API keys (`lsk_…`) and invitations (`lsi_…`).
 * They carry the company's id, so that looking one up asks one company's rows only; 192 random bits follow, which is
 * why a plain SHA-256 is enough (there is nothing to guess).
 */
export type SecretKind = 'lsk' | 'lsi'

/** A new secret of a company, and what is stored of it. */
export function newSecret(kind: SecretKind, workspaceId: string): { secret: string; hash: string; prefix: string } {
  const company = Buffer.from(workspaceId.replaceAll('-', ''), 'hex').toString('base64url')
  const random = randomBytes(24).toString('base64url')
  const secret = `${kind}_${company}${random}`
  return { secret, hash: sha256Hex(secret), prefix: `${kind}_…${random.slice(-4)}` }
}

/** The company and hash of a secret, or null where the text is none. */
export function readSecret(kind: SecretKind, text: string): { workspaceId: string; hash: string } | null {
  const company = new RegExp(`^${kind}_([\\w-]{22})[\\w-]{32}$`).exec(text)?.[1]
  if (!company) return null
  const hex = Buffer.from(company, 'base64url').toString('hex')
  const workspaceId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return isId(workspaceId) ? { workspaceId, hash: sha256Hex(text) } : null
}
