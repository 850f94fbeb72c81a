import { Button, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch, IconUpload } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { wilson } from '../../../kernel/statistics/proportions.ts'
import {
  Empty,
  Explain,
  KeyFigure,
  KeyFigures,
  Loaded,
  More,
  Page,
  ReportBar,
  useCan,
  useFormat,
  useReportFilter,
  useTexts,
  useWorkspace,
} from '../../../platform/web/index.ts'
import { type DealOutcome, dealOutcomes, dealSystems } from '../rules.ts'
import { api } from './api.ts'
import { DealDialog } from './card/deal-dialog.tsx'
import { DealTable } from './deal-table.tsx'
import styles from './deals.module.css'
import { ImportDialog } from './import-dialog.tsx'
import { ImportList } from './import-list.tsx'
import { OriginChips, originLevels } from './origin-chips.tsx'
import { texts } from './texts.ts'

/** Deals of the CRM: what came in, from whom, and whether their clients are in the record. */
export default function DealsScreen() {
  const t = useTexts(texts)
  const can = useCan()('deals.manage')
  const { slug } = useWorkspace()
  const filter = useReportFilter()
  const [uploading, setUploading] = useState(false)
  const outcome = dealOutcomes.find((known) => known === filter.one('outcome'))
  const system = dealSystems.find((known) => known === filter.one('system'))
  const opened = filter.one('deal')
  const text = filter.one('text') ?? ''
  const origins = Object.fromEntries(
    originLevels.flatMap((level) => (filter.list(level).length > 0 ? [[level, [...filter.list(level)]]] : [])),
  ) as Partial<Record<(typeof originLevels)[number], string[]>>
  const find = useDebouncedCallback((value: string) => filter.set({ text: value.trim() || null }), 300)
  const { from, to } = filter.period
  const query = useInfiniteQuery(
    api.list.infiniteOptions({
      input: (after: string | undefined) => ({
        workspace: slug,
        from,
        to,
        limit: 50,
        ...(outcome && { outcome }),
        ...(system && { system }),
        ...(text && { text }),
        ...origins,
        ...(after && { after }),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        can ? (
          <Button leftSection={<IconUpload size={15} stroke={1.8} />} onClick={() => setUploading(true)}>
            {t('upload')}
          </Button>
        ) : undefined
      }
      bar={
        <ReportBar filters={['outcome', 'system', 'text', ...originLevels]}>
          <SegmentedControl
            size="xs"
            aria-label={t('outcome')}
            value={outcome ?? 'all'}
            onChange={(value) => filter.set({ outcome: value === 'all' ? null : value })}
            data={[{ value: 'all', label: t('all') }, ...dealOutcomes.map((value) => ({ value, label: t(value) }))]}
          />
          <Select
            size="xs"
            aria-label={t('system')}
            className={styles.system}
            value={system ?? 'all'}
            onChange={(value) => filter.set({ system: value === 'all' ? null : value })}
            allowDeselect={false}
            data={[
              { value: 'all', label: t('anySystem') },
              ...dealSystems.map((value) => ({ value, label: t(`system_${value}`) })),
            ]}
          />
          <TextInput
            key={text === '' ? 'empty' : 'filled'}
            placeholder={t('find')}
            aria-label={t('find')}
            className={styles.find}
            leftSection={<IconSearch size={14} stroke={1.6} />}
            defaultValue={text}
            onChange={(event) => find(event.currentTarget.value)}
          />
          <OriginChips />
        </ReportBar>
      }
    >
      <div className={styles.content}>
        <Loaded query={query} rows={8}>
          {({ pages }) =>
            pages[0]?.count ? (
              <div className={styles.content}>
                <Outcomes outcomes={pages[0].outcomes} />
                <DealTable
                  deals={pages.flatMap((page) => page.deals)}
                  more={<More query={query} />}
                  onOpen={({ id }) => filter.set({ deal: id })}
                />
              </div>
            ) : (
              <Empty title={t('nothing')}>{t('nothingHow')}</Empty>
            )
          }
        </Loaded>
        <ImportList canUndo={can} />
      </div>
      {opened ? <DealDialog id={opened} onClose={() => filter.set({ deal: null })} /> : null}
      {uploading ? <ImportDialog onClose={() => setUploading(false)} /> : null}
    </Page>
  )
}

function Outcomes({ outcomes }: { outcomes: readonly { outcome: DealOutcome; deals: number; amount: number }[] }) {
  const t = useTexts(texts)
  const format = useFormat()
  const countOf = (outcome: DealOutcome) => outcomes.find((one) => one.outcome === outcome)?.deals ?? 0
  const closed = countOf('won') + countOf('lost')
  const share = wilson(countOf('won'), closed)
  return (
    <KeyFigures>
      {dealOutcomes.map((outcome) => {
        const found = outcomes.find((one) => one.outcome === outcome)
        return (
          <KeyFigure
            key={outcome}
            label={t(outcome)}
            value={format.number(found?.deals ?? 0)}
            note={format.money(Math.round((found?.amount ?? 0) / 100) * 100)}
          />
        )
      })}
      <KeyFigure
        label={t('wonShare')}
        value={share ? format.percent(share.share, 1) : '—'}
        note={
          share ? t('wonRange', { low: format.percent(share.low, 1), high: format.percent(share.high, 1) }) : undefined
        }
        explain={
          <Explain
            title={t('wonShare')}
            definition={t('wonWhat')}
            formula={t('wonFormula')}
            sample={t('deals', { count: closed })}
            source="Wilson 1927"
          />
        }
      />
    </KeyFigures>
  )
}
