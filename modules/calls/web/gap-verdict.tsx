import type { Format } from '../../../platform/web/index.ts'
import { Explain, type Translate, useFormat, useTexts, Verdict } from '../../../platform/web/index.ts'
import type { CallsReport, Comparison, Finding } from '../contract.ts'
import { explainTexts } from './explain-texts.ts'
import { texts } from './texts.ts'
import { verdictTexts } from './verdict-texts.ts'

const tones = { proven: 'look', possible: 'plain', none: 'fine', too_little: 'plain' } as const

/** What may be said of the best and the worst of one department. */
export function GapVerdict({ report, comparison }: { report: CallsReport; comparison: Comparison }) {
  const t = useTexts(verdictTexts)
  const explain = useTexts(explainTexts)
  const common = useTexts(texts)
  const format = useFormat()
  const finding = comparison.period
  if (!finding) return null
  const confidence = format.percent(report.confidence)
  return (
    <Verdict
      tone={tones[finding.verdict]}
      detail={
        <>
          {details(t, format, report, comparison, finding).join(' ')}{' '}
          <Explain
            title={common('gap')}
            definition={explain('gap')}
            formula={explain('gapFormula')}
            interval={explain('gapInterval', { confidence })}
            source={explain('gapSource')}
          />
        </>
      }
    >
      {sentence(t, format, report, groupName(t, common, report, comparison), finding)}
    </Verdict>
  )
}

type T = Translate<typeof verdictTexts>

/** The department, and the task where several tasks of it are compared. */
function groupName(t: T, common: Translate<typeof texts>, report: CallsReport, comparison: Comparison): string {
  const department = comparison.department ?? common('noDepartment')
  const several = report.comparisons.filter((other) => other.departmentId === comparison.departmentId).length > 1
  if (!several) return department
  return `${department}, ${comparison.role === 'senior' ? t('task_senior') : t('task_manager')}`
}

/** A wait of more working days than this, a year, is no advice. */
const longestWait = 250

/** A gap as people say it: 62 % more, and from twice as much on 2.5 times. */
const more = (t: T, format: Format, gap: number): string =>
  gap < 1 ? t('moreByShare', { share: format.percent(gap) }) : t('moreTimes', { times: format.number(gap + 1, 1) })

function sentence(t: T, format: Format, report: CallsReport, group: string, finding: Finding): string {
  const values = {
    group,
    best: finding.best.name,
    worst: finding.worst.name,
    gap: format.percent(finding.gap),
    more: more(t, format, finding.gap),
    mark: format.percent(report.mark),
    what: t(`what_${report.by}`),
  }
  switch (finding.verdict) {
    case 'proven':
      return t('proven', values)
    case 'possible':
      return t('possible', values)
    case 'none':
      return t('none', values)
    case 'too_little':
      return t('tooLittle', values)
  }
}

function details(t: T, format: Format, report: CallsReport, comparison: Comparison, finding: Finding): string[] {
  const confidence = format.percent(report.confidence)
  const low = format.percent(finding.low)
  const parts = [
    finding.high === null
      ? t('atLeast', { confidence, low })
      : t('certain', { confidence, low, high: format.percent(finding.high) }),
    t('sample', { people: comparison.people, count: finding.days }),
  ]
  const { proof, best, worst } = finding
  if (finding.low > 0 && (proof.best.employeeId !== best.employeeId || proof.worst.employeeId !== worst.employeeId)) {
    parts.push(t('proof', { best: proof.best.name, worst: proof.worst.name }))
  }
  if (finding.daysNeeded !== null) {
    parts.push(finding.daysNeeded > longestWait ? t('streaks') : t('needed', { count: finding.daysNeeded }))
  }
  const pace = comparison.activeDay
  if (finding.verdict === 'proven' && pace && pace.verdict !== 'proven')
    parts.push(t('absence', { gap: format.percent(pace.gap) }))
  return parts
}
