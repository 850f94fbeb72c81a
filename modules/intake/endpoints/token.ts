import { randomBytes } from 'node:crypto'
import { isId } from '../../../kernel/ids.ts'

/**
 * The last part of an endpoint's address. It carries the company's id, so that finding the endpoint asks one company's
 * rows only, and 144 random bits, so that nobody guesses an address.
 */
export const newToken = (workspaceId: string): string =>
  Buffer.from(workspaceId.replaceAll('-', ''), 'hex').toString('base64url') + randomBytes(18).toString('base64url')

/** The company of a token, or null where the text is none. */
export function companyOfToken(token: string): string | null {
  const company = /^([\w-]{22})[\w-]{24}$/.exec(token)?.[1]
  if (!company) return null
  const hex = Buffer.from(company, 'base64url').toString('hex')
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return isId(id) ? id : null
}

/** A secret that we make for a provider that lets us choose it. */
export const newSecret = (): string => `lss_${randomBytes(24).toString('base64url')}`
