/** A connection to a mailbox over IMAP. */
import { ImapFlow } from 'imapflow'
import { PrivateAddressError } from '../../../platform/outbound/addresses.ts'
import { addressOfHost } from '../../../platform/outbound/host.ts'
import { ConnectionFailure } from '../../intake/index.ts'
import type { MailSettings } from './settings.ts'

/** Milliseconds of silence after which the server is asked to tell of news by itself (IDLE). */
const idleAfterMs = 300

/**
 * Connects and signs in.
 * @throws ConnectionFailure where the address is forbidden or the server refuses the password, else the connection's error
 */
export async function openMailbox(
  { imap }: Pick<MailSettings, 'imap'>,
  password: string,
  allowPrivate: boolean,
): Promise<ImapFlow> {
  const client = new ImapFlow({
    host: await checkedAddress(imap.host, allowPrivate),
    servername: imap.host,
    port: imap.port,
    secure: imap.security === 'tls',
    doSTARTTLS: imap.security === 'starttls',
    auth: { user: imap.user, pass: password },
    logger: false,
    autoIdleDelay: idleAfterMs,
    // Routers forget silent connections after some minutes.
    maxIdleTime: 4 * 60_000,
    connectionTimeout: 20_000,
    maxLiteralSize: 64_000_000,
    clientInfo: { name: 'Lidoskop' },
  })
  // Without a listener an error of the socket would end the process; whoever waits hears of it by `close`.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return client
  } catch (error) {
    client.close()
    throw named(error)
  }
}

/** @throws ConnectionFailure forbidden_address */
export async function checkedAddress(host: string, allowPrivate: boolean): Promise<string> {
  try {
    return await addressOfHost(host, allowPrivate)
  } catch (error) {
    throw error instanceof PrivateAddressError ? new ConnectionFailure('forbidden_address', host) : error
  }
}

function named(error: unknown): unknown {
  const { authenticationFailed, responseText } = error as { authenticationFailed?: unknown; responseText?: unknown }
  if (authenticationFailed !== true) return error
  return new ConnectionFailure('credentials', typeof responseText === 'string' ? responseText : undefined, {
    cause: error,
  })
}

export interface Folders {
  readonly inbox: string
  readonly sent: string | null
  /** All that is read, without repetition. */
  readonly read: readonly string[]
}

/** The folders that are read: those that the settings name, else the inbox and that of sent letters. */
export async function foldersOf(client: ImapFlow, { folders }: Pick<MailSettings, 'folders'>): Promise<Folders> {
  const listed = await client.list()
  const sent = listed.find(({ specialUse }) => specialUse === '\\Sent')?.path ?? null
  const known = new Set(listed.map(({ path }) => path))
  const missing = folders.find((path) => path.toUpperCase() !== 'INBOX' && !known.has(path))
  if (missing !== undefined)
    throw new ConnectionFailure('other', `no folder “${missing}”: ${[...known].join(', ')}`.slice(0, 300))
  const read = folders.length > 0 ? folders : ['INBOX', ...(sent ? [sent] : [])]
  return {
    inbox: read.find((path) => path.toUpperCase() === 'INBOX') ?? read[0] ?? 'INBOX',
    sent,
    read: [...new Set(read)],
  }
}
