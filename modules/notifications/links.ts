import { createHmac, hkdfSync } from 'node:crypto'
import { isId } from '../../kernel/ids.ts'
import type { Config } from '../../platform/config/config.ts'
import { installationKey } from '../../platform/secrets/secret-box.ts'
import { sameText } from '../../platform/secrets/signature.ts'

/** Whose letters a link ends, and of which kind; null: all of them. */
export interface Unsubscription {
  readonly workspaceId: string
  readonly employeeId: string
  readonly type: string | null
}

/** Addresses that are written into messages. */
export interface Links {
  /** A screen below a company. */
  screen(slug: string, path: string): string
  unsubscribe(of: Unsubscription): string
  /** What a link's last part means; null where we never signed it. */
  readUnsubscribe(token: string): Unsubscription | null
}

const all = '-'

/** Links of this installation. Those that end letters are signed with a key that is derived from the installation's. */
export function createLinks({ publicUrl, host, port, dataFolder }: Config): Links {
  const base = (publicUrl ?? `http://${host}:${port}`).replace(/\/+$/, '')
  const key = Buffer.from(hkdfSync('sha256', installationKey(dataFolder), '', 'unsubscribe', 32))
  const sign = (text: string): string => createHmac('sha256', key).update(text).digest('base64url').slice(0, 32)
  return {
    screen: (slug, path) => `${base}/w/${slug}/${path.replace(/^\/+/, '')}`,
    unsubscribe({ workspaceId, employeeId, type }) {
      const told = `${workspaceId}~${employeeId}~${type ?? all}`
      return `${base}/unsubscribe/${told}~${sign(told)}`
    },
    readUnsubscribe(token) {
      const [workspaceId = '', employeeId = '', type = '', signature = ''] = token.split('~')
      if (!isId(workspaceId) || !isId(employeeId) || !type) return null
      if (!sameText(signature, sign(`${workspaceId}~${employeeId}~${type}`))) return null
      return { workspaceId, employeeId, type: type === all ? null : type }
    },
  }
}
