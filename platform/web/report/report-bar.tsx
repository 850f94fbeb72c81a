import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { defineTexts, useTexts } from '../texts/texts.ts'
import { PeriodPicker } from './period-picker.tsx'
import styles from './report-bar.module.css'
import { useReportFilter } from './use-report-filter.ts'

const texts = defineTexts({
  filters: { ru: 'Период и фильтры', en: 'Period and filters' },
  clear: { ru: 'Сбросить фильтры', en: 'Clear filters' },
})

/** The bar that every report shares: the period, then the filters given as children, then what stands at the end. */
export function ReportBar({
  children,
  end,
  filters = [],
}: {
  children?: ReactNode
  end?: ReactNode
  /** Names of the filters of this screen: when any is set, a button clears them. */
  filters?: readonly string[]
}) {
  const t = useTexts(texts)
  const filter = useReportFilter()
  const filtered = filters.some((name) => filter.list(name).length > 0)
  return (
    <section className={styles.bar} aria-label={t('filters')}>
      <PeriodPicker period={filter.period} onChange={filter.setPeriod} />
      {children}
      {filtered ? (
        <Button variant="subtle" color="gray" onClick={filter.clear}>
          {t('clear')}
        </Button>
      ) : null}
      {end ? <div className={styles.end}>{end}</div> : null}
    </section>
  )
}
