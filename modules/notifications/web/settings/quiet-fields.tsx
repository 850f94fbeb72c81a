import { Group, Switch, TextInput } from '@mantine/core'
import { defineTexts, useTexts } from '../../../../platform/web/index.ts'
import type { QuietHours } from '../../rules.ts'

const texts = defineTexts({
  quiet: { ru: 'Не присылать в тихие часы', en: 'Send nothing in quiet hours' },
  from: { ru: 'С', en: 'From' },
  to: { ru: 'До', en: 'To' },
  why: {
    ru: 'Письма этих часов придут одним письмом, когда они кончатся.',
    en: 'Letters of these hours come as one letter at their end.',
  },
})

const night: QuietHours = { from: 21 * 60, to: 9 * 60 }
const two = (value: number): string => String(value).padStart(2, '0')
const clock = (minutes: number): string => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`

/** Minutes of the day behind `HH:MM`; null while it is being typed. */
function minutesOf(text: string): number | null {
  const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(text) ?? []
  return hours === undefined || minutes === undefined ? null : Number(hours) * 60 + Number(minutes)
}

/** When somebody is not to be disturbed. */
export function QuietFields({
  quiet,
  onChange,
}: {
  quiet: QuietHours | null
  onChange: (quiet: QuietHours | null) => void
}) {
  const t = useTexts(texts)
  const set = (part: 'from' | 'to', text: string) => {
    const minutes = minutesOf(text)
    if (quiet && minutes !== null) onChange({ ...quiet, [part]: minutes })
  }
  return (
    <>
      <Switch
        label={t('quiet')}
        description={t('why')}
        checked={quiet !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? night : null)}
      />
      {quiet ? (
        <Group grow>
          {(['from', 'to'] as const).map((part) => (
            <TextInput
              key={part}
              type="time"
              required
              label={t(part)}
              value={clock(quiet[part])}
              onChange={(event) => set(part, event.currentTarget.value)}
            />
          ))}
        </Group>
      ) : null}
    </>
  )
}
