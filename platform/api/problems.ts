import { ORPCError, ValidationError } from '@orpc/server'
import { newId } from '../../kernel/ids.ts'
import { Problem, type ProblemCode } from '../../kernel/problem.ts'
import { type Language, problemText } from '../../kernel/problem-texts.ts'
import { isDatabaseUnavailable } from '../database/unavailable.ts'
import type { Log } from '../log/log.ts'

const statuses: Partial<Record<ProblemCode, number>> = {
  unauthorized: 401,
  forbidden: 403,
  foreign_origin: 403,
  not_found: 404,
  callback_often: 429,
  conflict: 409,
  too_large: 413,
  malformed_json: 400,
  unavailable: 503,
  internal: 500,
}

/** The HTTP status of a problem: 422 for anything that is wrong with the input itself. */
export const statusOf = (code: ProblemCode): number => statuses[code] ?? 422

/** What the caller reads: the same form for every error, in their language. */
export interface ProblemBody {
  readonly code: string
  readonly message: string
  readonly field?: string
  readonly row?: number
}

/** The body of a problem. */
export function problemBody(problem: Problem, language: Language): ProblemBody {
  return { code: problem.code, message: problemText(problem.code, language, problem.values), ...problem.place }
}

/** Turns whatever was thrown into an answer. What nobody expected is logged once under the id that the user sees. */
export function toApiError(error: unknown, language: Language, log: Log): ORPCError<string, ProblemBody> {
  const problem = asProblem(error, log)
  const body = problemBody(problem, language)
  return new ORPCError(problem.code.toUpperCase(), {
    status: statusOf(problem.code),
    message: body.message,
    data: body,
  })
}

/** The problem behind whatever was thrown. */
export function asProblem(error: unknown, log: Log): Problem {
  if (error instanceof Problem) return error
  if (isDatabaseUnavailable(error)) {
    log.warn({ err: error }, 'the database does not answer')
    return new Problem('unavailable')
  }
  if (isUnstorable(error)) return new Problem('unstorable_value')
  if (error instanceof ORPCError) {
    if (error.cause instanceof ValidationError && error.code === 'BAD_REQUEST') {
      const issue = error.cause.issues[0]
      const path = issue?.path?.map((part) => (typeof part === 'object' ? String(part.key) : String(part))).join('.')
      return new Problem('invalid_input', path ? { field: path } : {}, { detail: issue?.message ?? '' })
    }
    if (error.code === 'NOT_FOUND') return new Problem('not_found')
    if (error.status < 500) return new Problem('invalid_input', {}, { detail: error.message })
  }
  const id = newId()
  log.error({ err: error, id }, 'unexpected error')
  return new Problem('internal', {}, { id })
}

/**
 * PostgreSQL's codes for a value that no column takes: a NUL or half a character in a text (22021, 22P05), a number (22003) or
 * a day (22008) beyond what can be counted, a text that is no moment (22007). Only input can bring these.
 */
const unstorable = ['22021', '22P05', '22003', '22007', '22008']

const isUnstorable = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && unstorable.includes(String(error.code))
