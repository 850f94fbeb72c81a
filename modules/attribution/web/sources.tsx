import { SegmentedControl } from '@mantine/core'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  defineTexts,
  Empty,
  FilterSelect,
  Loaded,
  Page,
  Panel,
  ReportBar,
  useFormat,
  useLive,
  useTexts,
  useWorkspace,
} from '../../../platform/web/index.ts'
import type { SourcesReport } from '../contract.ts'
import { api } from './api.ts'
import { SourceCharts } from './sources/charts.tsx'
import { DisputedPart } from './sources/disputed.tsx'
import { ExportMenu } from './sources/export-menu.tsx'
import { LevelSwitch } from './sources/level-switch.tsx'
import { PathBar } from './sources/path-bar.tsx'
import styles from './sources/sources.module.css'
import { SourceTable } from './sources/table.tsx'
import { useFilterOptions } from './sources/use-filter-options.ts'
import { sourceColumns, useSourcesAddress } from './sources/use-sources-address.ts'
import { SourceVerdicts } from './sources/verdicts.tsx'

const texts = defineTexts({
  title: { ru: 'Источники × классы', en: 'Sources × classes' },
  lead: {
    ru: 'Чем оказались обращения клиентов и откуда они пришли. Норма мусора — {norm}.',
    en: 'What clients’ interactions turned out to be, and where they came from. The norm of junk is {norm}.',
  },
  kind: { ru: 'Канал', en: 'Channel' },
  department: { ru: 'Отдел', en: 'Department' },
  byGroup: { ru: 'Группы', en: 'Groups' },
  byClass: { ru: 'Классы', en: 'Classes' },
  byMoney: { ru: 'Деньги', en: 'Money' },
  columns: { ru: 'Столбцы: группы, классы или деньги', en: 'Columns: groups, classes or money' },
  nothing: { ru: 'За эти дни обращений нет', en: 'No interactions in these days' },
  nothingHow: {
    ru: 'Выберите другой период или уберите фильтры. Источник приходит вместе с обращением: из коллтрекинга, вебхука или файла.',
    en: 'Choose another period or clear the filters. The source comes with the contact: from call tracking, a webhook or a file.',
  },
})

/** Marketing's main screen: the table of sources by class, its verdict first. */
export default function SourcesScreen() {
  const t = useTexts(texts)
  const format = useFormat()
  const { slug } = useWorkspace()
  const address = useSourcesAddress()
  const options = useFilterOptions()
  const queries = useQueryClient()
  useLive('interactions', () => void queries.invalidateQueries({ queryKey: api.reports.sources.key() }))
  const query = useQuery(
    api.reports.sources.queryOptions({
      input: { workspace: slug, ...address.filter, level: address.level },
      placeholderData: keepPreviousData,
    }),
  )
  return (
    <Page
      title={t('title')}
      lead={
        query.data
          ? t('lead', {
              norm: format.percent(
                query.data.norm,
                query.data.norm * 100 === Math.round(query.data.norm * 100) ? 0 : 1,
              ),
            })
          : undefined
      }
      actions={<ExportMenu filter={address.filter} level={address.level} />}
      bar={
        <ReportBar
          filters={['source', 'campaign', 'placement', 'keyword', 'kind', 'department', 'class', 'group', 'employee']}
        >
          <FilterSelect name="kind" label={t('kind')} options={options.kinds} />
          {options.departments.length > 1 ? (
            <FilterSelect name="department" label={t('department')} options={options.departments} />
          ) : null}
        </ReportBar>
      }
    >
      <Loaded query={query} rows={10}>
        {(report) =>
          report.rows.length === 0 ? (
            <Empty title={t('nothing')}>{t('nothingHow')}</Empty>
          ) : (
            <Content report={report} address={address} />
          )
        }
      </Loaded>
    </Page>
  )
}

function Content({ report, address }: { report: SourcesReport; address: ReturnType<typeof useSourcesAddress> }) {
  const t = useTexts(texts)
  return (
    <div className={styles.content}>
      <SourceVerdicts report={report} />
      <DisputedPart report={report} said={address.said} onSaid={address.setSaid} />
      <Panel
        flush
        title={<PathBar report={report} onOpen={address.open} />}
        actions={
          <>
            <LevelSwitch level={report.level} levels={address.levels} onChange={address.show} />
            <SegmentedControl
              size="xs"
              aria-label={t('columns')}
              value={address.columns}
              onChange={(value) => address.setColumns(sourceColumns.find((columns) => columns === value) ?? 'groups')}
              data={[
                { value: 'groups', label: t('byGroup') },
                { value: 'classes', label: t('byClass') },
                ...(report.dealsKnown ? [{ value: 'money', label: t('byMoney') }] : []),
              ]}
            />
          </>
        }
      >
        <SourceTable
          report={report}
          columns={report.dealsKnown || address.columns !== 'money' ? address.columns : 'groups'}
          onOpen={address.openRow}
        />
      </Panel>
      <SourceCharts report={report} />
    </div>
  )
}
