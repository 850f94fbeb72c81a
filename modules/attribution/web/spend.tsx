import { Button } from '@mantine/core'
import { IconPlus, IconUpload } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { daysOf } from '../../../kernel/time.ts'
import {
  Chart,
  Empty,
  KeyFigure,
  KeyFigures,
  Loaded,
  Page,
  Panel,
  ReportBar,
  useCan,
  useFormat,
  useReportFilter,
  useScreenLink,
  useTexts,
  useWorkspace,
} from '../../../platform/web/index.ts'
import { api } from './api.ts'
import { wholeUnits } from './money.ts'
import { CampaignList } from './spend/campaign-list.tsx'
import { ConnectionList } from './spend/connection-list.tsx'
import type { Entry } from './spend/entry.ts'
import { EntryList } from './spend/entry-list.tsx'
import { ImportList } from './spend/import-list.tsx'
import { OriginTable } from './spend/origin-table.tsx'
import styles from './spend/spend.module.css'
import { texts } from './spend/texts.ts'
import { VatRule } from './spend/vat-rule.tsx'

const ImportDialog = lazy(() => import('./spend/import-dialog.tsx'))
const EntryDialog = lazy(() => import('./spend/entry-dialog.tsx'))

/** Money spent on advertising: what there is, entering it, bringing it from files and taking that back. */
export default function SpendScreen() {
  const t = useTexts(texts)
  const can = useCan()('spend.manage')
  const { slug } = useWorkspace()
  const { period } = useReportFilter()
  const [entering, setEntering] = useState<Entry | 'new' | null>(null)
  const [uploading, setUploading] = useState(false)
  const query = useQuery(
    api.spend.summary.queryOptions({
      input: { workspace: slug, from: period.from, to: period.to },
      placeholderData: keepPreviousData,
    }),
  )
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      bar={<ReportBar filters={['origin']} />}
      actions={
        can ? (
          <>
            <Button
              variant="default"
              leftSection={<IconPlus size={15} stroke={1.8} />}
              onClick={() => setEntering('new')}
            >
              {t('enter')}
            </Button>
            <Button leftSection={<IconUpload size={15} stroke={1.8} />} onClick={() => setUploading(true)}>
              {t('upload')}
            </Button>
          </>
        ) : undefined
      }
    >
      <Loaded query={query} rows={8}>
        {(summary) => (
          <div className={styles.content}>
            {summary.rows.length === 0 ? (
              <Empty title={t('nothing')}>{t('nothingHow')}</Empty>
            ) : (
              <Summary summary={summary} period={period} />
            )}
            <CampaignList canMatch={can} />
            {summary.rows.length > 0 ? <EntryList onEdit={can ? setEntering : undefined} /> : null}
            <ConnectionList canManage={can} />
            <ImportList canUndo={can} />
            <VatRule canChange={can} />
          </div>
        )}
      </Loaded>
      <Suspense fallback={null}>
        {entering ? (
          <EntryDialog entry={entering === 'new' ? null : entering} onClose={() => setEntering(null)} />
        ) : null}
        {uploading ? <ImportDialog onClose={() => setUploading(false)} /> : null}
      </Suspense>
    </Page>
  )
}

interface SummaryData {
  total: number
  unassigned: number
  rows: { originId: string | null; origin: string[]; amount: number; entries: number }[]
  days: { day: string; amount: number }[]
}

function Summary({ summary, period }: { summary: SummaryData; period: { from: string; to: string } }) {
  const t = useTexts(texts)
  const format = useFormat()
  const screen = useScreenLink()
  const days = daysOf(period)
  const amounts = new Map(summary.days.map(({ day, amount }) => [day, amount]))
  return (
    <>
      <KeyFigures>
        <KeyFigure label={t('total')} value={format.money(summary.total)} />
        <KeyFigure label={t('perDay')} value={format.money(wholeUnits(Math.round(summary.total / days.length)))} />
        <KeyFigure
          label={t('unassigned')}
          value={format.money(summary.unassigned)}
          tone={summary.unassigned === 0 ? undefined : 'look'}
          href={summary.unassigned === 0 ? undefined : screen('ads/spend', { ...period, origin: 'none' })}
          note={summary.unassigned === 0 ? undefined : t('unassignedWhy')}
        />
        <KeyFigure
          label={t('entries')}
          value={format.number(summary.rows.reduce((sum, { entries }) => sum + entries, 0))}
        />
      </KeyFigures>
      {days.length > 1 ? (
        <Panel title={t('byDay')}>
          <Chart
            label={t('byDayLabel')}
            height={200}
            spec={{
              kind: 'bars',
              format: (value) => format.money(wholeUnits(value)),
              categories: days.map((day) => ({ key: day, label: format.date(day) })),
              series: [{ key: 'amount', label: t('total'), values: days.map((day) => amounts.get(day) ?? 0) }],
            }}
          />
        </Panel>
      ) : null}
      <OriginTable rows={summary.rows} total={summary.total} />
    </>
  )
}
