import { skipToken, useQuery } from '@tanstack/react-query'
import { useReportFilter, useWorkspace } from '../../../../platform/web/index.ts'
import { type CountedField, countedFields } from '../../rules.ts'
import { api } from '../api.ts'
import { filterOf } from './filter-names.ts'
import type { FilterName } from './use-filter-options.ts'

const isCounted = (name: FilterName | null): name is CountedField => countedFields.some((field) => field === name)

/** How many interactions each choice of one filter would show; asked only for the filter that is open. */
export function useOptionCounts(open: FilterName | null) {
  const { slug } = useWorkspace()
  const filter = useReportFilter()
  const by = isCounted(open) ? open : null
  // Without what is chosen in it: a choice more does not change what the choices beside it would show.
  const { [by ?? 'kind']: _, ...others } = filterOf(filter)
  const { data } = useQuery(
    api.countOptions.queryOptions({ input: by ? { ...others, by, workspace: slug } : skipToken }),
  )
  return by && data ? { by, ...data } : null
}
