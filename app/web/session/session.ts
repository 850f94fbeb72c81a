import { useQuery } from '@tanstack/react-query'
import type { contract } from '../../../modules/workspaces/contract.ts'
import { type ModuleApi, moduleApi } from '../../../platform/web/index.ts'

export const workspacesApi: ModuleApi<typeof contract> = moduleApi<typeof contract>('workspaces')
export const sessionKey = workspacesApi.session.read.queryKey()

/** Who is signed in and where they work. Asked again and again while the server is being started. */
export const useSession = () =>
  useQuery({
    ...workspacesApi.session.read.queryOptions(),
    staleTime: 60_000,
    retry: true,
    retryDelay: (attempt) => Math.min(3000, 300 * 2 ** attempt),
  })

export type SessionData = NonNullable<ReturnType<typeof useSession>['data']>
export type Membership = SessionData['workspaces'][number]
