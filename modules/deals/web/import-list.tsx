import { useQuery } from '@tanstack/react-query'
import { useFormat, useTexts, useWorkspace } from '../../../platform/web/index.ts'
import { UploadList } from '../../../platform/web/upload/index.ts'
import { api } from './api.ts'
import { texts } from './texts.ts'

/** Files of deals that were uploaded; each can be taken back. */
export function ImportList({ canUndo }: { canUndo: boolean }) {
  const t = useTexts(texts)
  const format = useFormat()
  const { slug } = useWorkspace()
  const query = useQuery(api.imports.queryOptions({ input: { workspace: slug } }))
  return (
    <UploadList
      query={query}
      columns={[
        { key: 'created', title: t('fresh'), align: 'end', cell: (row) => format.number(row.created) },
        { key: 'updated', title: t('updated'), align: 'end', cell: (row) => format.number(row.updated) },
        { key: 'skipped', title: t('skipped'), align: 'end', cell: (row) => format.number(row.skipped) },
      ]}
      undo={canUndo ? ({ id }) => api.undo.call({ workspace: slug, id }) : undefined}
      undoSure={({ fileName, created }) => t('undoSure', { file: fileName, count: created })}
      changes={api.key()}
    />
  )
}
