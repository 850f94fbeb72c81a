/** One connection to Asterisk's manager interface: signs in, asks, hears events, and knows when the other side is dead. */
import { createHash, randomBytes } from 'node:crypto'
import net from 'node:net'
import tls from 'node:tls'
import { addressOfHost } from '../../../platform/outbound/host.ts'
import { ConnectionFailure } from '../listening/listener.ts'
import { createPacketReader, type Packet, writeAction } from './packets.ts'

export interface AmiPlace {
  readonly host: string
  readonly port: number
  /** `tls_any`: encrypted, whoever the other side is. */
  readonly security: 'none' | 'tls' | 'tls_any'
  /** SHA-256 of the certificate that is expected with `tls`, in any writing; null where an authority has to vouch for it. */
  readonly fingerprint: string | null
  readonly user: string
  readonly secret: string
  /** Classes of events, as manager.conf names them. */
  readonly events: string
}

export interface AmiOptions {
  /** Exchanges of the own network may be connected to. */
  readonly allowPrivate: boolean
  readonly signal: AbortSignal
  readonly onEvent: (event: Packet) => void
  /** Milliseconds until the connection and each answer must be there; 15,000 by default. */
  readonly patienceMs?: number
  /** Milliseconds between two signs of life that are asked for; 20,000 by default. */
  readonly pingMs?: number
}

export interface AmiClient {
  /** Sends an action and resolves with its response, whatever it says. */
  ask(action: string, fields?: Packet): Promise<Packet>
  /** Sends an action that answers with a list of events, which come after its response. @throws ConnectionFailure `refused` */
  list(action: string, fields?: Packet): Promise<Packet[]>
  /** Milliseconds since 1970 at which the other side was last heard. */
  heardAt(): number
  /** Rejects with what ended the connection; never resolves. */
  readonly ended: Promise<never>
  close(): void
}

interface Asked {
  readonly resolve: (packets: Packet[]) => void
  readonly reject: (error: unknown) => void
  readonly items: Packet[] | null
  readonly timer: NodeJS.Timeout
}

/**
 * Connects and signs in. The secret itself never crosses the line, unless the line is encrypted and the exchange knows
 * no challenge.
 * @throws ConnectionFailure, PrivateAddressError, or the error of the socket
 */
export async function openAmi(place: AmiPlace, options: AmiOptions): Promise<AmiClient> {
  const { signal, patienceMs = 15_000, pingMs = 20_000, onEvent } = options
  signal.throwIfAborted()
  const socket = await connect(place, options.allowPrivate, patienceMs)
  const reader = createPacketReader()
  const asked = new Map<string, Asked>()
  // The exchange tells everybody what became of an Originate: no other connection may have asked by the same name.
  const own = `lidoskop-${randomBytes(6).toString('hex')}`
  let last = 0
  let heardAt = Date.now()
  let fail: (error: unknown) => void = () => undefined
  const ended = new Promise<never>((_, reject) => {
    fail = (error) => {
      socket.destroy()
      clearInterval(pinging)
      signal.removeEventListener('abort', onAbort)
      for (const one of asked.values()) {
        clearTimeout(one.timer)
        one.reject(error)
      }
      asked.clear()
      reject(error)
    }
  })
  ended.catch(() => undefined)
  const onAbort = (): void => fail(signal.reason)
  signal.addEventListener('abort', onAbort, { once: true })

  const hear = (packet: Packet): void => {
    const id = packet.ActionID ?? ''
    const waiting = asked.get(id)
    if (waiting && answers(waiting, packet)) {
      asked.delete(id)
      clearTimeout(waiting.timer)
      waiting.resolve(waiting.items ? [packet, ...waiting.items] : [packet])
    } else if (waiting?.items && packet.Event) waiting.items.push(packet)
    else if (packet.Event) onEvent(packet)
  }
  socket.on('data', (bytes: Buffer) => {
    heardAt = Date.now()
    try {
      for (const packet of reader.take(bytes)) hear(packet)
    } catch (error) {
      fail(new ConnectionFailure('protocol', error instanceof Error ? error.message : undefined))
    }
  })
  socket.on('error', fail)
  socket.on('close', () => fail(new ConnectionFailure('ended')))

  const send = (action: string, fields: Packet, items: Packet[] | null): Promise<Packet[]> =>
    new Promise((resolve, reject) => {
      last += 1
      const id = `${own}-${last}`
      const timer = setTimeout(() => fail(new ConnectionFailure('timeout', action)), patienceMs)
      asked.set(id, { resolve, reject, items, timer })
      socket.write(writeAction({ Action: action, ActionID: id, ...fields }))
    })
  const ask = async (action: string, fields: Packet = {}): Promise<Packet> => {
    const [answer = {}] = await Promise.race([send(action, fields, null), ended])
    return answer
  }
  // An exchange that says nothing for minutes may be idle or gone: only an answer tells.
  const pinging = setInterval(() => {
    if (Date.now() - heardAt >= pingMs) void ask('Ping').catch(() => undefined)
  }, pingMs)

  try {
    await signIn(place, ask)
  } catch (error) {
    fail(error)
    throw error
  }
  return {
    ask,
    async list(action, fields = {}) {
      const [response = {}, ...items] = await Promise.race([send(action, fields, []), ended])
      if (response.Response === 'Error') throw new ConnectionFailure('protocol', `${action}: ${response.Message ?? ''}`)
      return items
    },
    heardAt: () => heardAt,
    ended,
    close: () => fail(new ConnectionFailure('ended')),
  }
}

/** Whether the packet is the last of what was waited for. Of a list that is its end, or a refusal. */
const answers = ({ items }: Asked, { Response, EventList, Event }: Packet): boolean =>
  items === null ? Response !== undefined : Response === 'Error' || (Event !== undefined && EventList === 'Complete')

async function signIn(place: AmiPlace, ask: AmiClient['ask']): Promise<void> {
  const { user, secret, events } = place
  const challenge = await ask('Challenge', { AuthType: 'MD5' })
  const proof: Packet = challenge.Challenge
    ? {
        AuthType: 'MD5',
        Key: createHash('md5')
          .update(challenge.Challenge + secret)
          .digest('hex'),
      }
    : plain(place)
  const answer = await ask('Login', { Username: user, ...proof, Events: events })
  if (answer.Response !== 'Success') throw new ConnectionFailure('credentials', answer.Message)
}

function plain({ security, secret }: AmiPlace): Packet {
  if (security === 'none') throw new ConnectionFailure('protocol', 'Challenge')
  return { Secret: secret }
}

async function connect(place: AmiPlace, allowPrivate: boolean, patienceMs: number): Promise<net.Socket> {
  const { host, port, security, fingerprint } = place
  const address = await addressOfHost(host, allowPrivate)
  return new Promise((resolve, reject) => {
    const encrypted = security !== 'none'
    const socket = encrypted
      ? tls.connect({
          // Whom to believe is decided below: a refusal has to say which certificate was shown.
          ...{ host: address, port, rejectUnauthorized: false },
          ...(net.isIP(host) === 0 && { servername: host }),
        })
      : net.connect(port, address)
    const timer = setTimeout(() => socket.destroy(new ConnectionFailure('timeout', `${host}:${port}`)), patienceMs)
    socket.once(encrypted ? 'secureConnect' : 'connect', () => {
      clearTimeout(timer)
      socket.off('error', reject)
      const doubt = socket instanceof tls.TLSSocket && security === 'tls' ? doubtOf(socket, fingerprint) : null
      if (doubt === null) return resolve(socket)
      socket.destroy()
      reject(new ConnectionFailure('certificate', doubt))
    })
    socket.once('error', (error) => {
      clearTimeout(timer)
      reject(error)
    })
    socket.setNoDelay(true)
  })
}

/** The digits of `SHA256 Fingerprint=AB:CD…`, or of whatever part of it was copied. */
const hexOf = (text: string): string => (text.split('=').at(-1) ?? '').toLowerCase().replace(/[^0-9a-f]/g, '')

/**
 * Why the certificate is not believed, with the fingerprint by which it can be; null where it is. An exchange signs its own as a rule: then
 * the very certificate that was named is a better proof than any authority's word.
 */
function doubtOf(socket: tls.TLSSocket, expected: string | null): string | null {
  const shown = socket.getPeerX509Certificate()?.fingerprint256 ?? ''
  if (expected) return hexOf(shown) === hexOf(expected) ? null : `SHA-256 ${shown}`
  return socket.authorized ? null : `${String(socket.authorizationError)}, SHA-256 ${shown}`
}
