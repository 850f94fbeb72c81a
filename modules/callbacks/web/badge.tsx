import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCan, useFormat, useLive, useWorkspace } from '../../../platform/web/index.ts'
import { api } from './api.ts'

/** How many clients wait to be called. */
export function CallbackBadge() {
  const can = useCan()
  return can('callbacks.read') ? <Counting /> : null
}

function Counting() {
  const format = useFormat()
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const { data } = useQuery(api.waiting.queryOptions({ input: { workspace: slug } }))
  useLive('callbacks', () => void queries.invalidateQueries({ queryKey: api.key() }))
  return data && data.length > 0 ? <span className="lk-num">{format.number(data.length)}</span> : null
}
