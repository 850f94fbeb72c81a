import { newId } from '../../../kernel/ids.ts'
import type { Database } from '../../../platform/database/database.ts'
import { isDatabaseUnavailable } from '../../../platform/database/unavailable.ts'
import type { Log } from '../../../platform/log/log.ts'
import type { Refusal, VisitorNews } from '../rules.ts'
import { tellChat } from '../store/append.ts'
import {
  type Circumstances,
  type Guest,
  introduce,
  markReadByVisitor,
  rate,
  readVisitor,
  sayAsVisitor,
  tellTyping,
} from '../store/visitor.ts'
import type { Availability } from './availability.ts'
import { readFrame, visitorFrame } from './frames.ts'
import { createBuckets, type Refusals } from './limits.ts'
import type { Site } from './site.ts'
import type { Tokens } from './token.ts'

type Frame = NonNullable<ReturnType<typeof readFrame<typeof visitorFrame>>>
type Hello = Extract<Frame, { type: 'hello' }>

/** A visitor after their page said hello. */
export interface Present extends Guest {
  readonly circumstances: Circumstances
  readonly hello: Hello
}

/** What the company's side does with a visitor's frames, whatever line they came over. */
export interface VisitorDesk {
  /** Lets a page in; a token that is not ours is forgotten and a new visitor begins. Null where the frame is no hello. */
  greet(site: Site, frame: unknown): Promise<{ present: Present; welcome: VisitorNews } | null>
  /** Answers to one frame. Words are durable before this returns `kept`. */
  answer(present: Present, frame: unknown): Promise<VisitorNews | null>
}

/** Words a minute that people write; a paste of several lines at once is fine. */
const wordsBurst = 15
const wordsPerSecond = 0.5

export function createVisitorDesk(parts: {
  readonly db: Database
  readonly log: Log
  readonly now: () => Date
  readonly tokens: Tokens
  readonly availability: Availability
  readonly refusals: Refusals
  /** Something is to be recorded. */
  readonly recordSoon: (workspaceId: string) => void
}): VisitorDesk {
  const { db, log, now, tokens, availability, refusals } = parts
  const mayWrite = createBuckets(wordsBurst, wordsPerSecond, () => performance.now())
  const mayMore = createBuckets(40, 2, () => performance.now())

  const refuse = (present: Present, reason: Refusal, id: string | null = null): VisitorNews => {
    if (reason === 'blocked' || reason === 'flood') refusals.count(present, reason)
    return { type: 'refused', id, reason }
  }

  const hear = async (present: Present, frame: Exclude<Frame, Hello>): Promise<VisitorNews | null> => {
    const { workspaceId, siteId, visitorId, circumstances } = present
    const at = now()
    switch (frame.type) {
      case 'message': {
        if (!frame.text.trim() && !frame.file) return refuse(present, 'empty', frame.id)
        if (!mayWrite(visitorId)) return refuse(present, 'flood', frame.id)
        const { departmentId } = await availability.settings(workspaceId, siteId)
        const offline = !(await availability.now(workspaceId, siteId))
        const words = { id: frame.id, text: frame.text, fileId: frame.file ?? null }
        const said = await db.transaction((tx) =>
          sayAsVisitor(tx, present, words, { circumstances, departmentId, offline, now: at }),
        )
        if (typeof said === 'string') return refuse(present, said, frame.id)
        parts.recordSoon(workspaceId)
        return { type: 'kept', id: frame.id, seq: said.message.seq, dialogue: said.dialogueId }
      }
      case 'contact': {
        const told = {
          name: frame.name?.trim() || undefined,
          phone: frame.phone?.trim() || undefined,
          email: frame.email,
        }
        await db.transaction((tx) => introduce(tx, present, told, circumstances.visitorKey, at))
        parts.recordSoon(workspaceId)
        return null
      }
      case 'typing':
        await tellTyping(db, present)
        return null
      case 'read': {
        const dialogue = await markReadByVisitor(db, present, frame.seq, at)
        if (dialogue) await tellChat(db, { w: workspaceId, kind: 'dialogue', dialogue })
        return null
      }
      case 'rate': {
        const { rating } = await availability.settings(workspaceId, siteId)
        if (!rating) return refuse(present, 'over')
        const refused = await db.transaction((tx) => rate(tx, present, frame, at))
        parts.recordSoon(workspaceId)
        return refused ? refuse(present, refused) : null
      }
    }
  }

  return {
    async greet(site, told) {
      const frame = readFrame(visitorFrame, told)
      if (frame?.type !== 'hello') return null
      const { workspaceId, siteId } = site
      const known = frame.token ? tokens.read(siteId, frame.token) : null
      if (frame.token && !known) refusals.count(site, 'token')
      const visitorId = known ?? newId()
      const present: Present = {
        workspaceId,
        siteId,
        visitorId,
        hello: known ? frame : { ...frame, dialogue: null, after: 0 },
        circumstances: {
          visitorKey: frame.visitor,
          visitId: frame.visit,
          page: { url: webAddress(frame.page.url), title: frame.page.title },
          language: frame.language,
        },
      }
      return {
        present,
        welcome: {
          type: 'welcome',
          token: tokens.make(siteId, visitorId),
          available: await availability.now(workspaceId, siteId),
          known: known ? await readVisitor(db, present) : { name: null, phone: null, email: null },
        },
      }
    },
    async answer(present, told) {
      const frame = readFrame(visitorFrame, told)
      if (!frame || frame.type === 'hello') {
        refusals.count(present, 'frame')
        return { type: 'refused', id: null, reason: 'unknown' }
      }
      if (!mayMore(present.visitorId)) return refuse(present, 'flood', frame.type === 'message' ? frame.id : null)
      try {
        return await hear(present, frame)
      } catch (error) {
        if (!isDatabaseUnavailable(error)) log.error({ err: error }, 'a visitor’s frame could not be taken')
        return { type: 'refused', id: frame.type === 'message' ? frame.id : null, reason: 'unavailable' }
      }
    },
  }
}

/** A page's address is shown as a link: only what a browser would open as a page. */
const webAddress = (url: string): string => (/^https?:\/\//i.test(url) ? url : '')
