import { Button, Group } from '@mantine/core'
import { defineTexts, useFormat, useTexts, Verdict } from '../../../../../platform/web/index.ts'
import type { Choices, Recognition } from '../api.ts'

const texts = defineTexts({
  question: { ru: 'Когда это — «{example}»?', en: 'When is “{example}”?' },
  why: {
    ru: 'Дни и месяцы в файле можно переставить, и даты останутся верными. Выберите, как читать.',
    en: 'Days and months of the file can be swapped and the dates stay valid. Choose how to read them.',
  },
})

/** Asks how dates are meant where the file does not tell. */
export function DateQuestion({
  recognition,
  onChange,
}: {
  recognition: Recognition
  onChange: (change: Partial<Choices>) => void
}) {
  const t = useTexts(texts)
  const format = useFormat()
  const example = recognition.dateReadings[0]?.example ?? ''
  return (
    <Verdict
      tone="act"
      detail={t('why')}
      action={
        <Group gap="xs">
          {recognition.dateReadings.map(({ form, reads }) => (
            <Button key={form} variant="default" size="compact-sm" onClick={() => onChange({ dateForm: form })}>
              {format.longDate(reads)}
            </Button>
          ))}
        </Group>
      }
    >
      {t('question', { example })}
    </Verdict>
  )
}
