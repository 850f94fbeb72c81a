import { type Database, sql } from '../../../platform/database/database.ts'
import { listen } from '../../../platform/database/listen.ts'
import type { Log } from '../../../platform/log/log.ts'
import { chatChannel, type Notice, tellChat } from '../store/append.ts'
import type { Operator } from '../store/employee.ts'
import { missOperator, seeOperator } from '../store/operators.ts'
import type { Guest } from '../store/visitor.ts'
import { type Availability, createAvailability } from './availability.ts'
import { createOperatorLines, type OperatorLines } from './operator-lines.ts'
import type { Line } from './site.ts'
import { createVisitorLines, type VisitorLines } from './visitor-lines.ts'

const heartbeatMs = 20_000
/** A page that is loaded anew comes back sooner than this. */
const comesBackMs = 4_000

/** All lines of this process, and what holds them together with those of other processes: one channel of notifications. */
export interface Hub {
  readonly availability: Availability
  readonly visitors: Pick<VisitorLines, 'count'>
  readonly operators: Pick<OperatorLines, 'count'>
  openVisitor(guest: Guest, line: Line, since: { readonly dialogue: string | null; readonly after: number }): () => void
  openOperator(operator: Operator, line: Line): () => void
  start(): Promise<() => Promise<void>>
}

export function createHub(db: Database, log: Log, now: () => Date): Hub {
  const failed = (error: unknown): void => log.warn({ err: error }, 'a chat line could not be told and was closed')
  const quietly = (work: Promise<unknown>): void => void work.catch(failed)
  const availability = createAvailability(db, now)
  const visitors = createVisitorLines(db, availability, now, failed)
  const operators = createOperatorLines(db, now, failed)

  const hear = (payload: string): void => {
    const notice = JSON.parse(payload) as Notice
    if (notice.kind === 'operators' || notice.kind === 'settings') {
      availability.forget(notice.w)
      visitors.lookAround(notice.w)
    }
    visitors.hear(notice)
    operators.hear(notice)
  }

  /** Says of every visitor with a dialogue, and of every operator, that they are there. One statement per company. */
  const heartbeat = async (): Promise<void> => {
    const still = JSON.stringify({ type: 'still' })
    const dialogues = new Map<string, string[]>()
    for (const { guest, dialogue, line } of visitors.all()) {
      line.send(still)
      if (dialogue) dialogues.set(guest.workspaceId, [...(dialogues.get(guest.workspaceId) ?? []), dialogue])
    }
    const seen = new Map<string, Operator>()
    for (const { operator, line } of operators.all()) {
      line.send(still)
      if (operator.employeeId) seen.set(`${operator.workspaceId} ${operator.employeeId}`, operator)
    }
    for (const [workspaceId, ids] of dialogues) {
      await db.query(sql`
        update chat_dialogues set seen_at = ${now()}
        where workspace_id = ${workspaceId} and id = any(${[...new Set(ids)]}::uuid[])`)
    }
    for (const { workspaceId, employeeId } of seen.values()) {
      if (employeeId) await seeOperator(db, workspaceId, employeeId, now())
    }
    visitors.lookAround()
  }

  const noteVisitor = async ({ workspaceId, visitorId }: Guest, here: boolean): Promise<void> => {
    const [row] = await db.query<{ id: string }>(sql`
      update chat_dialogues set seen_at = ${here ? now() : null}
      where workspace_id = ${workspaceId} and visitor_id = ${visitorId} and state = 'open' returning id`)
    if (row) await tellChat(db, { w: workspaceId, kind: 'dialogue', dialogue: row.id })
  }

  const isHere = (visitorId: string): boolean => [...visitors.all()].some(({ guest }) => guest.visitorId === visitorId)
  const isAt = (employeeId: string): boolean =>
    [...operators.all()].some(({ operator }) => operator.employeeId === employeeId)

  let stopped = false
  const later = (work: () => Promise<void>): void => {
    setTimeout(() => {
      if (!stopped) quietly(work())
    }, comesBackMs).unref()
  }

  return {
    availability,
    visitors,
    operators,
    openVisitor(guest, line, since) {
      const close = visitors.open(guest, line, since)
      if (since.dialogue) quietly(noteVisitor(guest, true))
      return () => {
        close()
        later(async () => {
          if (!isHere(guest.visitorId)) await noteVisitor(guest, false)
        })
      }
    },
    openOperator(operator, line) {
      const { workspaceId, employeeId } = operator
      const close = operators.open(operator, line)
      const change = async (here: boolean): Promise<void> => {
        if (!employeeId) return
        await (here ? seeOperator(db, workspaceId, employeeId, now()) : missOperator(db, workspaceId, employeeId))
        await tellChat(db, { w: workspaceId, kind: 'operators' })
      }
      quietly(change(true))
      return () => {
        close()
        later(async () => {
          if (employeeId && !isAt(employeeId)) await change(false)
        })
      }
    },
    async start() {
      stopped = false
      const hearing = listen(
        db,
        chatChannel,
        (payload) => {
          try {
            hear(payload)
          } catch (error) {
            failed(error)
          }
        },
        () => {
          visitors.hearAll()
          operators.hearAll()
        },
      )
      await hearing.opened
      const timer = setInterval(() => quietly(heartbeat()), heartbeatMs)
      return async () => {
        stopped = true
        clearInterval(timer)
        await hearing.stop()
      }
    },
  }
}
