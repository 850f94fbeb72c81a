/**
 * Which addresses of the network a server may call on behalf of a company. Without this whoever administers a company
 * could read what only the server can reach: the cloud's metadata, the database, neighbours (server-side request forgery).
 * Ranges: IANA special-purpose address registries (RFC 6890 and successors).
 */
import { type LookupAddress, lookup as systemLookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

const special: readonly (readonly [network: string, prefix: number, family: 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.88.99.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 4, 'ipv4'],
  ['240.0.0.0', 4, 'ipv4'],
  ['::', 128, 'ipv6'],
  ['::1', 128, 'ipv6'],
  // Addresses that carry an IPv4 one inside lead wherever that leads.
  ['::ffff:0:0', 96, 'ipv6'],
  ['64:ff9b::', 96, 'ipv6'],
  ['64:ff9b:1::', 48, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['2001::', 23, 'ipv6'],
  ['100::', 64, 'ipv6'],
  ['2001:db8::', 32, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
]

// Apart, because a list takes any IPv4 address for one of ::ffff:0:0/96.
const blocked = { ipv4: new BlockList(), ipv6: new BlockList() }
for (const [network, prefix, family] of special) blocked[family].addSubnet(network, prefix, family)

/** True for an IP address that is not part of the public internet. */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 0) return true
  return family === 6 ? blocked.ipv6.check(address, 'ipv6') : blocked.ipv4.check(address, 'ipv4')
}

export class PrivateAddressError extends Error {
  override readonly name = 'PrivateAddressError'
  constructor(readonly address: string) {
    super(`${address} is not an address of the public internet`)
  }
}

/**
 * Resolves names for a connection and refuses private addresses. The check sits in the lookup of the connection itself:
 * a name that answered harmlessly a moment ago may answer otherwise now (DNS rebinding).
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  systemLookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return callback(error, '', 0)
    const refused = addresses.find(({ address }) => isPrivateAddress(address))
    if (refused) return callback(new PrivateAddressError(refused.address), '', 0)
    if (options.all) return callback(null, addresses)
    const [first] = addresses
    return first ? callback(null, first.address, first.family) : callback(new Error(`no address of ${hostname}`), '', 0)
  })
}
