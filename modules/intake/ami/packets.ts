/** The wire form of Asterisk's manager interface: blocks of `Key: value` lines with an empty line between them. */

/** One block. Keys are as they were written; of a key that is repeated the first value is kept. */
export type Packet = Readonly<Record<string, string>>

/** A block of more than this is not Asterisk talking. */
const longestBlock = 1_000_000

export class MalformedPacketError extends Error {
  override readonly name = 'MalformedPacketError'
}

export interface PacketReader {
  /** Takes bytes as they come, cut anywhere, and returns the blocks that they complete. @throws MalformedPacketError */
  take(bytes: Buffer): Packet[]
  /** `Asterisk Call Manager/9.0.0`: the first line, after which no empty line follows; null until it is there. */
  readonly banner: string | null
}

/** Creates a reader for one connection. */
export function createPacketReader(): PacketReader {
  const utf8 = new TextDecoder('utf-8')
  let rest = ''
  let lines: string[] = []
  let size = 0
  let banner: string | null = null
  return {
    get banner() {
      return banner
    },
    take(bytes) {
      rest += utf8.decode(bytes, { stream: true })
      const packets: Packet[] = []
      let from = 0
      for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n', from)) {
        const line = rest.slice(from, rest[end - 1] === '\r' ? end - 1 : end)
        from = end + 1
        if (banner === null) {
          if (line === '') continue
          if (!/^Asterisk Call Manager\//i.test(line)) throw new MalformedPacketError(line.slice(0, 100))
          banner = line
        } else if (line === '') {
          if (lines.length > 0) packets.push(packetOf(lines))
          lines = []
          size = 0
        } else {
          lines.push(line)
          size += line.length
        }
      }
      rest = rest.slice(from)
      if (rest.length + size > longestBlock) throw new MalformedPacketError('a block without an end')
      return packets
    },
  }
}

/** The key ends at the first colon: values hold colons themselves. */
function packetOf(lines: readonly string[]): Packet {
  const packet: Record<string, string> = {}
  for (const line of lines) {
    const colon = line.indexOf(':')
    if (colon <= 0) continue
    const key = line.slice(0, colon).trim()
    packet[key] ??= line.slice(colon + 1).trim()
  }
  return packet
}

/** One action as it is sent. Line breaks in a value would begin another header: they are taken out. */
export const writeAction = (fields: Packet): string =>
  `${Object.entries(fields)
    .map(([key, value]) => `${key}: ${value.replace(/[\r\n]+/g, ' ')}`)
    .join('\r\n')}\r\n\r\n`
