import { useQuery } from '@tanstack/react-query'
import { useFormat, useWorkspace } from '../../../platform/web/index.ts'
import { api } from './api.ts'

/** How many talks wait for a class: stands beside the screen's name in the navigation. */
export function QueueBadge() {
  const { slug } = useWorkspace()
  const format = useFormat()
  const { data } = useQuery(api.queueState.queryOptions({ input: { workspace: slug }, staleTime: 30_000 }))
  if (!data?.waiting) return null
  return <span className="lk-num">{data.exact ? format.number(data.waiting) : `${format.number(data.waiting)}+`}</span>
}
