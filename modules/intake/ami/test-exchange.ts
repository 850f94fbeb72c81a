/** An exchange for tests: a real TCP peer that speaks the manager interface, and can be cut, mute or slow. */
import { createHash } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import net from 'node:net'
import tls from 'node:tls'

export type Said = Readonly<Record<string, string>>

export interface TestExchange {
  readonly port: number
  /** Actions that were asked, in order. */
  readonly asked: Said[]
  /** What CoreShowChannels answers. */
  channels: readonly Said[]
  /** Answers nothing any more, as a machine that hangs. */
  mute: boolean
  /** An account without the right to choose its events. */
  filters: boolean
  /** What becomes of an Originate: fields of its OriginateResponse, a message that refuses it, or null: it goes on ringing. */
  originate: (action: Said) => Said | string | null
  /** Connections that are signed in. */
  readonly signedIn: () => number
  /** Sends events to everyone, in pieces of `piece` bytes. */
  tell(events: readonly Said[], piece?: number): Promise<void>
  /** Sends bytes as they are. */
  raw(text: string): void
  /** Breaks every connection. */
  cut(): void
  close(): Promise<void>
}

export const account = { user: 'lidoskop', secret: 'очень-длинный-пароль' }

const block = (fields: Said): string =>
  `${Object.entries(fields)
    .map(([key, value]) => `${key}: ${value}`)
    .join('\r\n')}\r\n\r\n`

/** Starts it; `port` 0 takes a free one. */
export async function testExchange(
  options: { port?: number; banner?: string; tls?: { key: string; cert: string } } = {},
): Promise<TestExchange> {
  const sockets = new Map<net.Socket, boolean>()
  const asked: Said[] = []
  const exchange = {
    channels: [] as readonly Said[],
    mute: false,
    filters: true,
    originate: (_: Said): Said | string | null => null,
  }

  const answer = (socket: net.Socket, action: Said, challenge: string): unknown => {
    const id = { ActionID: action.ActionID ?? '' }
    const say = (fields: Said): unknown => socket.write(block(fields))
    asked.push(action)
    if (exchange.mute) return undefined
    switch (action.Action) {
      case 'Challenge':
        return say({ Response: 'Success', ...id, Challenge: challenge })
      case 'Login': {
        const key = createHash('md5')
          .update(challenge + account.secret)
          .digest('hex')
        if (action.Username !== account.user || action.Key !== key)
          return say({ Response: 'Error', ...id, Message: 'Authentication failed' })
        sockets.set(socket, true)
        // As in life: something else comes between the question and its answer.
        say({ Event: 'SuccessfulAuth', Privilege: 'security,all', AccountID: account.user })
        say({ Response: 'Success', ...id, Message: 'Authentication accepted' })
        return say({ Event: 'FullyBooted', Privilege: 'system,all', Status: 'Fully Booted' })
      }
      case 'Filter':
        return exchange.filters
          ? say({ Response: 'Success', ...id, Message: 'Filter added successfully' })
          : say({ Response: 'Error', ...id, Message: 'Permission denied' })
      case 'CoreShowChannels':
        say({ Response: 'Success', ...id, EventList: 'start', Message: 'Channels will follow' })
        for (const channel of exchange.channels) say({ Event: 'CoreShowChannel', ...id, ...channel })
        return say({
          Event: 'CoreShowChannelsComplete',
          ...id,
          EventList: 'Complete',
          ListItems: String(exchange.channels.length),
        })
      case 'Originate': {
        const result = exchange.originate(action)
        if (typeof result === 'string') return say({ Response: 'Error', ...id, Message: result })
        say({ Response: 'Success', ...id, Message: 'Originate successfully queued' })
        return result && say({ Event: 'OriginateResponse', Privilege: 'call,all', ...id, ...result })
      }
      default:
        return say({ Response: 'Success', ...id })
    }
  }

  const welcome = (socket: net.Socket): void => {
    const challenge = String(145_769_581 + sockets.size)
    let rest = ''
    sockets.set(socket, false)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    socket.write(`${options.banner ?? 'Asterisk Call Manager/9.0.0'}\r\n`)
    socket.on('data', (bytes: Buffer) => {
      rest += bytes.toString()
      for (let end = rest.indexOf('\r\n\r\n'); end >= 0; end = rest.indexOf('\r\n\r\n')) {
        const lines = rest.slice(0, end).split('\r\n')
        rest = rest.slice(end + 4)
        const action = Object.fromEntries(
          lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
        )
        answer(socket, action, challenge)
      }
    })
  }
  const server = options.tls ? tls.createServer(options.tls, welcome) : net.createServer(welcome)
  await new Promise<void>((ready) => server.listen(options.port ?? 0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  const listeners = () => [...sockets].flatMap(([socket, signedIn]) => (signedIn ? [socket] : []))

  return Object.assign(exchange, {
    port,
    asked,
    signedIn: () => listeners().length,
    async tell(events: readonly Said[], piece = 1_000_000) {
      const bytes = Buffer.from(events.map(block).join(''))
      for (let at = 0; at < bytes.length; at += piece) {
        for (const socket of listeners()) socket.write(bytes.subarray(at, at + piece))
        await new Promise(setImmediate)
      }
    },
    raw: (text: string) => {
      for (const socket of sockets.keys()) socket.write(text)
    },
    cut: () => {
      for (const socket of [...sockets.keys()]) {
        sockets.delete(socket)
        socket.destroy()
      }
    },
    close: () =>
      new Promise<void>((closed) => {
        for (const socket of sockets.keys()) socket.destroy()
        server.close(() => closed())
      }),
  })
}
