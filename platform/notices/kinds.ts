/** How a module describes the notices that it tells, in both languages. Pure: letters, messengers and screens make the same words of the same facts. */
import type { Permission } from '../../kernel/access.ts'
import type { Language } from '../../kernel/problem-texts.ts'
import type { Facts } from './notice.ts'

/** How soon what is told leaves the house; the bell rings at once whatever stands here. */
export const paces = ['immediate', 'hourly', 'daily', 'never'] as const
export type Pace = (typeof paces)[number]

export interface NoticeWords {
  /** What the settings call it: «Низкая оценка». */
  readonly name: string
  /** One line without a full stop, at most some 90 characters. */
  title(facts: Facts): string
  /** A sentence or two more, or null. */
  details?(facts: Facts): string | null
}

export interface NoticeKind {
  readonly type: string
  /** Whoever lacks it is not told, whatever a rule says. What is about an interaction asks for its reach as well. */
  readonly requires: Permission
  /** By e-mail to those whom it concerns, in a company that set nothing up. */
  readonly mail: Pace
  readonly words: Readonly<Record<Language, NoticeWords>>
  /** Facts that are numbers and that a rule may compare: name → what the settings call it. */
  readonly numbers?: Readonly<Record<string, Readonly<Record<Language, string>>>>
}
