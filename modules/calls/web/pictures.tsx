import {
  Chart,
  Empty,
  Explain,
  Panel,
  useFormat,
  useGo,
  useInteractionsLink,
  useTexts,
} from '../../../platform/web/index.ts'
import type { CallsReport } from '../contract.ts'
import { explainTexts } from './explain-texts.ts'
import { behind, behindHour, type Figure } from './links.ts'
import styles from './people.module.css'
import { texts } from './texts.ts'

/** What each person's calls are made of, and when calls are missed. */
export const Pictures = ({ report }: { report: CallsReport }) => (
  <div className={styles.pictures}>
    <Composition report={report} />
    <MissedHours report={report} />
  </div>
)

const parts = ['outbound', 'answered', 'missed', 'internal'] as const
const openedBy: Record<(typeof parts)[number], Figure> = {
  outbound: 'outbound',
  answered: 'inbound',
  missed: 'missed',
  internal: 'internal',
}

function Composition({ report }: { report: CallsReport }) {
  const t = useTexts(texts)
  const format = useFormat()
  const link = useInteractionsLink()
  const go = useGo()
  const people = report.people.slice(0, 40)
  const key = (person: (typeof people)[number]) => `${person.employeeId} ${person.departmentId ?? ''}`
  return (
    <Panel title={t('whoCalls')}>
      <Chart
        label={t('whoCalls')}
        spec={{
          kind: 'bars',
          across: true,
          stacked: true,
          categories: people.map((person) => ({ key: key(person), label: person.name })),
          series: [
            { key: 'outbound', label: t('outboundFull'), values: people.map((person) => person.outbound) },
            {
              key: 'answered',
              label: t('answeredInbound'),
              values: people.map((person) => person.inbound - person.missed),
            },
            { key: 'missed', label: t('missedInbound'), values: people.map((person) => person.missed), tone: 'look' },
            {
              key: 'internal',
              label: t('internalFull'),
              values: people.map((person) => person.internal),
              tone: 'quiet',
            },
          ],
          format: (value) => format.number(value),
        }}
        onSelect={({ category, series }) => {
          const person = people.find((candidate) => key(candidate) === category)
          const part = parts.find((name) => name === series)
          if (!person || !part) return
          const owner = { kind: 'person', employeeId: person.employeeId, departmentId: person.departmentId } as const
          const filter = behind(report.filter, owner, openedBy[part])
          if (filter) go(link(part === 'answered' ? { ...filter, missed: false } : filter))
        }}
      />
    </Panel>
  )
}

function MissedHours({ report }: { report: CallsReport }) {
  const t = useTexts(texts)
  const explain = useTexts(explainTexts)
  const format = useFormat()
  const link = useInteractionsLink()
  const go = useGo()
  const missed = report.hours.filter((hour) => hour.missed > 0)
  const hint = <Explain title={t('missedByHour')} definition={explain('hours')} />
  if (missed.length === 0)
    return (
      <Panel title={t('missedByHour')} hint={hint}>
        <Empty title={t('noMissed')} />
      </Panel>
    )
  const first = Math.min(...report.hours.map((hour) => hour.hour))
  const last = Math.max(...report.hours.map((hour) => hour.hour))
  const hours = Array.from({ length: last - first + 1 }, (_, i) => first + i)
  const weekdays = [1, 2, 3, 4, 5, 6, 7]
  const at = new Map(report.hours.map((hour) => [`${hour.weekday} ${hour.hour}`, hour.missed]))
  return (
    <Panel title={t('missedByHour')} hint={hint}>
      <Chart
        label={t('missedByHourLabel')}
        spec={{
          kind: 'heat',
          rows: weekdays.map((day) => ({ key: String(day), label: format.weekday(day) })),
          categories: hours.map((hour) => ({ key: String(hour), label: String(hour) })),
          values: weekdays.map((day) => hours.map((hour) => at.get(`${day} ${hour}`) ?? null)),
          format: (value) => format.number(value),
        }}
        onSelect={({ category, series }) => {
          const filter = behindHour(report.filter, Number(series), Number(category))
          if (filter) go(link(filter))
        }}
      />
    </Panel>
  )
}
