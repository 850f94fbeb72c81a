import { resolve } from 'node:path'
import { z } from 'zod'

const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4310),
  HOST: z.string().default('127.0.0.1'),
  LIDOSKOP_DATA: z.string().default('./data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must look like postgresql://user:password@host:5432/database')
    .optional(),
  LIDOSKOP_DEMO: z.enum(['0', '1']).default('1'),
  LIDOSKOP_URL: z.url().optional(),
  LIDOSKOP_IMPORT_LIMIT_MB: z.coerce.number().positive().default(4096),
  LIDOSKOP_PRIVATE_HOOKS: z.enum(['0', '1']).default('0'),
  LIDOSKOP_COMPANY_FOLDERS: z
    .string()
    .regex(/^\s*([^=;\s]+=\/[^;]*)(;\s*[^=;\s]+=\/[^;]*)*;?\s*$/, 'must look like company=/folder;company=/folder')
    .optional(),
  LIDOSKOP_S3_URL: z.url({ protocol: /^https?$/ }).optional(),
  LIDOSKOP_S3_KEY: z.string().optional(),
  LIDOSKOP_S3_SECRET: z.string().optional(),
  LIDOSKOP_S3_REGION: z.string().default('ru-central1'),
  LIDOSKOP_SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/./, 'must look like smtps://user:password@mail.example.ru:465')
    .refine((url) => URL.canParse(url), 'is no address')
    .optional(),
  LIDOSKOP_MAIL_FROM: z.string().regex(/@/, 'must hold an address').optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

export interface Config {
  /** 0 lets the system choose a free port. */
  readonly port: number
  /** Loopback unless the administrator says otherwise. */
  readonly host: string
  /** Absolute path. */
  readonly dataFolder: string
  /** Set: this PostgreSQL instead of the embedded one. */
  readonly databaseUrl: string | undefined
  readonly demo: boolean
  /** The address that people open, where it differs from host and port (behind a proxy). */
  readonly publicUrl: string | undefined
  /** Largest file that is taken for import, in bytes. */
  readonly importLimitBytes: number
  /** Webhooks out may go to addresses of the own network. Off: whoever administers a company could reach into it. */
  readonly privateHooks: boolean
  /** Folders of this server that a company may have read: call detail records and recordings of an exchange beside it. */
  readonly companyFolders: readonly CompanyFolder[]
  /** Where recordings are kept instead of the data folder. */
  readonly bucket: {
    readonly url: string
    readonly key: string
    readonly secret: string
    readonly region: string
  } | null
  /** What sends letters to people; null: no letters are sent. */
  readonly mailServer: MailServer | null
  readonly logLevel: string
}

export interface MailServer {
  /** `smtps://user:password@host:port`, or `smtp://…` with STARTTLS where the server offers it. */
  readonly url: string
  /** `name@host` or `Name <name@host>`. */
  readonly from: string
}

/** `company`: the part of its address, or `*` for every one. */
export interface CompanyFolder {
  readonly company: string
  readonly folder: string
}

/** Reads the environment once. Throws one sentence per wrong variable. */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = schema.safeParse(present)
  if (!parsed.success) {
    throw new Error(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'))
  }
  const values = parsed.data
  return {
    port: values.PORT,
    host: values.HOST,
    dataFolder: resolve(values.LIDOSKOP_DATA),
    databaseUrl: values.DATABASE_URL,
    demo: values.LIDOSKOP_DEMO === '1',
    publicUrl: values.LIDOSKOP_URL,
    importLimitBytes: values.LIDOSKOP_IMPORT_LIMIT_MB * 1e6,
    privateHooks: values.LIDOSKOP_PRIVATE_HOOKS === '1',
    companyFolders: foldersIn(values.LIDOSKOP_COMPANY_FOLDERS),
    bucket: values.LIDOSKOP_S3_URL
      ? {
          url: values.LIDOSKOP_S3_URL,
          key: values.LIDOSKOP_S3_KEY ?? '',
          secret: values.LIDOSKOP_S3_SECRET ?? '',
          region: values.LIDOSKOP_S3_REGION,
        }
      : null,
    mailServer: mailServerOf(values.LIDOSKOP_SMTP_URL, values.LIDOSKOP_MAIL_FROM),
    logLevel: values.LOG_LEVEL,
  }
}

const foldersIn = (text = ''): CompanyFolder[] =>
  text.split(';').flatMap((part) => {
    const at = part.indexOf('=')
    return at > 0 ? [{ company: part.slice(0, at).trim(), folder: resolve(part.slice(at + 1).trim()) }] : []
  })

/** Letters come from the address that signs in at the mail server, unless another is named. */
function mailServerOf(url: string | undefined, from: string | undefined): MailServer | null {
  if (!url) return null
  const user = decodeURIComponent(new URL(url).username)
  const address = from ?? (user.includes('@') ? user : undefined)
  if (!address) throw new Error('LIDOSKOP_MAIL_FROM: name the address that letters come from')
  return { url, from: address }
}
