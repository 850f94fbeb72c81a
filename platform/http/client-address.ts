/**
 * Where a request came from. Behind a proxy that is the last address it wrote into X-Forwarded-For: earlier ones are whatever the
 * client claimed. A proxy is believed on this machine, or anywhere once the administrator has named the public address.
 */
export function clientAddress(headers: Headers, peer: string | undefined, publicUrl: string | undefined): string {
  const forwarded = headers.get('x-forwarded-for')?.split(',').at(-1)?.trim()
  const believed = publicUrl !== undefined || isLoopback(peer)
  return (believed && forwarded ? forwarded : peer) ?? 'unknown'
}

const isLoopback = (peer: string | undefined): boolean => /^(127\.|::1$|::ffff:127\.)/.test(peer ?? '')
