import { Button } from '@mantine/core'
import { type QueryKey, type UseQueryResult, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useFormat } from '../format/use-format.ts'
import { Confirm } from '../parts/confirm.tsx'
import { Panel } from '../parts/page.tsx'
import { Loaded } from '../parts/states.tsx'
import type { Column } from '../table/column.ts'
import { DataTable } from '../table/data-table.tsx'
import { useActorName } from '../texts/product-texts.ts'
import { useTexts } from '../texts/texts.ts'
import { texts } from './texts.ts'

/** A file that was brought in, as far as all files are alike; times are ISO strings. */
interface Upload {
  readonly id: string
  readonly fileName: string
  readonly createdBy: string
  readonly createdAt: string
  readonly undoneAt: string | null
}

interface UploadListProps<Row extends Upload> {
  readonly query: UseQueryResult<readonly Row[], unknown>
  /** What each file brought: they stand between its name and who uploaded it. */
  readonly columns: readonly Column<Row>[]
  /** Left out for those who may not take a file back. */
  readonly undo?: (row: Row) => Promise<unknown>
  /** What taking a file back does, as a sentence. */
  readonly undoSure: (row: Row) => string
  /** Queries that are asked again when a file was taken back. */
  readonly changes: QueryKey
}

/** Files that were uploaded; each can be taken back. Nothing at all while there are none. */
export function UploadList<Row extends Upload>({ query, columns, undo, undoSure, changes }: UploadListProps<Row>) {
  const t = useTexts(texts)
  const format = useFormat()
  const nameOf = useActorName()
  const queries = useQueryClient()
  const [undoing, setUndoing] = useState<Row | null>(null)
  return (
    <Loaded query={query} rows={2}>
      {(uploads) =>
        uploads.length === 0 ? null : (
          <Panel flush title={t('uploads')}>
            <DataTable
              label={t('uploads')}
              rows={uploads}
              rowKey={(row) => row.id}
              rowTone={(row) => (row.undoneAt ? 'quiet' : undefined)}
              columns={[
                { key: 'file', title: t('file'), cell: (row) => row.fileName },
                ...columns,
                {
                  key: 'who',
                  title: t('who'),
                  cell: (row) => `${nameOf(row.createdBy)}, ${format.dateTime(row.createdAt)}`,
                  wideOnly: true,
                },
                {
                  key: 'undo',
                  title: '',
                  align: 'end',
                  cell: (row) =>
                    row.undoneAt ? (
                      <span className="lk-quiet">{t('undone')}</span>
                    ) : undo ? (
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
                  await undo?.(undoing)
                  await queries.invalidateQueries({ queryKey: changes })
                }}
              >
                {undoSure(undoing)}
              </Confirm>
            ) : null}
          </Panel>
        )
      }
    </Loaded>
  )
}
