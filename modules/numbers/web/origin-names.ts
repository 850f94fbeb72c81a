import { useQuery } from '@tanstack/react-query'
import { moduleApi, useWorkspace } from '../../../platform/web/index.ts'
import type { contract as attribution } from '../../attribution/contract.ts'

const ads = moduleApi<typeof attribution>('attribution')

/** Sources that the record knows, and the campaigns of the one that is typed. */
export function useOriginNames(source: string): { sources: string[]; campaigns: string[] } {
  const { slug } = useWorkspace()
  const { data: sources = [] } = useQuery(
    ads.origins.list.queryOptions({ input: { workspace: slug, level: 'source' } }),
  )
  const parent = sources.find(({ name }) => name === source.trim())?.id
  const { data: campaigns = [] } = useQuery(
    ads.origins.list.queryOptions({
      input: { workspace: slug, level: 'campaign', ...(parent && { parent }) },
      enabled: parent !== undefined,
    }),
  )
  return { sources: sources.map(({ name }) => name), campaigns: campaigns.map(({ name }) => name) }
}
