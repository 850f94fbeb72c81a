import '@mantine/dates/styles.layer.css'
import 'dayjs/locale/ru'
import { DatePicker, DatesProvider } from '@mantine/dates'
import { useState } from 'react'
import { useLanguage } from '../texts/language.ts'
import type { Period } from './period.ts'

/** Days chosen one by one. Loaded when the picker is opened. */
export default function PeriodCalendar({ period, onChange }: { period: Period; onChange: (period: Period) => void }) {
  const [range, setRange] = useState<[string | null, string | null]>([period.from, period.to])
  const change = (next: [string | null, string | null]) => {
    setRange(next)
    const [from, to] = next
    if (from && to) onChange({ from, to })
  }
  return (
    <DatesProvider settings={{ locale: useLanguage(), firstDayOfWeek: 1 }}>
      <DatePicker
        type="range"
        size="xs"
        // Red is for what somebody must act on, not for Sundays.
        weekendDays={[]}
        allowSingleDateInRange
        value={range}
        onChange={change}
        defaultDate={period.to}
      />
    </DatesProvider>
  )
}
