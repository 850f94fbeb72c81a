import { Button, Menu, SegmentedControl } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  FilterSelect,
  Loaded,
  moduleApi,
  Page,
  ReportBar,
  useLanguage,
  useLive,
  useReportFilter,
  useTexts,
  useWorkspace,
  writeSearch,
} from '../../../platform/web/index.ts'
import type { contract as workspacesContract } from '../../workspaces/contract.ts'
import type { ComparedBy, contract } from '../contract.ts'
import { PeopleReport } from './people-report.tsx'
import { texts } from './texts.ts'

const api = moduleApi<typeof contract>('calls')
const workspaces = moduleApi<typeof workspacesContract>('workspaces')
const ways: readonly ComparedBy[] = ['calls', 'outbound', 'talks']

/** «Менеджеры: звонки». */
export default function PeopleScreen() {
  const t = useTexts(texts)
  const { slug, role, departmentId } = useWorkspace()
  const filter = useReportFilter()
  const { from, to } = filter.period
  const by = ways.find((way) => way === filter.one('by')) ?? 'calls'
  const question = { from, to, by, department: [...filter.list('department')] }
  const query = useQuery(
    api.reports.calls.queryOptions({
      input: { workspace: slug, ...question },
      placeholderData: keepPreviousData,
    }),
  )
  const queries = useQueryClient()
  useLive('interactions', () => void queries.invalidateQueries({ queryKey: api.reports.calls.key() }))
  const departments = useQuery(workspaces.departments.list.queryOptions({ input: { workspace: slug } }))
  const seesOthers = role !== 'manager' && role !== 'senior' && !(role === 'head' && departmentId)
  const options = (departments.data ?? []).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Page
      title={t('title')}
      actions={<Download slug={slug} question={question} />}
      bar={
        <ReportBar
          filters={['department']}
          end={
            <SegmentedControl
              size="xs"
              aria-label={t('comparedBy')}
              data={ways.map((way) => ({ value: way, label: t(`by_${way}`) }))}
              value={by}
              onChange={(value) => filter.set({ by: value === 'calls' ? null : value })}
            />
          }
        >
          {seesOthers && options.length > 1 ? (
            <FilterSelect name="department" label={t('department')} options={options} />
          ) : null}
        </ReportBar>
      }
    >
      <Loaded query={query} rows={10}>
        {(report) => <PeopleReport report={report} />}
      </Loaded>
    </Page>
  )
}

function Download({ slug, question }: { slug: string; question: Readonly<Record<string, unknown>> }) {
  const t = useTexts(texts)
  const language = useLanguage()
  const href = (format: string) =>
    `/api/v1/workspaces/${encodeURIComponent(slug)}/reports/calls/file${writeSearch({ ...question, format, language })}`
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={15} stroke={1.6} />}>
          {t('export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(['xlsx', 'csv'] as const).map((format) => (
          <Menu.Item key={format} component="a" href={href(format)} download>
            {format.toUpperCase()}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
