import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { ConnectionMenu } from '../../../../platform/web/connection/connection-menu.tsx'
import {
  DataTable,
  Loaded,
  Panel,
  toast,
  toastError,
  useFormat,
  useTexts,
  useWorkspace,
} from '../../../../platform/web/index.ts'
import type { AdConnection } from '../../contract.ts'
import { api } from '../api.ts'
import type { Shown } from './connection-dialog.tsx'
import { connectionTexts } from './connection-texts.ts'
import styles from './spend.module.css'

const ConnectionDialog = lazy(() => import('./connection-dialog.tsx'))

/** Advertising systems that are read over their APIs: how that goes, and connecting one. */
export function ConnectionList({ canManage, beside }: { canManage: boolean; beside?: ReactNode }) {
  const t = useTexts(connectionTexts)
  const format = useFormat()
  const { slug } = useWorkspace()
  const [editing, setEditing] = useState<Shown | 'new' | null>(null)
  const query = useQuery(api.spend.connections.queryOptions({ input: { workspace: slug } }))
  return (
    <Loaded query={query} rows={2}>
      {({ connections, systems }) =>
        connections.length === 0 && !canManage ? null : (
          <Panel
            flush={connections.length > 0}
            title={t('title')}
            actions={
              <>
                {beside}
                {canManage ? (
                  <Button
                    variant="subtle"
                    size="xs"
                    leftSection={<IconPlus size={14} stroke={1.8} />}
                    onClick={() => setEditing('new')}
                  >
                    {t('connect')}
                  </Button>
                ) : null}
              </>
            }
          >
            {connections.length === 0 ? (
              <p className="lk-quiet">{t('nothing')}</p>
            ) : (
              <DataTable
                label={t('title')}
                rows={connections}
                rowKey={({ id }) => id}
                rowTone={({ active, state }) => (!active ? 'quiet' : state === 'failing' ? 'act' : undefined)}
                columns={[
                  {
                    key: 'name',
                    title: t('name'),
                    cell: (row) => (
                      <span className={styles.campaign}>
                        <span>{row.name}</span>
                        <span className="lk-quiet">{t(row.system)}</span>
                      </span>
                    ),
                  },
                  { key: 'state', title: t('state'), cell: (row) => <State connection={row} /> },
                  {
                    key: 'ok',
                    title: t('lastOk'),
                    cell: (row) => (row.lastOkAt ? format.dateTime(row.lastOkAt) : t('never')),
                    wideOnly: true,
                  },
                  {
                    key: 'next',
                    title: t('next'),
                    cell: (row) => (row.active ? format.dateTime(row.nextAt) : ''),
                    wideOnly: true,
                  },
                  ...(canManage
                    ? [
                        {
                          key: 'do',
                          title: '',
                          align: 'end' as const,
                          cell: (row: Shown) => <Doing connection={row} onEdit={() => setEditing(row)} />,
                        },
                      ]
                    : []),
                ]}
              />
            )}
            <Suspense fallback={null}>
              {editing ? (
                <ConnectionDialog
                  connection={editing === 'new' ? null : editing}
                  systems={systems}
                  onClose={() => setEditing(null)}
                />
              ) : null}
            </Suspense>
          </Panel>
        )
      }
    </Loaded>
  )
}

const reasons = ['refused', 'busy', 'unexpected'] as const

/** The state in a word; of a failure what it means, and what the system itself said. */
function State({ connection }: { connection: Pick<AdConnection, 'active' | 'state' | 'lastError'> }) {
  const t = useTexts(connectionTexts)
  const { active, state, lastError } = connection
  if (!active) return <span className="lk-quiet">{t('off')}</span>
  const reason = reasons.find((one) => lastError?.startsWith(`${one}: `))
  return (
    <span className={styles.campaign}>
      <span>{state === 'failing' && reason ? t(reason) : t(state)}</span>
      {state === 'failing' && lastError ? (
        <span className="lk-quiet">{reason ? lastError.slice(reason.length + 2) : lastError}</span>
      ) : null}
    </span>
  )
}

function Doing({ connection, onEdit }: { connection: Shown; onEdit: () => void }) {
  const t = useTexts(connectionTexts)
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const again = () => queries.invalidateQueries({ queryKey: api.key() })
  const readNow = useMutation(
    api.spend.readNow.mutationOptions({
      onSuccess: () => {
        toast(t('queued'))
        return again()
      },
      onError: toastError,
    }),
  )
  const toggle = useMutation(api.spend.changeConnection.mutationOptions({ onSuccess: again, onError: toastError }))
  const { id, name, active } = connection
  return (
    <span className={styles.match}>
      {active ? (
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          loading={readNow.isPending}
          onClick={() => readNow.mutate({ workspace: slug, id })}
        >
          {t('readNow')}
        </Button>
      ) : null}
      <ConnectionMenu
        name={name}
        active={active}
        onEdit={onEdit}
        onToggle={() => toggle.mutate({ workspace: slug, id, active: !active })}
        remove={() => api.spend.disconnect.call({ workspace: slug, id }).then(again)}
        words={{ secret: t('secret'), renewSure: '', removeSure: t('removeSure') }}
      />
    </span>
  )
}
