import { useQuery } from '@tanstack/react-query'
import { moduleApi, useCan, useWorkspace } from '../../../../platform/web/index.ts'
import type { contract as interactions } from '../../../interactions/contract.ts'
import type { contract as workspaces } from '../../../workspaces/contract.ts'

const company = moduleApi<typeof workspaces>('workspaces')
const record = moduleApi<typeof interactions>('interactions')

/** People, departments and sources that a rule can name. */
export function useCompany() {
  const { slug } = useWorkspace()
  const can = useCan()
  const input = { workspace: slug }
  const people = useQuery(company.employees.names.queryOptions({ input })).data ?? []
  const departments = useQuery(company.departments.list.queryOptions({ input })).data ?? []
  const origins =
    useQuery(record.options.queryOptions({ input, enabled: can('interactions.read') })).data?.origins ?? []
  const options = (named: readonly { id: string; name: string }[]) =>
    named.map(({ id, name }) => ({ value: id, label: name }))
  return {
    people: options(people.filter(({ active }) => active)),
    departments: options(departments),
    sources: options(origins.filter(({ level }) => level === 'source')),
    nameOf: (id: string): string | null =>
      [...people, ...departments, ...origins].find((one) => one.id === id)?.name ?? null,
  }
}
