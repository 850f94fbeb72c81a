import { Checkbox, Switch, TextInput } from '@mantine/core'
import { useFormat, useTexts, useWorkspace } from '../../../../platform/web/index.ts'
import type { Week } from '../../rules.ts'
import styles from './settings.module.css'
import { settingsTexts } from './texts.ts'

const office = { from: 9 * 60, to: 18 * 60 }
const officeWeek: Week = [office, office, office, office, office, null, null]

const clockOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** `24:00` is written 00:00 by the browser's field: as an end it means midnight. */
function minutesOf(text: string, end: boolean): number | null {
  const [hours, minutes] = text.split(':').map(Number)
  if (hours === undefined || minutes === undefined || Number.isNaN(hours + minutes)) return null
  const all = hours * 60 + minutes
  return end && all === 0 ? 1440 : all
}

/** Working hours by weekday; null is around the clock. */
export function WeekFields({ week, onChange }: { week: Week | null; onChange: (week: Week | null) => void }) {
  const t = useTexts(settingsTexts)
  const format = useFormat()
  const { timezone } = useWorkspace()
  const change = (day: number, hours: Week[number]) =>
    onChange((week ?? officeWeek).map((one, i) => (i === day ? hours : one)))
  return (
    <fieldset className={styles.week}>
      <legend>
        {t('hours')} <span className="lk-quiet">{t('zone', { zone: timezone })}</span>
      </legend>
      <Switch
        label={t('always')}
        checked={week === null}
        onChange={(event) => onChange(event.currentTarget.checked ? null : officeWeek)}
      />
      {week?.map((hours, day) => {
        const name = format.weekday(day + 1)
        return (
          <div key={name} className={styles.day}>
            <Checkbox
              label={name}
              checked={hours !== null}
              onChange={(event) => change(day, event.currentTarget.checked ? office : null)}
            />
            {hours ? (
              <>
                <TextInput
                  type="time"
                  aria-label={`${name}, ${t('from')}`}
                  value={clockOf(hours.from)}
                  onChange={(event) => {
                    const from = minutesOf(event.currentTarget.value, false)
                    if (from !== null) change(day, { ...hours, from })
                  }}
                />
                –
                <TextInput
                  type="time"
                  aria-label={`${name}, ${t('to')}`}
                  value={clockOf(hours.to)}
                  onChange={(event) => {
                    const to = minutesOf(event.currentTarget.value, true)
                    if (to !== null) change(day, { ...hours, to })
                  }}
                />
              </>
            ) : null}
          </div>
        )
      })}
    </fieldset>
  )
}
