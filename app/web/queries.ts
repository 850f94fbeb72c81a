import { QueryCache, QueryClient } from '@tanstack/react-query'
import { problemOf } from '../../platform/web/index.ts'
import { sessionKey } from './session/session.ts'

/** A server that does not answer is asked again, a refusal is final. */
const worthAsking = (failures: number, error: unknown): boolean => {
  const problem = problemOf(error)
  return (problem === null || problem.status >= 502) && failures < 4
}

export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError(error, query) {
      // The session ended meanwhile: the session is read again and the shell shows the sign-in page.
      if (problemOf(error)?.status === 401 && query.queryKey[0] !== sessionKey[0])
        void queries.invalidateQueries({ queryKey: sessionKey })
    },
  }),
  defaultOptions: {
    queries: {
      networkMode: 'always',
      retry: worthAsking,
      retryDelay: (attempt) => Math.min(4000, 400 * 2 ** attempt),
      staleTime: 15_000,
      refetchOnWindowFocus: true,
    },
    mutations: { networkMode: 'always', retry: false },
  },
})
