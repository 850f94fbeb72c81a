import { Badge, Button, Group } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  type Column,
  Confirm,
  DataTable,
  defineTexts,
  Loaded,
  Panel,
  toastError,
  useFormat,
  useTexts,
} from '../../../../platform/web/index.ts'
import styles from '../parts/cards.module.css'
import { currentSession, endOtherSessions, endSession, listSessions, type OpenSession } from './accounts.ts'
import { deviceName } from './device.ts'

const texts = defineTexts({
  title: { ru: 'Где вы вошли', en: 'Where you are signed in' },
  device: { ru: 'Устройство', en: 'Device' },
  unknown: { ru: 'Неизвестное устройство', en: 'Unknown device' },
  address: { ru: 'Адрес', en: 'Address' },
  since: { ru: 'Вход', en: 'Signed in' },
  here: { ru: 'этот браузер', en: 'this browser' },
  end: { ru: 'Завершить', en: 'Sign out' },
  endOthers: { ru: 'Выйти на всех остальных', en: 'Sign out everywhere else' },
  sure: { ru: 'На остальных устройствах придётся войти заново.', en: 'Other devices will have to sign in again.' },
})

const sessionsKey = ['account sessions']

export function SessionsPanel() {
  const t = useTexts(texts)
  const format = useFormat()
  const queries = useQueryClient()
  const [ending, setEnding] = useState(false)
  const query = useQuery({
    queryKey: sessionsKey,
    queryFn: async () => {
      const [sessions, here] = await Promise.all([listSessions(), currentSession()])
      return { sessions: [...sessions].sort((a, b) => b.updatedAt.localeCompare(a.updatedAt)), here }
    },
  })
  const again = () => queries.invalidateQueries({ queryKey: sessionsKey })
  const here = query.data?.here
  const device = (row: OpenSession) => (
    <>
      {deviceName(row.userAgent) ?? t('unknown')} {row.token === here ? <Badge>{t('here')}</Badge> : null}
    </>
  )
  const end = (row: OpenSession) =>
    row.token === here ? null : (
      <Button
        variant="subtle"
        color="gray"
        size="compact-xs"
        onClick={() => endSession(row.token).then(again, toastError)}
      >
        {t('end')}
      </Button>
    )
  const card = (row: OpenSession) => (
    <Group justify="space-between" wrap="nowrap">
      <div className={styles.card}>
        <span>{device(row)}</span>
        <span className="lk-quiet">{[format.dateTime(row.createdAt), row.ipAddress].filter(Boolean).join(' · ')}</span>
      </div>
      {end(row)}
    </Group>
  )
  const columns: Column<OpenSession>[] = [
    {
      key: 'device',
      title: t('device'),
      cell: device,
    },
    { key: 'address', title: t('address'), cell: (row) => row.ipAddress || '—', wideOnly: true },
    { key: 'since', title: t('since'), cell: (row) => format.dateTime(row.createdAt), sortBy: (row) => row.createdAt },
    {
      key: 'end',
      title: '',
      align: 'end',
      cell: end,
    },
  ]
  return (
    <Panel
      flush
      title={t('title')}
      actions={
        (query.data?.sessions.length ?? 0) > 1 ? (
          <Button variant="default" size="compact-xs" onClick={() => setEnding(true)}>
            {t('endOthers')}
          </Button>
        ) : undefined
      }
    >
      <Loaded query={query} rows={2}>
        {({ sessions }) => (
          <DataTable
            label={t('title')}
            rows={sessions}
            rowKey={(row) => row.token}
            columns={columns}
            maxHeight="340px"
            card={card}
          />
        )}
      </Loaded>
      <Confirm
        opened={ending}
        onClose={() => setEnding(false)}
        title={t('endOthers')}
        action={t('endOthers')}
        onConfirm={async () => {
          await endOtherSessions()
          await again()
        }}
      >
        {t('sure')}
      </Confirm>
    </Panel>
  )
}
