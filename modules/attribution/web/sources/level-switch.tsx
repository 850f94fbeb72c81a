import { NativeSelect, SegmentedControl } from '@mantine/core'
import { defineTexts, usePhone, useTexts } from '../../../../platform/web/index.ts'
import type { OriginLevel } from '../../contract.ts'
import { pluralOf, words } from '../texts.ts'

const texts = defineTexts({ level: { ru: 'Что сравнивать', en: 'What to compare' } })

/** Which level of the tree stands in the rows. */
export function LevelSwitch({
  level,
  levels,
  onChange,
}: {
  level: OriginLevel
  levels: readonly OriginLevel[]
  onChange: (level: OriginLevel) => void
}) {
  const t = useTexts(texts)
  const word = useTexts(words)
  const phone = usePhone()
  const data = levels.map((value) => ({ value, label: word(pluralOf[value]) }))
  const choose = (value: string) => {
    const chosen = levels.find((one) => one === value)
    if (chosen) onChange(chosen)
  }
  if (levels.length < 2) return null
  return phone ? (
    <NativeSelect
      size="xs"
      aria-label={t('level')}
      value={level}
      data={data}
      onChange={(event) => choose(event.currentTarget.value)}
    />
  ) : (
    <SegmentedControl size="xs" aria-label={t('level')} value={level} data={data} onChange={choose} />
  )
}
