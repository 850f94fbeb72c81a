/** The sending half of a mailbox: SMTP, and the copy in the folder of sent letters. */
import { createTransport } from 'nodemailer'
import { type Connection, ConnectionFailure } from '../../intake/index.ts'
import { type Outgoing, SendFailure, type SendingChannel } from '../channels/channel.ts'
import { answerFileBytes, longestAnswer } from '../rules.ts'
import { composeLetter } from './compose.ts'
import { checkedAddress, foldersOf, openMailbox } from './mailbox.ts'
import { mailSettings } from './settings.ts'

const timeoutMs = 30_000

/**
 * Sends letters. A letter keeps its Message-ID at every attempt: where the answer of the server was lost and it is sent
 * again, mail systems and programs show letters of one id as one.
 */
export const createMailSender = (allowPrivate: boolean): SendingChannel => ({
  provider: 'mail',
  repeatable: true,
  limits: { text: longestAnswer, files: true },
  async send(connection, outgoing) {
    const settings = mailSettings(connection.settings)
    const recipients = [...(outgoing.letter?.to ?? []), ...(outgoing.letter?.cc ?? [])]
    if (recipients.length === 0) throw new SendFailure({ kind: 'never' }, 'no_address')
    const raw = await composeLetter(settings, outgoing)
    if (raw.length > answerFileBytes * 2) throw new SendFailure({ kind: 'never' }, 'too_large')
    const { smtp } = settings
    try {
      const transport = createTransport({
        host: await checkedAddress(smtp.host, allowPrivate),
        port: smtp.port,
        secure: smtp.security === 'tls',
        requireTLS: smtp.security === 'starttls',
        ignoreTLS: smtp.security === 'none',
        tls: { servername: smtp.host },
        auth: { user: smtp.user, pass: connection.secrets.password ?? '' },
        connectionTimeout: timeoutMs,
        greetingTimeout: timeoutMs,
        socketTimeout: timeoutMs * 2,
        disableFileAccess: true,
        disableUrlAccess: true,
      })
      try {
        await transport.sendMail({ envelope: { from: settings.address, to: recipients }, raw })
      } finally {
        transport.close()
      }
    } catch (error) {
      throw smtpFailure(error)
    }
    return { messageId: outgoing.letter?.messageId ?? null }
  },
})

/** What the server's answer means (RFC 5321, 4.2): 4yz passes by, 5yz stays; a refused password is mended in the settings. */
export function smtpFailure(error: unknown): SendFailure {
  if (error instanceof SendFailure) return error
  if (error instanceof ConnectionFailure)
    return new SendFailure({ kind: 'never' }, 'forbidden_address', error.detail ?? '')
  const { code, responseCode, response, message, command } = error as {
    code?: string
    responseCode?: number
    response?: string
    message?: string
    command?: string
  }
  const said = response ?? message ?? String(error)
  if (code === 'EAUTH') return new SendFailure({ kind: 'again', afterMs: 300_000 }, 'credentials', said)
  if (responseCode && responseCode >= 500) return new SendFailure({ kind: 'never' }, 'refused', said)
  if (responseCode && responseCode >= 400) return new SendFailure({ kind: 'again' }, 'refused', said)
  return new SendFailure({ kind: command === 'DATA' ? 'unsure' : 'again' }, 'unreachable', said)
}

/** What became of the copy: our own, one that the server had made by itself, or nowhere to put it. */
export type SentCopy = 'kept' | 'found' | 'no_folder'

/** Puts a copy into the folder of sent letters, unless the server has done so by itself. @throws the connection's error */
export async function keepCopy(connection: Connection, outgoing: Outgoing, allowPrivate: boolean): Promise<SentCopy> {
  const settings = mailSettings(connection.settings)
  const client = await openMailbox(settings, connection.secrets.password ?? '', allowPrivate)
  try {
    const { sent } = await foldersOf(client, { folders: [] })
    const messageId = outgoing.letter?.messageId
    if (!sent || !messageId) return 'no_folder'
    const lock = await client.getMailboxLock(sent, { readOnly: true })
    try {
      const found = await client.search({ header: { 'message-id': messageId } }, { uid: true })
      if (found && found.length > 0) return 'found'
    } finally {
      lock.release()
    }
    await client.append(sent, await composeLetter(settings, outgoing), ['\\Seen'], outgoing.createdAt)
    return 'kept'
  } finally {
    await client.logout().catch(() => undefined)
    client.close()
  }
}
