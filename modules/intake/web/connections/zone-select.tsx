import { Select } from '@mantine/core'
import { useMemo } from 'react'
import { defineTexts, useTexts } from '../../../../platform/web/index.ts'

const texts = defineTexts({
  label: { ru: 'Часовой пояс в кабинете оператора', en: 'Time zone in the provider’s cabinet' },
  hint: {
    ru: 'Оператор пишет время без пояса; от этого зависят часы звонков.',
    en: 'The provider writes times without a zone; the hours of calls depend on it.',
  },
})

/** The zone of times that come without one. */
export function ZoneSelect(props: {
  readonly value: string
  readonly onChange: (zone: string) => void
  /** Where it is not a provider’s cabinet that tells the time. */
  readonly label?: string | undefined
  readonly hint?: string | undefined
}) {
  const { value, onChange, label, hint } = props
  const t = useTexts(texts)
  const zones = useMemo(() => [...new Set([value, ...Intl.supportedValuesOf('timeZone')])], [value])
  return (
    <Select
      label={label ?? t('label')}
      description={hint ?? t('hint')}
      data={zones}
      value={value}
      onChange={(zone) => zone && onChange(zone)}
      searchable
      limit={200}
      allowDeselect={false}
    />
  )
}
