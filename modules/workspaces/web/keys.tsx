import { Badge, Button, Group } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  type Column,
  Confirm,
  DataTable,
  defineTexts,
  Empty,
  Loaded,
  Page,
  Panel,
  roleTexts,
  useFormat,
  useTexts,
  useWorkspace,
} from '../../../platform/web/index.ts'
import { api } from './api.ts'
import { KeyDialog } from './keys/key-dialog.tsx'
import styles from './parts/cards.module.css'
import { useDepartments } from './parts/use-departments.ts'

const texts = defineTexts({
  title: { ru: 'Ключи API', en: 'API keys' },
  lead: {
    ru: 'Ключ открывает API программе: со своей ролью, только в этой компании.',
    en: 'A key opens the API to a program: in a role of its own, in this company only.',
  },
  docs: { ru: 'Описание API', en: 'API reference' },
  add: { ru: 'Новый ключ', en: 'New key' },
  name: { ru: 'Для чего', en: 'What for' },
  role: { ru: 'Роль', en: 'Role' },
  key: { ru: 'Ключ', en: 'Key' },
  created: { ru: 'Создан', en: 'Created' },
  used: { ru: 'Последний вызов', en: 'Last call' },
  never: { ru: 'ещё не было', en: 'none yet' },
  revoke: { ru: 'Отозвать', en: 'Revoke' },
  revoked: { ru: 'отозван {when}', en: 'revoked {when}' },
  sure: {
    ru: 'Программы с ключом «{name}» перестанут работать сразу. Вернуть его нельзя.',
    en: 'Programs with the key “{name}” stop working at once. It can’t be brought back.',
  },
  empty: { ru: 'Ключей ещё нет', en: 'No keys yet' },
  emptyWhy: {
    ru: 'Ключ нужен, чтобы CRM, сайт или отчёты обращались к Лидоскопу без человека.',
    en: 'A key lets a CRM, a site or reports talk to Lidoskop without a person.',
  },
})

type Row = Awaited<ReturnType<typeof api.keys.list.call>>[number]

export default function KeysScreen() {
  const t = useTexts(texts)
  const roleName = useTexts(roleTexts)
  const format = useFormat()
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const departments = useDepartments()
  const [adding, setAdding] = useState(false)
  const [revoking, setRevoking] = useState<Row | null>(null)
  const query = useQuery(api.keys.list.queryOptions({ input: { workspace: slug } }))
  const addButton = (
    <Button leftSection={<IconPlus size={14} />} onClick={() => setAdding(true)}>
      {t('add')}
    </Button>
  )
  const state = (row: Row) =>
    row.revokedAt ? (
      <Badge color="gray">{t('revoked', { when: format.date(row.revokedAt) })}</Badge>
    ) : (
      <Button variant="subtle" color="gray" size="compact-xs" onClick={() => setRevoking(row)}>
        {t('revoke')}
      </Button>
    )
  const access = (row: Row) => [roleName(row.role), departments.nameOf(row.departmentId)].filter(Boolean).join(' · ')
  const columns: Column<Row>[] = [
    { key: 'name', title: t('name'), cell: (row) => row.name, sortBy: (row) => row.name },
    {
      key: 'role',
      title: t('role'),
      cell: access,
      sortBy: (row) => roleName(row.role),
    },
    { key: 'key', title: t('key'), cell: (row) => <code>{row.prefix}</code>, wideOnly: true },
    {
      key: 'created',
      title: t('created'),
      cell: (row) => format.date(row.createdAt),
      sortBy: (row) => row.createdAt,
      wideOnly: true,
    },
    {
      key: 'used',
      title: t('used'),
      cell: (row) => (row.lastUsedAt ? format.ago(row.lastUsedAt) : <span className="lk-quiet">{t('never')}</span>),
      sortBy: (row) => row.lastUsedAt,
    },
    { key: 'state', title: '', align: 'end', cell: state },
  ]
  return (
    <Page
      title={t('title')}
      lead={
        <>
          {t('lead')} <a href="/docs">{t('docs')}</a>
        </>
      }
      actions={query.data?.length ? addButton : null}
    >
      <Loaded query={query} rows={5}>
        {(keys) => (
          <Panel flush>
            <DataTable
              label={t('title')}
              rows={keys}
              rowKey={(row) => row.id}
              columns={columns}
              card={(row) => (
                <div className={styles.card}>
                  <Group justify="space-between" wrap="nowrap">
                    <strong>{row.name}</strong>
                    {state(row)}
                  </Group>
                  <span className="lk-quiet">
                    {access(row)} · <code>{row.prefix}</code>
                  </span>
                  <span className="lk-quiet">
                    {t('used')}: {row.lastUsedAt ? format.ago(row.lastUsedAt) : t('never')}
                  </span>
                </div>
              )}
              rowTone={(row) => (row.revokedAt ? 'quiet' : undefined)}
              empty={
                <Empty title={t('empty')} action={addButton}>
                  {t('emptyWhy')}
                </Empty>
              }
            />
          </Panel>
        )}
      </Loaded>
      {adding ? <KeyDialog onClose={() => setAdding(false)} /> : null}
      <Confirm
        opened={revoking !== null}
        onClose={() => setRevoking(null)}
        title={t('revoke')}
        action={t('revoke')}
        danger
        onConfirm={async () => {
          if (!revoking) return
          await api.keys.revoke.call({ workspace: slug, id: revoking.id })
          await queries.invalidateQueries({ queryKey: api.keys.key() })
        }}
      >
        {t('sure', { name: revoking?.name ?? '' })}
      </Confirm>
    </Page>
  )
}
