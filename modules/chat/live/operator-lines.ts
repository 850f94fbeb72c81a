import { maskContacts } from '../../../kernel/mask-text.ts'
import type { Database } from '../../../platform/database/database.ts'
import type { DialogueRow } from '../contract.ts'
import { type ChatMessage, type OperatorNews, reaches } from '../rules.ts'
import { type Notice, readMessages } from '../store/append.ts'
import type { Operator } from '../store/employee.ts'
import { readRow, shown } from '../store/rows.ts'
import type { Line } from './site.ts'

type News = OperatorNews<DialogueRow>

interface OperatorLine {
  readonly operator: Operator
  readonly line: Line
  /** Dialogues that this console was told of: it must hear when one leaves its reach. */
  readonly told: Set<string>
}

export interface OperatorLines {
  open(operator: Operator, line: Line): () => void
  hear(notice: Notice): void
  /** Everything may have changed: consoles begin anew. */
  hearAll(): void
  readonly all: () => Iterable<OperatorLine>
  readonly count: () => number
}

/** A message as somebody without the right to personal data reads it. */
export const masked = (message: ChatMessage): ChatMessage => ({
  ...message,
  text: maskContacts(message.text),
  file: message.file && { ...message.file, name: maskContacts(message.file.name) },
})

export const tell = (line: Line, news: News): void => line.send(JSON.stringify(news))

/** The consoles that are connected to this process. */
export function createOperatorLines(db: Database, now: () => Date, failed: (error: unknown) => void): OperatorLines {
  const byWorkspace = new Map<string, Set<OperatorLine>>()
  const all = new Set<OperatorLine>()
  /** What is still to be told of a dialogue; read and told by one loop per dialogue, so that order holds. */
  const pending = new Map<string, Notice[]>()

  const work = async (workspaceId: string, dialogue: string): Promise<void> => {
    const key = `${workspaceId} ${dialogue}`
    for (;;) {
      const notices = pending.get(key) ?? []
      if (notices.length === 0) {
        pending.delete(key)
        return
      }
      pending.set(key, [])
      const messages = await messagesOf(db, workspaceId, dialogue, notices)
      const row = await readRow(db, workspaceId, dialogue, now())
      if (row) spread(workspaceId, row, messages)
    }
  }

  const spread = (workspaceId: string, row: DialogueRow, messages: readonly ChatMessage[]): void => {
    const place = { employeeId: row.employee?.id ?? null, departmentId: row.department?.id ?? null }
    const whole = textsOf(row, messages, true)
    let hidden: readonly string[] | undefined
    for (const { operator, line, told } of byWorkspace.get(workspaceId) ?? []) {
      if (!reaches(operator.reach, operator.departmentId, place)) {
        if (told.delete(row.id)) tell(line, { type: 'gone', dialogue: row.id })
        continue
      }
      told.add(row.id)
      hidden ??= operator.seesPersonalData ? undefined : textsOf(row, messages, false)
      for (const text of (operator.seesPersonalData ? whole : hidden) ?? []) line.send(text)
    }
  }

  return {
    open(operator, line) {
      const one: OperatorLine = { operator, line, told: new Set() }
      const known = byWorkspace.get(operator.workspaceId) ?? new Set()
      byWorkspace.set(operator.workspaceId, known.add(one))
      all.add(one)
      tell(line, { type: 'welcome' })
      return () => {
        all.delete(one)
        known.delete(one)
        if (known.size === 0) byWorkspace.delete(operator.workspaceId)
      }
    },
    hear(notice) {
      const lines = byWorkspace.get(notice.w)
      if (!lines) return
      if (notice.kind === 'operators' || notice.kind === 'settings') {
        for (const { line } of lines) tell(line, { type: 'operators' })
      } else if (notice.dialogue && notice.kind === 'typing') {
        if (notice.name) return
        for (const { line, told } of lines) {
          if (told.has(notice.dialogue)) tell(line, { type: 'typing', dialogue: notice.dialogue })
        }
      } else if (notice.dialogue) {
        const { dialogue } = notice
        const key = `${notice.w} ${dialogue}`
        const waiting = pending.get(key)
        if (waiting) waiting.push(notice)
        else {
          pending.set(key, [notice])
          void work(notice.w, dialogue).catch((error: unknown) => {
            pending.delete(key)
            failed(error)
            for (const { line } of lines) line.close()
          })
        }
      }
    },
    hearAll() {
      for (const { line } of all) tell(line, { type: 'welcome' })
    },
    all: () => all,
    count: () => all.size,
  }
}

/** The messages of some notices; those that were too long to be told are read. */
async function messagesOf(
  db: Database,
  workspaceId: string,
  dialogue: string,
  notices: readonly Notice[],
): Promise<ChatMessage[]> {
  const messages: ChatMessage[] = []
  for (const { kind, seq, message } of notices) {
    if (kind !== 'message' || seq === undefined) continue
    if (message) messages.push(message)
    else messages.push(...(await readMessages(db, workspaceId, dialogue, { after: seq - 1, limit: 1 })))
  }
  return messages
}

const textsOf = (row: DialogueRow, messages: readonly ChatMessage[], seesPersonalData: boolean): string[] =>
  (
    [
      ...messages.map((message): News => {
        return { type: 'message', dialogue: row.id, message: seesPersonalData ? message : masked(message) }
      }),
      { type: 'row', row: shown(row, { seesPersonalData }) },
    ] satisfies News[]
  ).map((news) => JSON.stringify(news))
