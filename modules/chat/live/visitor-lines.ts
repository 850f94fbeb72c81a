import type { Database } from '../../../platform/database/database.ts'
import type { ChatMessage, VisitorNews } from '../rules.ts'
import { type Notice, readMessages } from '../store/append.ts'
import { currentDialogue, type Guest } from '../store/visitor.ts'
import type { Availability } from './availability.ts'
import type { Line } from './site.ts'

/** One open page of a visitor. What it is told comes in order: everything goes through one queue. */
export interface VisitorLine {
  readonly guest: Guest
  readonly line: Line
  dialogue: string | null
  /** The last message that the page has. */
  last: number
  available: boolean | null
  queue: Promise<void>
}

export interface VisitorLines {
  /** Begins to tell a page; what it missed since `after` is told first. Returns how to stop. */
  open(guest: Guest, line: Line, since: { readonly dialogue: string | null; readonly after: number }): () => void
  hear(notice: Notice): void
  /** Everything may have changed: every page is brought up to date. */
  hearAll(): void
  /** Looks whether somebody is there and tells the pages for which that changed. */
  lookAround(workspaceId?: string): void
  readonly all: () => Iterable<VisitorLine>
  readonly count: () => number
}

/** Events within the company are no business of the visitor's. */
function forVisitor(message: ChatMessage): ChatMessage {
  if (!message.event) return message
  const { kind, by, score } = message.event
  const event = { kind, by: kind === 'joined' ? (by ?? null) : null, ...(score === undefined ? {} : { score }) }
  return { ...message, text: '', event }
}

export const say = (line: Line, news: VisitorNews): void => line.send(JSON.stringify(news))

/** The pages of visitors that are connected to this process. */
export function createVisitorLines(
  db: Database,
  availability: Availability,
  now: () => Date,
  failed: (error: unknown) => void,
): VisitorLines {
  const byVisitor = new Map<string, Set<VisitorLine>>()
  const all = new Set<VisitorLine>()

  const enqueue = (one: VisitorLine, work: () => Promise<void>): void => {
    one.queue = one.queue
      .then(() => (all.has(one) ? work() : undefined))
      .catch((error: unknown) => {
        // The page connects again and asks for what it missed.
        failed(error)
        one.line.close()
      })
  }

  const tellDialogue = async (one: VisitorLine): Promise<void> => {
    const { rating } = await availability.settings(one.guest.workspaceId, one.guest.siteId)
    const dialogue = await currentDialogue(db, one.guest, rating, now())
    if ((dialogue?.id ?? null) !== one.dialogue) {
      one.dialogue = dialogue?.id ?? null
      one.last = 0
    }
    say(one.line, { type: 'dialogue', dialogue })
  }

  const tellMissed = async (one: VisitorLine): Promise<void> => {
    for (;;) {
      const { dialogue } = one
      if (!dialogue) return
      const items = await readMessages(db, one.guest.workspaceId, dialogue, { after: one.last, limit: 200 })
      const newest = items.at(-1)
      if (!newest) return
      one.last = newest.seq
      say(one.line, { type: 'messages', dialogue, items: items.map(forVisitor) })
      if (items.length < 200) return
    }
  }

  const catchUp = async (one: VisitorLine): Promise<void> => {
    await tellDialogue(one)
    await tellMissed(one)
  }

  const tellMessage = async (one: VisitorLine, { dialogue, seq = 0, message }: Notice): Promise<void> => {
    if (dialogue !== one.dialogue) return catchUp(one)
    if (seq <= one.last) return
    if (seq === one.last + 1 && message && dialogue) {
      one.last = seq
      say(one.line, { type: 'messages', dialogue, items: [forVisitor(message)] })
    } else await tellMissed(one)
    if (message?.event || message?.author === 'employee') await tellDialogue(one)
  }

  const tellPresence = async (one: VisitorLine): Promise<void> => {
    const available = await availability.now(one.guest.workspaceId, one.guest.siteId)
    if (available === one.available) return
    one.available = available
    say(one.line, { type: 'presence', available })
  }

  return {
    open(guest, line, { dialogue, after }) {
      const one: VisitorLine = { guest, line, dialogue, last: after, available: null, queue: Promise.resolve() }
      const mine = byVisitor.get(guest.visitorId) ?? new Set()
      byVisitor.set(guest.visitorId, mine.add(one))
      all.add(one)
      enqueue(one, () => catchUp(one))
      enqueue(one, () => tellPresence(one))
      return () => {
        all.delete(one)
        mine.delete(one)
        if (mine.size === 0) byVisitor.delete(guest.visitorId)
      }
    },
    hear(notice) {
      for (const one of byVisitor.get(notice.visitor ?? '') ?? []) {
        if (one.guest.workspaceId !== notice.w) continue
        if (notice.kind === 'message') enqueue(one, () => tellMessage(one, notice))
        else if (notice.kind === 'dialogue') enqueue(one, () => tellDialogue(one))
        else if (notice.kind === 'typing' && notice.name) say(one.line, { type: 'typing', name: notice.name })
      }
    },
    hearAll() {
      for (const one of all) enqueue(one, () => catchUp(one))
    },
    lookAround(workspaceId) {
      for (const one of all) {
        if (!workspaceId || one.guest.workspaceId === workspaceId) enqueue(one, () => tellPresence(one))
      }
    },
    all: () => all,
    count: () => all.size,
  }
}
