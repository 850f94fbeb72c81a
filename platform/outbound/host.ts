/** Hosts that somebody else chose, for protocols other than HTTP: IMAP, SMTP, AMI. */
import { lookup } from 'node:dns/promises'
import { isPrivateAddress, PrivateAddressError } from './addresses.ts'

/**
 * The address to connect to instead of the name: what was checked is what is connected to, whatever the name answers a
 * moment later.
 * @throws PrivateAddressError where it leads into the own network and that is not allowed, or the error of the look-up
 */
export async function addressOfHost(host: string, allowPrivate: boolean): Promise<string> {
  const found = await lookup(host.trim(), { all: true })
  const refused = allowPrivate ? undefined : found.find(({ address }) => isPrivateAddress(address))
  if (refused) throw new PrivateAddressError(refused.address)
  const [first] = found
  if (!first) throw new Error(`no address of ${host}`)
  return first.address
}
