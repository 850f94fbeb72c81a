import { useQuery } from '@tanstack/react-query'
import { useFormat, useTexts, useWorkspace } from '../../../../platform/web/index.ts'
import { UploadList } from '../../../../platform/web/upload/index.ts'
import { api } from '../api.ts'
import { texts } from './texts.ts'

/** Files of spend that were uploaded; each can be taken back. */
export function ImportList({ canUndo }: { canUndo: boolean }) {
  const t = useTexts(texts)
  const format = useFormat()
  const { slug } = useWorkspace()
  const query = useQuery(api.spend.imports.queryOptions({ input: { workspace: slug } }))
  return (
    <UploadList
      query={query}
      columns={[
        {
          key: 'period',
          title: t('period'),
          cell: ({ firstDay, lastDay }) => (firstDay && lastDay ? format.period({ from: firstDay, to: lastDay }) : '—'),
        },
        { key: 'rows', title: t('rows'), align: 'end', cell: (row) => format.number(row.rows) },
        { key: 'skipped', title: t('skipped'), align: 'end', cell: (row) => format.number(row.skipped) },
        { key: 'amount', title: t('amount'), align: 'end', cell: (row) => format.money(row.amount, undefined, true) },
        {
          key: 'own',
          title: t('own'),
          align: 'end',
          cell: (row) => (row.ownTotal === null ? '' : format.number(row.ownTotal / 100, 2)),
          wideOnly: true,
        },
      ]}
      undo={canUndo ? ({ id }) => api.spend.undo.call({ workspace: slug, id }) : undefined}
      undoSure={({ fileName, amount }) => t('undoSure', { amount: format.money(amount), file: fileName })}
      changes={api.key()}
    />
  )
}
