import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useLive, useWorkspace } from '../../../platform/web/index.ts'
import { api } from './api.ts'

/** What waits for whoever is signed in. Asked again when something happens in the modules that work comes from. */
export function useWork() {
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const again = () => void queries.invalidateQueries({ queryKey: api.work.key() })
  useLive('interactions', again)
  useLive('callbacks', again)
  useLive('classification', again)
  return useQuery(api.work.queryOptions({ input: { workspace: slug }, staleTime: 15_000, refetchInterval: 60_000 }))
}
