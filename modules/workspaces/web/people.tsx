import { Badge, Button, Group, Stack } from '@mantine/core'
import { IconPlus, IconSend } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import {
  type Column,
  DataTable,
  defineTexts,
  Explain,
  Loaded,
  Page,
  Panel,
  roleTexts,
  useCan,
  useFormat,
  useTexts,
  useWorkspace,
  Verdict,
} from '../../../platform/web/index.ts'
import type { Employee } from '../contract.ts'
import { api } from './api.ts'
import cards from './parts/cards.module.css'
import { useDepartments } from './parts/use-departments.ts'
import { DepartmentsDialog } from './people/departments-dialog.tsx'
import { EmployeeDialog } from './people/employee-dialog.tsx'
import { Invitations } from './people/invitations.tsx'
import { InviteDialog } from './people/invite-dialog.tsx'
import styles from './people/people.module.css'

const texts = defineTexts({
  title: { ru: 'Сотрудники', en: 'People' },
  add: { ru: 'Добавить', en: 'Add' },
  invite: { ru: 'Пригласить', en: 'Invite' },
  departments: { ru: 'Отделы', en: 'Departments' },
  name: { ru: 'Имя', en: 'Name' },
  role: { ru: 'Роль', en: 'Role' },
  department: { ru: 'Отдел', en: 'Department' },
  lines: { ru: 'Линии', en: 'Lines' },
  linesWhat: {
    ru: 'Добавочные, логины и номера, по которым звонки и диалоги находят человека. Одна линия — один человек. Очереди и номера компании записываются за отделами.',
    en: 'Extensions, logins and numbers by which calls and dialogues find the person. One line, one person. Queues and company numbers belong to departments.',
  },
  since: { ru: 'Работает с', en: 'Works since' },
  state: { ru: 'Вход', en: 'Sign-in' },
  signsIn: { ru: 'есть', en: 'has one' },
  noSignIn: { ru: 'нет', en: 'none' },
  canSignIn: { ru: 'вход есть', en: 'can sign in' },
  cannotSignIn: { ru: 'входа нет', en: 'no sign-in' },
  left: { ru: 'не работает', en: 'has left' },
  noLines: {
    ru: {
      one: 'Нет линии: {names}. Звонки этого человека некому приписать.',
      few: 'Нет линий: {names}. Звонки этих людей некому приписать.',
      many: 'Нет линий: {names}. Звонки этих людей некому приписать.',
    },
    en: {
      one: 'No line: {names}. This person’s calls can’t be told from others’.',
      other: 'No lines: {names}. These people’s calls can’t be told from others’.',
    },
  },
  andMore: { ru: '{names} и ещё {more}', en: '{names} and {more} more' },
})

const inSales = (person: Employee) => person.active && (person.role === 'manager' || person.role === 'senior')

export default function PeopleScreen() {
  const t = useTexts(texts)
  const roleName = useTexts(roleTexts)
  const format = useFormat()
  const { slug } = useWorkspace()
  const manages = useCan()('people.manage')
  const departments = useDepartments()
  const [open, setOpen] = useState<
    { readonly kind: 'person' | 'invite'; readonly employee: Employee | null } | { readonly kind: 'departments' } | null
  >(null)
  const query = useQuery(api.employees.list.queryOptions({ input: { workspace: slug } }))
  const close = () => setOpen(null)

  const namesOf = (people: readonly Employee[]) => {
    const names = people
      .slice(0, 3)
      .map((person) => person.name)
      .join(', ')
    return people.length > 3 ? t('andMore', { names, more: people.length - 3 }) : names
  }
  /** Under its heading one word is enough; a card on a phone has no headings. */
  const state = (row: Employee, alone = false) =>
    !row.active ? (
      <Badge color="gray">{t('left')}</Badge>
    ) : row.signsIn ? (
      t(alone ? 'canSignIn' : 'signsIn')
    ) : manages ? (
      <Button
        variant="subtle"
        size="compact-xs"
        leftSection={<IconSend size={13} stroke={1.6} />}
        onClick={() => setOpen({ kind: 'invite', employee: row })}
      >
        {t('invite')}
      </Button>
    ) : (
      <span className="lk-quiet">{t(alone ? 'cannotSignIn' : 'noSignIn')}</span>
    )

  const columns: Column<Employee>[] = [
    {
      key: 'name',
      title: t('name'),
      cell: (row) => (
        <div className={styles.person}>
          <span>{row.name}</span>
          {row.email ? <span className="lk-quiet">{row.email}</span> : null}
        </div>
      ),
      sortBy: (row) => row.name,
    },
    { key: 'role', title: t('role'), cell: (row) => roleName(row.role), sortBy: (row) => roleName(row.role) },
    {
      key: 'department',
      title: t('department'),
      cell: (row) => departments.nameOf(row.departmentId) ?? <span className="lk-quiet">—</span>,
      sortBy: (row) => departments.nameOf(row.departmentId),
    },
    {
      key: 'lines',
      title: t('lines'),
      explain: <Explain title={t('lines')} definition={t('linesWhat')} />,
      cell: (row) => <Lines lines={row.lines} />,
      sortBy: (row) => row.lines[0] ?? null,
    },
    {
      key: 'since',
      title: t('since'),
      cell: (row) => <span className="lk-num">{format.date(row.hiredOn)}</span>,
      sortBy: (row) => row.hiredOn,
      wideOnly: true,
    },
    {
      key: 'state',
      title: t('state'),
      cell: (row) => state(row),
      sortBy: (row) => Number(row.active) + Number(row.signsIn),
    },
  ]

  return (
    <Page
      title={t('title')}
      actions={
        manages ? (
          <>
            <Button variant="default" onClick={() => setOpen({ kind: 'departments' })}>
              {t('departments')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconPlus size={14} />}
              onClick={() => setOpen({ kind: 'person', employee: null })}
            >
              {t('add')}
            </Button>
            <Button leftSection={<IconSend size={14} />} onClick={() => setOpen({ kind: 'invite', employee: null })}>
              {t('invite')}
            </Button>
          </>
        ) : undefined
      }
    >
      <Loaded query={query} rows={10}>
        {(people) => {
          const lineless = people.filter((person) => inSales(person) && person.lines.length === 0)
          return (
            <Stack gap="sm">
              {lineless.length > 0 ? (
                <Verdict tone="look">{t('noLines', { count: lineless.length, names: namesOf(lineless) })}</Verdict>
              ) : null}
              <Panel flush>
                <DataTable
                  label={t('title')}
                  rows={people}
                  rowKey={(row) => row.id}
                  columns={columns}
                  rowTone={(row) => (row.active ? undefined : 'quiet')}
                  onOpen={manages ? (employee) => setOpen({ kind: 'person', employee }) : undefined}
                  card={(row) => (
                    <div className={cards.card}>
                      <Group justify="space-between" wrap="nowrap">
                        <strong>{row.name}</strong>
                        {state(row, true)}
                      </Group>
                      <span className="lk-quiet">
                        {[roleName(row.role), departments.nameOf(row.departmentId)].filter(Boolean).join(' · ')}
                      </span>
                      {row.lines.length > 0 ? <Lines lines={row.lines} /> : null}
                    </div>
                  )}
                />
              </Panel>
            </Stack>
          )
        }}
      </Loaded>
      {manages ? <Invitations /> : null}
      {open?.kind === 'person' ? <EmployeeDialog employee={open.employee} onClose={close} /> : null}
      {open?.kind === 'invite' ? <InviteDialog employee={open.employee} onClose={close} /> : null}
      {open?.kind === 'departments' ? <DepartmentsDialog onClose={close} /> : null}
    </Page>
  )
}

const Lines = ({ lines }: { lines: readonly string[] }) =>
  lines.length === 0 ? (
    <span className="lk-quiet">—</span>
  ) : (
    <span className={styles.lines}>
      {lines.map((line) => (
        <span key={line} className={styles.line}>
          {line}
        </span>
      ))}
    </span>
  )
