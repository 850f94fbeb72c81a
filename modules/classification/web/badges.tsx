import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCan, useFormat, useLive, useWorkspace } from '../../../platform/web/index.ts'
import { api } from './api.ts'

/** In how many disputes the reader has to answer. */
export function DisputesBadge() {
  return useCan()('disputes.read') ? <Counting what="mine" /> : null
}

/** How many classes nobody of marketing has looked at. */
export function ChecksBadge() {
  return useCan()('classes.check') ? <Counting what="unchecked" /> : null
}

function Counting({ what }: { what: 'mine' | 'unchecked' }) {
  const format = useFormat()
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const { data } = useQuery(api.disputes.counts.queryOptions({ input: { workspace: slug }, staleTime: 10_000 }))
  useLive('classification', () => void queries.invalidateQueries({ queryKey: api.key() }))
  return data && data[what] > 0 ? <span className="lk-num">{format.number(data[what])}</span> : null
}
