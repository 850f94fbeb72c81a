import { ActionIcon, Button } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import {
  type Column,
  DataTable,
  Loaded,
  More,
  Panel,
  useFormat,
  useReportFilter,
  useTexts,
  useWorkspace,
} from '../../../../platform/web/index.ts'
import { api } from '../api.ts'
import type { Entry } from './entry.ts'
import { texts } from './texts.ts'

/** Every amount of the period, newest day first; those of one origin when the address names it. */
export function EntryList({ onEdit }: { onEdit?: (entry: Entry) => void }) {
  const t = useTexts(texts)
  const format = useFormat()
  const { slug } = useWorkspace()
  const filter = useReportFilter()
  const { from, to } = filter.period
  const origin = filter.one('origin')
  const query = useInfiniteQuery(
    api.spend.list.infiniteOptions({
      input: (after: string | undefined) => ({
        workspace: slug,
        from,
        to,
        limit: 20,
        ...(origin && { origin }),
        ...(after && { after }),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  const columns: Column<Entry>[] = [
    { key: 'day', title: t('day'), cell: (row) => format.date(row.day), width: 96 },
    { key: 'origin', title: t('origin'), cell: (row) => row.origin.join(' › ') || t('noOrigin') },
    { key: 'amount', title: t('amount'), align: 'end', cell: (row) => format.money(row.amount, undefined, true) },
    {
      key: 'note',
      title: t('note'),
      cell: (row) =>
        [
          row.note,
          row.kind && t(row.kind === 'rounding' ? 'roundingOf' : 'restOf'),
          row.period &&
            t('partOf', { amount: format.money(row.period.amount, undefined, true), days: format.period(row.period) }),
        ]
          .filter(Boolean)
          .join(' · '),
      wideOnly: true,
    },
    {
      key: 'from',
      title: t('from'),
      cell: (row) => <span className="lk-quiet">{row.importId ? t('fromFile') : t('byHand')}</span>,
      wideOnly: true,
    },
    ...(onEdit
      ? [
          {
            key: 'edit',
            title: '',
            width: 40,
            cell: (row: Entry) => (
              <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t('edit')} onClick={() => onEdit(row)}>
                <IconPencil size={15} stroke={1.6} />
              </ActionIcon>
            ),
          },
        ]
      : []),
  ]
  return (
    <Loaded query={query} rows={5}>
      {({ pages }) => {
        const entries = pages.flatMap((page) => page.entries)
        const name = origin === 'none' ? t('noOrigin') : entries[0]?.origin.join(' › ')
        return (
          <Panel
            flush
            title={t('list')}
            hint={
              <span className="lk-quiet">
                {format.number(pages[0]?.count)} · {format.money(pages[0]?.total)}
                {origin && name ? ` · ${t('only', { name })}` : ''}
              </span>
            }
            actions={
              origin ? (
                <Button variant="subtle" size="xs" onClick={() => filter.set({ origin: null })}>
                  {t('showAll')}
                </Button>
              ) : undefined
            }
          >
            <DataTable
              label={t('list')}
              rows={entries}
              rowKey={(row) => row.id}
              columns={columns}
              foot={<More query={query} />}
            />
          </Panel>
        )
      }}
    </Loaded>
  )
}
