import { useQuery } from '@tanstack/react-query'
import { useWorkspace } from '../../../../platform/web/index.ts'
import { api } from '../api.ts'

/** The company's departments: as options of a select, and the name behind an id. */
export function useDepartments() {
  const { slug } = useWorkspace()
  const { data = [] } = useQuery(api.departments.list.queryOptions({ input: { workspace: slug } }))
  return {
    options: data.map(({ id, name }) => ({ value: id, label: name })),
    nameOf: (id: string | null) => data.find((department) => department.id === id)?.name ?? null,
  }
}
