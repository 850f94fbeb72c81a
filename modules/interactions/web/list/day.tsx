import { addDays, localDay } from '../../../../kernel/time.ts'
import { defineTexts, useFormat, useTexts, useWorkspace } from '../../../../platform/web/index.ts'

const texts = defineTexts({
  today: { ru: 'Сегодня', en: 'Today' },
  yesterday: { ru: 'Вчера', en: 'Yesterday' },
})

/** A day of the company's calendar, by name where it is near. */
export function Day({ day }: { day: string }) {
  const t = useTexts(texts)
  const format = useFormat()
  const { timezone } = useWorkspace()
  const today = localDay(new Date(), timezone)
  const name = day === today ? t('today') : day === addDays(today, -1) ? t('yesterday') : null
  return (
    <>
      {name ? <strong>{name}</strong> : null} <span>{format.longDate(day)}</span>
    </>
  )
}
