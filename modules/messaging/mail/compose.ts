/** An answer as a letter. */
import MailComposer from 'nodemailer/lib/mail-composer'
import type { Outgoing } from '../channels/channel.ts'
import type { MailSettings } from './settings.ts'

const quotedLines = 200

/** The answer above, the client's letter quoted below: whoever gets it sees what it is about. */
export function textOfAnswer({ text, letter }: Pick<Outgoing, 'text' | 'letter'>): string {
  const quoted = letter?.quoted
  if (!quoted) return `${text}\n`
  const lines = quoted.text.split('\n').slice(0, quotedLines)
  return `${text}\n\n${quoted.at}, ${quoted.name}:\n${lines.map((line) => `> ${line}`.trimEnd()).join('\n')}\n`
}

/** The bytes of the letter. Its Message-ID and date are those of the outbox: every attempt sends the same letter. */
export function composeLetter(settings: MailSettings, outgoing: Outgoing): Promise<Buffer> {
  const { letter } = outgoing
  const composer = new MailComposer({
    from: { name: settings.senderName ?? '', address: settings.address },
    to: letter?.to.join(', '),
    ...(letter && letter.cc.length > 0 && { cc: letter.cc.join(', ') }),
    subject: letter?.subject ?? '',
    messageId: `<${letter?.messageId ?? outgoing.id}>`,
    date: outgoing.createdAt,
    ...(letter &&
      letter.references.length > 0 && {
        inReplyTo: `<${letter.references.at(-1)}>`,
        references: letter.references.map((id) => `<${id}>`).join(' '),
      }),
    text: textOfAnswer(outgoing),
    attachments: outgoing.files.map(({ name, mime, content }) => ({ filename: name, contentType: mime, content })),
    headers: { 'X-Mailer': 'Lidoskop' },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return composer.compile().build()
}
