import { Select } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  type Column,
  DataTable,
  defineTexts,
  moduleApi,
  toastError,
  useCan,
  useTexts,
  useWorkspace,
} from '../../../platform/web/index.ts'
import type { contract as workspaces } from '../../workspaces/contract.ts'
import { api, type Connection } from './api.ts'
import styles from './crm.module.css'

const people = moduleApi<typeof workspaces>('workspaces')

const texts = defineTexts({
  label: { ru: 'Люди CRM', en: 'People of the CRM' },
  user: { ru: 'В CRM', en: 'In the CRM' },
  employee: { ru: 'Сотрудник', en: 'Employee' },
  auto: { ru: 'По почте и имени', en: 'By e-mail and name' },
  autoNobody: { ru: 'По почте и имени никто не найден', en: 'Nobody found by e-mail and name' },
  autoFound: { ru: 'По почте и имени: {name}', en: 'By e-mail and name: {name}' },
  none: { ru: 'Не наш сотрудник', en: 'Nobody of ours' },
  whoIs: { ru: 'Кто такой {name}', en: 'Who {name} is' },
})

type User = Connection['users'][number]

/** Who the CRM's people are: found by address and name, corrected here. */
export function UserTable({ connection: { endpointId, users } }: { connection: Connection }) {
  const t = useTexts(texts)
  const can = useCan()
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const employees = useQuery(people.employees.list.queryOptions({ input: { workspace: slug } })).data ?? []
  const nameOf = (id: string | null) => employees.find((employee) => employee.id === id)?.name
  const match = useMutation({
    mutationFn: ({ user, employee }: { user: string; employee: string }) =>
      api.matchUser.call({ workspace: slug, endpoint: endpointId, user, employee }),
    onSuccess: () => queries.invalidateQueries({ queryKey: api.key() }),
    onError: toastError,
  })
  const chosen = ({ chosen: byHand, employeeId }: User) => (byHand ? (employeeId ?? 'none') : 'auto')
  const said = (user: User) => {
    const found = nameOf(user.employeeId)
    if (user.chosen) return found ?? t('none')
    return found ? t('autoFound', { name: found }) : t('autoNobody')
  }
  const choice = (user: User) =>
    can('crm.manage') ? (
      <Select
        size="xs"
        searchable
        allowDeselect={false}
        aria-label={t('whoIs', { name: user.name })}
        value={chosen(user)}
        onChange={(employee) => employee && match.mutate({ user: user.externalId, employee })}
        data={[
          { value: 'auto', label: user.chosen ? t('auto') : said(user) },
          { value: 'none', label: t('none') },
          ...employees.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
    ) : (
      said(user)
    )
  const columns: Column<User>[] = [
    {
      key: 'user',
      title: t('user'),
      cell: (user) => (
        <span className={styles.user}>
          <span>{user.name}</span>
          <span className="lk-quiet">{user.email}</span>
        </span>
      ),
      sortBy: (user) => user.name,
    },
    { key: 'employee', title: t('employee'), cell: choice },
  ]
  return (
    <DataTable
      label={t('label')}
      rows={users}
      rowKey={(user) => user.externalId}
      columns={columns}
      rowHeight={50}
      card={(user) => (
        <span className={styles.user}>
          <strong>{user.name}</strong>
          {choice(user)}
        </span>
      )}
    />
  )
}
