import { Problem } from '../../kernel/problem.ts'
import type { Language } from '../../kernel/problem-texts.ts'
import { problemBody, statusOf } from '../api/problems.ts'

/** The answer that tells a problem outside of API operations, in the same form as inside. */
export function problemResponse(problem: Problem, language: Language): Response {
  const body = problemBody(problem, language)
  return Response.json(
    {
      defined: false,
      code: problem.code.toUpperCase(),
      status: statusOf(problem.code),
      message: body.message,
      data: body,
    },
    { status: statusOf(problem.code), headers: problem.code === 'unavailable' ? { 'retry-after': '2' } : {} },
  )
}

/** The first of our languages in Accept-Language; Russian where none is. */
export function languageOf(headers: Headers): Language {
  const wanted = (headers.get('accept-language') ?? '').toLowerCase().match(/\b(ru|en)\b/)?.[0]
  return wanted === 'en' ? 'en' : 'ru'
}

export { Problem }
