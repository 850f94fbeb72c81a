/** Something that happened and that somebody has to know. Told by the module where it happened; who hears of it where is decided later. */
import type { Role } from '../../kernel/access.ts'

/** What the words of a notice are made of: names and numbers, no personal data of clients. Plain JSON. */
export type Facts = Readonly<Record<string, string | number | null>>

export interface Notice {
  readonly workspaceId: string
  /** As a `NoticeKind` names it: `rating.low`, `dispute.opened`, … */
  readonly type: string
  /** What it is about, where it is about one interaction: only those who may see it are told. */
  readonly interactionId: string | null
  /** Whom it concerns by itself. `departmentId` narrows `roles`: a head with a department hears of it where it is theirs. */
  readonly to: {
    /** Ids of employees. */
    readonly employees?: readonly string[]
    readonly roles?: readonly Role[]
    readonly departmentId?: string | null
  }
  readonly facts: Facts
  /** Screen below the company, with its query: `interactions/<id>`. */
  readonly path: string
  /** What is announced twice under one key is told once. Unique within the company. */
  readonly key: string
}
