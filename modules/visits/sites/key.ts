import { randomBytes } from 'node:crypto'
import { isId } from '../../../kernel/ids.ts'

/**
 * The public name of a site in its addresses. It begins with the company's id, so that finding the site asks one company's rows
 * alone; the rest keeps sites apart. It is no secret: every visitor sees it.
 */
export const newSiteKey = (workspaceId: string): string =>
  Buffer.from(workspaceId.replaceAll('-', ''), 'hex').toString('base64url') + randomBytes(9).toString('base64url')

/** The company of a key, or null where the text is none. */
export function companyOfKey(key: string): string | null {
  const company = /^([\w-]{22})[\w-]{12}$/.exec(key)?.[1]
  if (!company) return null
  const hex = Buffer.from(company, 'base64url').toString('hex')
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return isId(id) ? id : null
}
