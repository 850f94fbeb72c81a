import { Button, Loader, Popover } from '@mantine/core'
import { IconCalendar, IconChevronDown } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useFormat } from '../format/use-format.ts'
import { defineTexts, useTexts } from '../texts/texts.ts'
import { type ChosenPeriod, type Period, type Preset, presets } from './period.ts'
import styles from './report-bar.module.css'

const PeriodCalendar = lazy(() => import('./period-calendar.tsx'))

const texts = defineTexts({
  period: { ru: 'Период: {period}', en: 'Period: {period}' },
  today: { ru: 'Сегодня', en: 'Today' },
  yesterday: { ru: 'Вчера', en: 'Yesterday' },
  '7d': { ru: '7 дней', en: '7 days' },
  '30d': { ru: '30 дней', en: '30 days' },
  '90d': { ru: '90 дней', en: '90 days' },
  month: { ru: 'Этот месяц', en: 'This month' },
  'last-month': { ru: 'Прошлый месяц', en: 'Last month' },
  quarter: { ru: 'Этот квартал', en: 'This quarter' },
  year: { ru: 'Год', en: 'Year' },
})

/** Chooses a named period or days in a calendar. */
export function PeriodPicker({
  period,
  onChange,
}: {
  period: ChosenPeriod
  onChange: (period: Preset | Period) => void
}) {
  const t = useTexts(texts)
  const format = useFormat()
  const [opened, setOpened] = useState(false)
  const days = format.period(period)
  const choose = (next: Preset | Period) => {
    onChange(next)
    setOpened(false)
  }
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          className={styles.trigger}
          leftSection={<IconCalendar size={15} stroke={1.6} />}
          rightSection={<IconChevronDown size={13} stroke={1.8} />}
          aria-label={t('period', { period: period.preset ? `${t(period.preset)}, ${days}` : days })}
          onClick={() => setOpened(!opened)}
        >
          {period.preset ? (
            <>
              {t(period.preset)} <span className={styles.days}>{days}</span>
            </>
          ) : (
            days
          )}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={styles.dropdown}>
        <div className={styles.presets}>
          {presets.map((preset) => (
            <button
              type="button"
              key={preset}
              aria-pressed={period.preset === preset}
              onClick={() => choose(preset)}
              data-autofocus={period.preset === preset || undefined}
            >
              {t(preset)}
            </button>
          ))}
        </div>
        <div className={styles.calendar}>
          <Suspense fallback={<Loader size="sm" />}>
            <PeriodCalendar period={period} onChange={choose} />
          </Suspense>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
