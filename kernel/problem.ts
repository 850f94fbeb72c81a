/**
 * An error that is an answer: a code, the place it concerns, and values for its message.
 * The text in the user's language is looked up by code (`kernel/problem-texts.ts`).
 */
export class Problem extends Error {
  override readonly name = 'Problem'
  constructor(
    readonly code: ProblemCode,
    readonly place: { readonly field?: string; readonly row?: number; readonly provider?: string } = {},
    readonly values: Readonly<Record<string, string | number>> = {},
  ) {
    super(code)
  }
}

import type { ProblemCode } from './problem-texts.ts'

export type { ProblemCode }
