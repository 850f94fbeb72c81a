import { useQuery } from '@tanstack/react-query'
import { type Column, DataTable, Panel, useFormat, useTexts, useWorkspace } from '../../../../platform/web/index.ts'
import { api } from '../api.ts'
import styles from '../classification.module.css'
import { words } from './texts.ts'
import { usePlaceName } from './use-place-name.ts'

type Decision = Awaited<ReturnType<typeof api.junk.decisions.call>>[number]

/** What was decided, by whom, and the share of junk before and since; nothing where nothing was. */
export function Decisions() {
  const t = useTexts(words)
  const format = useFormat()
  const { slug } = useWorkspace()
  const nameOf = usePlaceName()
  const { data } = useQuery(api.junk.decisions.queryOptions({ input: { workspace: slug } }))
  if (!data || data.length === 0) return null
  const share = ({ junk, of, interval }: Decision['after']) =>
    interval ? (
      <span className={styles.row}>
        <span>{format.percent(interval.share, 1)}</span>
        <span className="lk-quiet">
          {format.percent(interval.low, 1)}–{format.percent(interval.high, 1)}, {t('of', { junk, of })}
        </span>
      </span>
    ) : (
      <span className="lk-quiet">—</span>
    )
  const place = (row: Decision) => (
    <span className={styles.row}>
      <span className="lk-quiet">{t(row.dimension)}</span>
      <span>{nameOf(row)}</span>
    </span>
  )
  const said = (row: Decision) => (
    <span className={styles.row}>
      <span>{t(row.decision)}</span>
      {row.note ? <span>{row.note}</span> : null}
      <span className="lk-quiet">
        {row.by} · {format.date(row.at)}
      </span>
    </span>
  )
  const verdict = ({ verdict: what }: Decision) => (
    <span className={styles.state} data-tone={what === 'less' ? 'fine' : what === 'more' ? 'act' : undefined}>
      {t(what)}
    </span>
  )
  const columns: Column<Decision>[] = [
    { key: 'where', title: t('where'), cell: place },
    { key: 'decision', title: t('decision'), cell: said },
    { key: 'before', title: t('before'), cell: ({ before }) => share(before) },
    { key: 'after', title: t('after'), cell: ({ after }) => share(after) },
    { key: 'verdict', title: '', cell: verdict },
  ]
  return (
    <Panel flush title={t('decisions')}>
      <DataTable
        label={t('decisions')}
        rows={data}
        rowKey={({ id }) => id}
        columns={columns}
        card={(row) => (
          <span className={styles.card}>
            {place(row)}
            {said(row)}
            {share(row.before)}
            {share(row.after)}
            {verdict(row)}
          </span>
        )}
      />
    </Panel>
  )
}
