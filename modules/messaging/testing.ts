/** What tests of letters and messages share. */
import { sql } from '../../platform/database/database.ts'
import type { TestServer } from '../../platform/testing/server.ts'

export interface RecordedDialogue {
  readonly id: string
  readonly kind: string
  readonly direction: string
  readonly outcome: string | null
  readonly party: string | null
  readonly name: string | null
  readonly subject: string | null
  readonly employee: string | null
  readonly messages: readonly { readonly author: string; readonly text: string }[]
}

/** Dialogues of the record, oldest first, in words that do not change from run to run. */
export async function dialoguesOf(
  { db, company }: TestServer,
  kind: 'email' | 'messenger' = 'email',
): Promise<RecordedDialogue[]> {
  return db.query<RecordedDialogue>(sql`
    select i.id, i.kind, i.direction, i.outcome, coalesce(i.party_address, i.party_number) as party, i.party_name as name, i.subject, e.name as employee,
      coalesce((select jsonb_agg(jsonb_build_object('author', m.author, 'text', m.text) order by m.at, m.key)
        from interaction_messages m where m.workspace_id = ${company.id} and m.interaction_id = i.id), '[]') as messages
    from interactions i left join employees e on e.workspace_id = ${company.id} and e.id = i.employee_id
    where i.workspace_id = ${company.id} and i.kind = ${kind} order by i.started_at, i.id`)
}

/** Asks until the answer holds; the test's own limit of time ends it otherwise. */
export async function until<Value>(
  ask: () => Promise<Value> | Value,
  holds: (value: Value) => boolean,
): Promise<Value> {
  for (;;) {
    const value = await ask()
    if (holds(value)) return value
    await new Promise((resume) => setTimeout(resume, 25))
  }
}

export interface LetterText {
  readonly from?: string
  readonly to?: string
  readonly subject?: string
  readonly id: string
  readonly references?: readonly string[]
  readonly at?: Date
  readonly text?: string
  readonly headers?: readonly string[]
}

/** A plain letter as a mail program writes it. */
export const letterText = ({
  from = 'Анна <anna@client.example>',
  to = 'sales@firma.example',
  subject = 'Окна',
  id,
  references = [],
  at = new Date(),
  text = 'Здравствуйте',
  headers = [],
}: LetterText): string =>
  [
    `From: ${encoded(from)}`,
    `To: ${to}`,
    `Subject: ${encoded(subject)}`,
    `Message-ID: <${id}>`,
    `Date: ${at.toUTCString()}`,
    ...(references.length > 0
      ? [`In-Reply-To: <${references.at(-1)}>`, `References: ${references.map((one) => `<${one}>`).join(' ')}`]
      : []),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    ...headers,
    '',
    Buffer.from(text).toString('base64'),
    '',
  ].join('\r\n')

const encoded = (text: string): string =>
  text.replace(/[^\x20-\x7e]+(?: [^\x20-\x7e<]+)*/g, (part) => `=?utf-8?B?${Buffer.from(part).toString('base64')}?=`)
