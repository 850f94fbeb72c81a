import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Confirm, DataTable, Loaded, Panel, useFormat, useTexts, useWorkspace } from '../../../platform/web/index.ts'
import { api } from './api.ts'
import { texts } from './texts.ts'

/** Files that were uploaded; each can be taken back. */
export function ImportList({ canUndo }: { canUndo: boolean }) {
  const t = useTexts(texts)
  const format = useFormat()
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const [undoing, setUndoing] = useState<{ id: string; fileName: string; created: number } | null>(null)
  const query = useQuery(api.imports.queryOptions({ input: { workspace: slug } }))
  return (
    <Loaded query={query} rows={2}>
      {(imports) =>
        imports.length === 0 ? null : (
          <Panel flush title={t('imports')}>
            <DataTable
              label={t('imports')}
              rows={imports}
              rowKey={(row) => row.id}
              rowTone={(row) => (row.undoneAt ? 'quiet' : undefined)}
              columns={[
                { key: 'file', title: t('file'), cell: (row) => row.fileName },
                { key: 'created', title: t('fresh'), align: 'end', cell: (row) => format.number(row.created) },
                { key: 'updated', title: t('updated'), align: 'end', cell: (row) => format.number(row.updated) },
                { key: 'skipped', title: t('skipped'), align: 'end', cell: (row) => format.number(row.skipped) },
                {
                  key: 'who',
                  title: t('who'),
                  cell: (row) => `${row.createdBy}, ${format.dateTime(row.createdAt)}`,
                  wideOnly: true,
                },
                {
                  key: 'undo',
                  title: '',
                  align: 'end',
                  cell: (row) =>
                    row.undoneAt ? (
                      <span className="lk-quiet">{t('undone')}</span>
                    ) : canUndo ? (
                      <Button variant="subtle" color="gray" size="compact-xs" onClick={() => setUndoing(row)}>
                        {t('undo')}
                      </Button>
                    ) : null,
                },
              ]}
            />
            {undoing ? (
              <Confirm
                opened
                onClose={() => setUndoing(null)}
                title={t('undoTitle')}
                action={t('undo')}
                danger
                onConfirm={async () => {
                  await api.undo.call({ workspace: slug, id: undoing.id })
                  await queries.invalidateQueries({ queryKey: api.key() })
                }}
              >
                {t('undoSure', { file: undoing.fileName, count: undoing.created })}
              </Confirm>
            ) : null}
          </Panel>
        )
      }
    </Loaded>
  )
}
