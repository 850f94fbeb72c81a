import { Badge, Button, Group } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  type Column,
  Confirm,
  DataTable,
  defineTexts,
  Panel,
  roleTexts,
  useFormat,
  useTexts,
  useWorkspace,
} from '../../../../platform/web/index.ts'
import { api } from '../api.ts'
import styles from '../parts/cards.module.css'

const texts = defineTexts({
  title: { ru: 'Приглашения', en: 'Invitations' },
  name: { ru: 'Кого', en: 'Who' },
  role: { ru: 'Роль', en: 'Role' },
  until: { ru: 'Действует до', en: 'Good until' },
  state: { ru: 'Состояние', en: 'State' },
  waiting: { ru: 'ждёт', en: 'waiting' },
  expired: { ru: 'истекло', en: 'expired' },
  revoked: { ru: 'отозвано', en: 'withdrawn' },
  accepted: { ru: 'принято', en: 'accepted' },
  revoke: { ru: 'Отозвать', en: 'Withdraw' },
  sure: { ru: 'Ссылка для {name} перестанет открываться.', en: 'The link for {name} will no longer open.' },
})

type Row = Awaited<ReturnType<typeof api.invitations.list.call>>[number]

/** Invitations that are not yet people: those that wait, and the last ones that came to nothing. */
export function Invitations() {
  const t = useTexts(texts)
  const roleName = useTexts(roleTexts)
  const format = useFormat()
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const [revoking, setRevoking] = useState<Row | null>(null)
  const { data = [] } = useQuery(api.invitations.list.queryOptions({ input: { workspace: slug } }))
  const open = data.filter((row) => row.state !== 'accepted' && row.state !== 'revoked').slice(0, 20)
  if (open.length === 0) return null

  const state = (row: Row) => <Badge color={row.state === 'waiting' ? 'petrol' : 'gray'}>{t(row.state)}</Badge>
  const revoke = (row: Row) =>
    row.state === 'waiting' ? (
      <Button variant="subtle" color="gray" size="compact-xs" onClick={() => setRevoking(row)}>
        {t('revoke')}
      </Button>
    ) : null
  const columns: Column<Row>[] = [
    {
      key: 'name',
      title: t('name'),
      cell: (row) => (
        <>
          {row.name} <span className="lk-quiet">{row.email}</span>
        </>
      ),
      sortBy: (row) => row.name,
    },
    { key: 'role', title: t('role'), cell: (row) => roleName(row.role) },
    { key: 'until', title: t('until'), cell: (row) => format.dateTime(row.expiresAt), sortBy: (row) => row.expiresAt },
    {
      key: 'state',
      title: t('state'),
      cell: state,
    },
    {
      key: 'revoke',
      title: '',
      align: 'end',
      cell: revoke,
    },
  ]
  return (
    <Panel flush title={t('title')}>
      <DataTable
        label={t('title')}
        rows={open}
        rowKey={(row) => row.id}
        columns={columns}
        card={(row) => (
          <div className={styles.card}>
            <Group justify="space-between" wrap="nowrap">
              <strong>{row.name}</strong>
              {state(row)}
            </Group>
            <span className="lk-quiet">{row.email}</span>
            <Group justify="space-between" wrap="nowrap">
              <span className="lk-quiet">
                {roleName(row.role)} · {t('until')} {format.dateTime(row.expiresAt)}
              </span>
              {revoke(row)}
            </Group>
          </div>
        )}
      />
      <Confirm
        opened={revoking !== null}
        onClose={() => setRevoking(null)}
        title={t('revoke')}
        action={t('revoke')}
        onConfirm={async () => {
          if (!revoking) return
          await api.invitations.revoke.call({ workspace: slug, id: revoking.id })
          await queries.invalidateQueries({ queryKey: api.invitations.key() })
        }}
      >
        {t('sure', { name: revoking?.name ?? '' })}
      </Confirm>
    </Panel>
  )
}
