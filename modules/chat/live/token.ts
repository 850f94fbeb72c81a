import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { isId } from '../../../kernel/ids.ts'
import { installationKey } from '../../../platform/secrets/secret-box.ts'

/** Proves that a page is the visitor it says to be: it was given this token by us, for this site. Nothing is stored for it. */
export interface Tokens {
  make(siteId: string, visitorId: string): string
  /** The visitor of a token, or null where it is not one of ours for this site. */
  read(siteId: string, token: string): string | null
}

export function createTokens(dataFolder: string): Tokens {
  let key: Buffer | undefined
  const sign = (siteId: string, visitorId: string): Buffer => {
    key ??= Buffer.from(hkdfSync('sha256', installationKey(dataFolder), '', 'chat visitors', 32))
    return createHmac('sha256', key).update(`${siteId}:${visitorId}`).digest()
  }
  return {
    make: (siteId, visitorId) => `${visitorId}.${sign(siteId, visitorId).toString('base64url')}`,
    read(siteId, token) {
      const [visitorId, signature = ''] = token.split('.')
      if (!isId(visitorId)) return null
      const told = Buffer.from(signature, 'base64url')
      const right = sign(siteId, visitorId)
      return told.length === right.length && timingSafeEqual(told, right) ? visitorId : null
    },
  }
}
