/** The settings of a mailbox (`modules/intake/adapters/imap.ts`), read once. */
import type { Settings } from '../../intake/index.ts'

export type Security = 'tls' | 'starttls' | 'none'

export interface Server {
  readonly host: string
  readonly port: number
  readonly security: Security
  readonly user: string
}

export interface MailSettings {
  readonly address: string
  readonly imap: Server
  readonly smtp: Server
  readonly senderName: string | null
  /** Empty: the inbox and the folder of sent letters, as the server names it. */
  readonly folders: readonly string[]
  readonly readBackDays: number
  readonly reopenDays: number
  /** Addresses and `@domains` of the company beside the mailbox's own. */
  readonly ours: readonly string[]
  /** Senders whose letters always count, whatever they look like. */
  readonly always: readonly string[]
  readonly source: string | null
  readonly responsible: string | null
}

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')
const number = (value: unknown, usual: number): number => (typeof value === 'number' ? value : usual)
const list = (value: unknown): string[] =>
  text(value)
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter(Boolean)
const security = (value: unknown): Security => (value === 'starttls' || value === 'none' ? value : 'tls')

/** What the settings say, with what follows where they say nothing: the server of sending from that of reading. */
export function mailSettings(settings: Settings): MailSettings {
  const address = text(settings.address).toLowerCase()
  const host = text(settings.host)
  const user = text(settings.user) || address
  const smtp = security(settings.smtpSecurity)
  return {
    address,
    imap: { host, port: number(settings.port, 993), security: security(settings.security), user },
    smtp: {
      host: text(settings.smtpHost) || host.replace(/^imap\./i, 'smtp.'),
      port: number(settings.smtpPort, smtp === 'tls' ? 465 : 587),
      security: smtp,
      user,
    },
    senderName: text(settings.senderName) || null,
    folders: list(settings.folders),
    readBackDays: number(settings.readBackDays, 7),
    reopenDays: number(settings.reopenDays, 30),
    ours: list(settings.ours),
    always: list(settings.always).map((entry) => entry.toLowerCase()),
    source: text(settings.source) || null,
    responsible: text(settings.responsible) || null,
  }
}

/** Whether a sender is among those whose letters always count. */
export const alwaysCounts = (address: string, always: readonly string[]): boolean =>
  always.some((entry) => entry === address || (entry.startsWith('@') && address.endsWith(entry)))
