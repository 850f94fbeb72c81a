import {
  DataTable,
  Empty,
  GoLink,
  KeyFigure,
  KeyFigures,
  Panel,
  useFormat,
  useInteractionsLink,
  useTexts,
  Verdict,
  Verdicts,
} from '../../../platform/web/index.ts'
import type { CallsReport } from '../contract.ts'
import type { ColumnContext } from './column-context.ts'
import { explainTexts } from './explain-texts.ts'
import { GapVerdict } from './gap-verdict.tsx'
import { behind, type Figure, type Owner } from './links.ts'
import styles from './people.module.css'
import { type CallsRow, peopleColumns } from './people-columns.tsx'
import { PersonCard } from './person-card.tsx'
import { Pictures } from './pictures.tsx'
import { texts } from './texts.ts'
import { verdictTexts } from './verdict-texts.ts'

const order = { proven: 0, possible: 1, too_little: 2, none: 3 } as const

/** The report, once it has come. */
export function PeopleReport({ report }: { report: CallsReport }) {
  const t = useTexts(texts)
  const explain = useTexts(explainTexts)
  const format = useFormat()
  const link = useInteractionsLink()
  const linkTo = (owner: Owner, figure: Figure) => {
    const filter = behind(report.filter, owner, figure)
    return filter ? link(filter) : null
  }
  const context: ColumnContext = { t, explain, format, linkTo }
  if (report.total.calls === 0) return <Empty title={t('empty')}>{t('emptyText')}</Empty>
  const several = report.departments.length > 1
  const rows = peopleRows(report, t, several)
  return (
    <div className={styles.stack}>
      <Sentences report={report} linkTo={linkTo} />
      <Totals report={report} context={context} />
      <Panel flush title={t('people')}>
        <DataTable
          label={t('people')}
          rows={rows}
          rowKey={(row) => row.key}
          columns={peopleColumns(context, {
            all: report.total,
            totals: rows.length > 1,
            pace: report.comparisons.length > 0,
          })}
          defaultSort={{ key: 'calls', down: true }}
          card={(row) => <PersonCard row={row} all={report.total} context={context} />}
          rowTone={(row) => (row.owner.kind === 'nobody' ? 'quiet' : undefined)}
        />
      </Panel>
      {several ? (
        <Panel flush title={t('departments')}>
          <DataTable
            label={t('departments')}
            rows={departmentRows(report, t('noDepartment'))}
            rowKey={(row) => row.key}
            columns={peopleColumns(context, { all: report.total, totals: false, pace: false }).map((column) =>
              column.key === 'name' ? { ...column, title: t('department') } : column,
            )}
            defaultSort={{ key: 'calls', down: true }}
            card={(row) => <PersonCard row={row} all={report.total} context={context} />}
          />
        </Panel>
      ) : null}
      <Pictures report={report} />
    </div>
  )
}

function Sentences({ report, linkTo }: { report: CallsReport; linkTo: ColumnContext['linkTo'] }) {
  const t = useTexts(verdictTexts)
  const comparisons = [...report.comparisons].sort(
    (a, b) => order[a.period?.verdict ?? 'none'] - order[b.period?.verdict ?? 'none'],
  )
  const missed = report.nobody?.missed ?? 0
  const missedLink = linkTo({ kind: 'nobody' }, 'missed')
  if (comparisons.length === 0 && missed === 0 && report.people.length < 2) return null
  return (
    <Verdicts>
      {comparisons.length === 0 && report.people.length > 1 ? <Verdict>{t('nobodyToCompare')}</Verdict> : null}
      {comparisons.map((comparison) => (
        <GapVerdict key={`${comparison.departmentId} ${comparison.role}`} report={report} comparison={comparison} />
      ))}
      {missed > 0 ? (
        <Verdict
          tone="look"
          detail={t('missedNobodyDetail')}
          action={missedLink ? <GoLink href={missedLink}>{t('open')}</GoLink> : null}
        >
          {t('missedNobody', { count: missed })}
        </Verdict>
      ) : null}
    </Verdicts>
  )
}

function Totals({ report, context }: { report: CallsReport; context: ColumnContext }) {
  const { t, format, linkTo } = context
  const { total } = report
  const href = (figure: Figure) => linkTo({ kind: 'all' }, figure) ?? undefined
  return (
    <KeyFigures>
      <KeyFigure label={t('callsTotal')} value={format.number(total.calls)} href={href('calls')} />
      <KeyFigure
        label={t('missedShare')}
        value={format.percent(total.inbound > 0 ? total.missed / total.inbound : null, 1)}
        note={t('ofInbound', { missed: total.missed, inbound: total.inbound })}
        href={href('missed')}
      />
      <KeyFigure
        label={t('talkTotal')}
        value={t('hours', { hours: Math.round(total.talkSeconds / 3600) })}
        note={t('averageNote', { time: format.clock(total.averageTalkSeconds) })}
        href={href('talked')}
      />
      <KeyFigure
        label={t('uniqueTotal')}
        value={format.number(total.uniqueNumbers)}
        note={
          total.callsPerNumber === null ? null : t('perNumberNote', { ratio: format.number(total.callsPerNumber, 1) })
        }
        href={href('calls')}
      />
    </KeyFigures>
  )
}

function peopleRows(report: CallsReport, t: ColumnContext['t'], several: boolean): CallsRow[] {
  const people = report.people.map(
    (person): CallsRow => ({
      key: `${person.employeeId} ${person.departmentId}`,
      name: person.name,
      note: several ? (person.department ?? t('noDepartment')) : null,
      newcomer: person.newcomer,
      owner: { kind: 'person', employeeId: person.employeeId, departmentId: person.departmentId },
      figures: person,
      pace: person.pace,
    }),
  )
  if (!report.nobody) return people
  const nobody: CallsRow = {
    key: 'nobody',
    name: t('nobody'),
    note: t('nobodyNote'),
    newcomer: false,
    owner: { kind: 'nobody' },
    figures: report.nobody,
    pace: null,
  }
  return [...people, nobody]
}

const departmentRows = (report: CallsReport, none: string): CallsRow[] =>
  report.departments.map((department) => ({
    key: department.departmentId ?? 'none',
    name: department.department ?? none,
    note: null,
    newcomer: false,
    owner: { kind: 'department', departmentId: department.departmentId },
    figures: department,
    pace: null,
  }))
