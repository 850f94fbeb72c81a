import { useFormat, useTexts, useWorkspace, Verdict } from '../../../../platform/web/index.ts'
import type { SpendPreview } from '../../contract.ts'
import { exportTexts } from './export-texts.ts'
import styles from './spend.module.css'

type Recognised = NonNullable<SpendPreview['recognised']>

/** What was recognised of an export, its total beside its rows, and what each day brings. */
export function ExportVerdicts({ recognised, days }: { recognised: Recognised; days: SpendPreview['days'] }) {
  const t = useTexts(exportTexts)
  const format = useFormat()
  const { currency } = useWorkspace()
  const { totals } = recognised
  const written = recognised.currencies.length === 1 ? (recognised.currencies[0]?.currency ?? currency) : currency
  const money = (hundredths: number | null) => format.money(hundredths, written, true)
  const foreign = recognised.currencies.flatMap((one) =>
    one.currency !== currency && one.rate === null ? [one.currency] : [],
  )
  const levels = recognised.levels.map((level) => t(level)).join(', ')
  return (
    <>
      <Verdict
        detail={[
          recognised.sheet ? t('sheet', { name: recognised.sheet }) : t('headingRow', { row: recognised.headingRow }),
          levels ? t('levels', { levels }) : t('noCampaigns'),
        ].join(' · ')}
      >
        {t('recognised', { system: t(recognised.system) })}
      </Verdict>
      {totals.verdict === 'equal' ? (
        <Verdict tone="fine">{t('equal', { total: money(totals.own) })}</Verdict>
      ) : totals.verdict === 'rounding' ? (
        <Verdict tone="fine" detail={t('roundingDetail')}>
          {t('rounding', { total: money(totals.own), difference: money(totals.difference) })}
        </Verdict>
      ) : totals.verdict === 'differs' ? (
        <Verdict tone="act" detail={t('differsDetail')}>
          {t('differs', { total: money(totals.own), rows: money(totals.rows), difference: money(totals.difference) })}
        </Verdict>
      ) : (
        <Verdict>{t(recognised.currencies.length > 1 ? 'severalCurrencies' : 'noTotal')}</Verdict>
      )}
      {foreign.map((one) => (
        <Verdict key={one} tone="act">
          {t('noRate', { currency: one })}
        </Verdict>
      ))}
      {recognised.cut ? <Verdict tone="look">{t('cut')}</Verdict> : null}
      {recognised.doubled > 0 ? (
        <Verdict tone="look">{t('doubled', { amount: format.money(recognised.doubled, undefined, true) })}</Verdict>
      ) : null}
      {recognised.unmatchedCampaigns > 0 ? (
        <Verdict tone="look" detail={t('unmatchedDetail')}>
          {t('unmatched', {
            count: recognised.unmatchedCampaigns,
            amount: format.money(recognised.unmatched, undefined, true),
          })}
        </Verdict>
      ) : null}
      {days.length > 0 ? <Days days={days} /> : null}
    </>
  )
}

/** What each day brings, beside one another as in a calendar. */
function Days({ days }: { days: SpendPreview['days'] }) {
  const t = useTexts(exportTexts)
  const format = useFormat()
  return (
    <details className={styles.days}>
      <summary>{t('byDay', { count: days.length })}</summary>
      <ul>
        {days.map(({ day, amount }) => (
          <li key={day}>
            <span className="lk-quiet">{format.date(day)}</span>
            <span className="lk-num">{format.money(amount, undefined, true)}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
