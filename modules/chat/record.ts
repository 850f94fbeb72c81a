import { recordset } from '../../platform/database/bulk.ts'
import { type Database, sql, type Transaction } from '../../platform/database/database.ts'
import type { MessageObservation, Observation, OriginObservation, Recorder } from '../interactions/index.ts'
import type { ChatEvent } from './rules.ts'

/** Who knows where a visit came from; null where nobody does. */
export type OriginOfVisit = (tx: Transaction, workspaceId: string, visitId: string) => Promise<OriginObservation | null>

export interface DueDialogue {
  readonly id: string
  readonly siteId: string
  readonly visitorId: string
  readonly state: 'open' | 'closed'
  readonly openedAt: Date
  readonly answeredAt: Date | null
  readonly lastAt: Date
  readonly closedAt: Date | null
  readonly lastSeq: number
  readonly recordedSeq: number
  readonly due: Date
  readonly visitId: string | null
  readonly visitorKey: string | null
  readonly name: string | null
  readonly phone: string | null
  readonly email: string | null
}

export interface DueMessage {
  readonly dialogueId: string
  readonly id: string
  readonly at: Date
  readonly author: 'client' | 'employee' | 'system'
  readonly line: string | null
  readonly text: string
  readonly file: string | null
  readonly event: ChatEvent | null
}

const batch = 100

/**
 * Brings dialogues that have something new into the record, each as one interaction of kind `chat` (external id: the dialogue's).
 * Returns how many; call it until it returns 0. One process at a time does it.
 */
export async function recordDialogues(
  db: Database,
  workspaceId: string,
  options: {
    readonly recorder: Recorder
    readonly originOfVisit: OriginOfVisit
    /** What a site is called in the record: `okna.ru`. */
    readonly siteName: (siteId: string) => string | undefined
    readonly now: Date
  },
): Promise<number> {
  const { recorder, now } = options
  return db.transaction(async (tx) => {
    // Dialogues are not locked: people go on talking while the record hears of what they said.
    await tx.query(sql`select pg_advisory_xact_lock(hashtextextended(${`chat record:${workspaceId}`}, 0))`)
    const due = await tx.query<DueDialogue>(sql`
      select d.id, d.site_id as "siteId", d.visitor_id as "visitorId", d.state, d.opened_at as "openedAt", d.answered_at as "answeredAt",
        d.last_at as "lastAt", d.closed_at as "closedAt", d.last_seq as "lastSeq", d.recorded_seq as "recordedSeq", d.record_due as due,
        d.visit_id as "visitId", v.visitor_key as "visitorKey", v.name, v.phone, v.email
      from chat_dialogues d join chat_visitors v on v.workspace_id = ${workspaceId} and v.id = d.visitor_id
      where d.workspace_id = ${workspaceId} and d.record_due <= ${now}
      order by d.record_due limit ${batch}`)
    if (due.length === 0) return 0
    const messages = await messagesOf(tx, workspaceId, due)
    const [workspace] = await tx.query<{ id: string; timezone: string; country: string }>(
      sql`select id, timezone, country from workspaces where id = ${workspaceId}`,
    )
    if (!workspace) return 0
    const observations: Observation[] = []
    for (const dialogue of due) {
      const mine = messages.filter(({ dialogueId }) => dialogueId === dialogue.id)
      const origin = dialogue.visitId ? await options.originOfVisit(tx, workspaceId, dialogue.visitId) : null
      observations.push(observationOf(dialogue, mine, origin, options.siteName(dialogue.siteId)))
    }
    await recorder.record(tx, { workspace, observations, now })
    const heard = due.map(({ id, lastSeq, due: at }) => ({ id, lastSeq, at: at.toISOString() }))
    // What was said meanwhile is due again, with a later time.
    await tx.query(sql`
      update chat_dialogues d set recorded_seq = h."lastSeq",
        record_due = case when d.record_due > h.at or d.last_seq > h."lastSeq" then d.record_due end
      from ${recordset('h', { id: 'uuid', lastSeq: 'int', at: 'timestamptz' }, heard)}
      where d.workspace_id = ${workspaceId} and d.id = h.id`)
    return due.length
  })
}

const messagesOf = (tx: Transaction, workspaceId: string, due: readonly DueDialogue[]): Promise<DueMessage[]> =>
  tx.query<DueMessage>(sql`
    select m.dialogue_id as "dialogueId", m.id, m.at, m.author, m.text, m.event, f.name as file,
      coalesce((select min(l.line) from employee_lines l where l.workspace_id = ${workspaceId} and l.employee_id = m.employee_id),
        e.email, e.name) as line
    from chat_messages m
    join chat_dialogues d on d.workspace_id = ${workspaceId} and d.id = m.dialogue_id
    left join employees e on e.workspace_id = ${workspaceId} and e.id = m.employee_id
    left join chat_files f on f.workspace_id = ${workspaceId} and f.id = m.file_id
    where m.workspace_id = ${workspaceId} and m.dialogue_id = any(${due.map(({ id }) => id)}::uuid[])
      and m.seq > d.recorded_seq
    order by m.dialogue_id, m.seq`)

/** A dialogue as the record hears of it: what is new, and all that is known of its beginning and end. Pure. */
export function observationOf(
  dialogue: DueDialogue,
  messages: readonly DueMessage[],
  origin: OriginObservation | null,
  siteName: string | undefined,
): Observation {
  const finished = dialogue.state === 'closed'
  return {
    provider: 'chat',
    externalId: dialogue.id,
    kind: 'chat',
    direction: 'inbound',
    at: dialogue.lastAt,
    startedAt: dialogue.openedAt,
    ...(dialogue.answeredAt ? { answeredAt: dialogue.answeredAt } : {}),
    // The talk ended with its last word, not when somebody found the time to close it.
    ...(finished ? { endedAt: dialogue.lastAt, finished } : {}),
    party: {
      ...(dialogue.name ? { name: dialogue.name } : {}),
      ...(dialogue.phone ? { phone: dialogue.phone } : {}),
      ...(dialogue.email ? { email: dialogue.email } : {}),
      visitor: dialogue.visitorKey ?? dialogue.visitorId,
    },
    ...(dialogue.visitId ? { visit: dialogue.visitId } : {}),
    ...(siteName ? { ourAddress: siteName } : {}),
    ...(origin ? { origin } : {}),
    messages: messages.flatMap(messageOf),
  }
}

function messageOf({ id, at, author, line, text, file, event }: DueMessage): MessageObservation[] {
  if (event?.kind === 'rated') {
    const comment = text ? `: ${text}` : ''
    return [{ key: id, at, author: 'system', text: `Оценка клиента: ${event.score} из 5${comment}` }]
  }
  if (event) return []
  const attached = file ? `📎 ${file}` : ''
  return [
    {
      key: id,
      at,
      author: author === 'employee' ? 'employee' : author,
      ...(author === 'employee' && line ? { line } : {}),
      text: [text, attached].filter(Boolean).join('\n'),
    },
  ]
}
