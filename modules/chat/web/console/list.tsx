import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Empty, Loading, useTexts, useWorkspace } from '../../../../platform/web/index.ts'
import { api, type Row } from '../api.ts'
import { chatTexts } from '../texts.ts'
import styles from './console.module.css'
import type { Shown } from './desk.ts'
import { ListRow } from './row.tsx'

export const shows = ['mine', 'queue', 'open', 'closed'] as const
export type Show = (typeof shows)[number]

/** The dialogues of a tab: who waits longest comes first, then the latest. */
export function rowsOf(shown: Shown, show: Show, employeeId: string | null): Row[] {
  const fits = (row: Row): boolean => {
    if (row.state !== 'open') return false
    if (show === 'mine') return row.employee !== null && row.employee.id === employeeId
    return show === 'open' || row.employee === null
  }
  return [...shown.rows.values()].filter(fits).sort((a, b) => {
    if (a.waitingSince && b.waitingSince) return a.waitingSince.localeCompare(b.waitingSince)
    if (a.waitingSince || b.waitingSince) return a.waitingSince ? -1 : 1
    return b.lastAt.localeCompare(a.lastAt)
  })
}

const emptyTitles = { mine: 'emptyMine', queue: 'emptyQueue', open: 'emptyOpen', closed: 'emptyClosed' } as const

interface ListProps {
  readonly shown: Shown
  readonly show: Show
  readonly rows: readonly Row[]
  readonly chosen: string | null
  readonly onShow: (show: Show) => void
  readonly onOpen: (id: string) => void
}

export function DialogueList({ shown, show, rows, chosen, onShow, onOpen }: ListProps) {
  const t = useTexts(chatTexts)
  const { slug, employeeId } = useWorkspace()
  const closed = useQuery(
    api.list.queryOptions({ input: { workspace: slug, show: 'closed', limit: 100 }, enabled: show === 'closed' }),
  )
  const listed = show === 'closed' ? (closed.data?.items ?? []) : rows
  const loading = show === 'closed' ? closed.isPending : !shown.loaded
  const count = (name: Show): string => {
    const found = name === 'closed' ? 0 : rowsOf(shown, name, employeeId).length
    return found > 0 ? ` ${found}` : ''
  }
  return (
    <div className={styles.list}>
      <SegmentedControl
        fullWidth
        value={show}
        aria-label={t('title')}
        onChange={(value) => onShow(value as Show)}
        data={shows.map((value) => ({ value, label: `${t(value)}${count(value)}` }))}
      />
      {loading ? (
        <Loading rows={8} />
      ) : listed.length === 0 ? (
        <Empty title={t(emptyTitles[show])}>{show === 'closed' ? null : t('emptyText')}</Empty>
      ) : (
        <ol className={styles.rows} aria-label={t('title')}>
          {listed.map((row) => (
            <ListRow key={row.id} row={row} chosen={row.id === chosen} onOpen={onOpen} />
          ))}
        </ol>
      )}
    </div>
  )
}
