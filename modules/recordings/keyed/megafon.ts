/** MegaFon's cloud PBX and its kin: a link to the exchange's own host is asked with the key; any other link is an ordinary address. */
import { request } from '../../../platform/outbound/request.ts'
import type { Connection } from '../../intake/index.ts'
import { type KeyedRecordings, ofStatus } from './keyed.ts'

const originOf = (address: unknown): string | null =>
  typeof address === 'string' && URL.canParse(address) ? new URL(address).origin : null

const isOwn = (url: string, { settings }: Connection): boolean =>
  originOf(url) !== null && originOf(url) === originOf(settings.vatsAddress)

export const createMegafonRecordings = (): KeyedRecordings => ({
  provider: 'megafon',
  isKeyed: () => false,
  nameOf: (url, connection) => (isOwn(url, connection) ? url : null),
  hasKeys: ({ secrets }) => !!secrets.token,
  ask: async (url, { secrets }, limits) =>
    ofStatus(await request(url, { headers: { 'x-api-key': secrets.token ?? '' } }, limits)),
})
