/** What waits for one person. Each module lists its own; «Моя работа» shows them together and reminders are sent from the same list. */
import type { Language } from '../../kernel/problem-texts.ts'
import type { Member } from '../api/context.ts'
import type { Queryable } from '../database/database.ts'
import type { NoticeWords } from './kinds.ts'
import type { Facts } from './notice.ts'

export interface WorkItem {
  /** That of its source. */
  readonly type: string
  /** Unique among the items of this type. */
  readonly id: string
  readonly interactionId: string | null
  /** Since when it waits. */
  readonly since: Date
  /** When it has to be done; after that it is overdue. Null: there is no deadline. */
  readonly dueAt: Date | null
  readonly facts: Facts
  /** Screen below the company where it is done. */
  readonly path: string
}

export interface WorkSource {
  /** `callback`, `dispute`, … */
  readonly type: string
  readonly words: Readonly<Record<Language, NoticeWords>>
  /**
   * What waits for this member at `now`, within their reach and permissions; oldest first, at most 200.
   * An API key or a person who is no employee gets an empty list where the work is personal.
   */
  list(db: Queryable, member: Member, now: Date): Promise<WorkItem[]>
}
