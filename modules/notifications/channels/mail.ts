/** Letters through the mail server of the installation (LIDOSKOP_SMTP_URL). */
import { createTransport } from 'nodemailer'
import type { MailServer } from '../../../platform/config/config.ts'
import type { Channel, Result } from './channel.ts'
import { letterOf } from './letter.ts'

export interface Reader {
  readonly name: string
  readonly email: string
  readonly settingsUrl: string
  /** Works without signing in; mail programs call it with one click (RFC 8058). */
  readonly unsubscribeUrl: string
}

const timeoutMs = 30_000

/**
 * A letter keeps its Message-ID at every attempt: where the server's answer was lost and it is sent again, mail systems and
 * programs show letters of one id as one.
 */
export const createMail = (server: MailServer): Channel<Reader> => ({
  repeatable: true,
  async send(reader, telling): Promise<Result> {
    const { subject, text, html } = letterOf(telling, {
      settings: reader.settingsUrl,
      unsubscribe: reader.unsubscribeUrl,
    })
    const transport = createTransport({
      url: server.url,
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs * 2,
      disableFileAccess: true,
      disableUrlAccess: true,
    })
    try {
      const { response } = await transport.sendMail({
        from: server.from,
        to: { name: reader.name, address: reader.email },
        subject,
        text,
        html,
        messageId: `<${telling.id}@${/@([^\s>]+)>?\s*$/.exec(server.from)?.[1] ?? 'lidoskop'}>`,
        headers: {
          'List-Unsubscribe': `<${reader.unsubscribeUrl}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          'Auto-Submitted': 'auto-generated',
        },
      })
      return { attempt: { kind: 'sent' }, said: { status: 250, answer: response } }
    } catch (error) {
      return smtpFailure(error)
    } finally {
      transport.close()
    }
  },
})

/** What the server's answer means (RFC 5321, 4.2): 4yz passes by, 5yz stays; a refused password is mended by the administrator. */
function smtpFailure(error: unknown): Result {
  const { code, responseCode, response, message } = error as {
    code?: string
    responseCode?: number
    response?: string
    message?: string
  }
  const said = { status: responseCode ?? null, answer: response ?? message ?? String(error) }
  if (code === 'EAUTH') return { attempt: { kind: 'again', afterMs: 300_000 }, said }
  if (responseCode && responseCode >= 500) return { attempt: { kind: 'never' }, said }
  if (responseCode && responseCode >= 400) return { attempt: { kind: 'again' }, said }
  return { attempt: { kind: code === 'EENVELOPE' ? 'never' : 'unsure' }, said }
}
