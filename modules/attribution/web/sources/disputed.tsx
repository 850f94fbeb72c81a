import { NativeSelect, SegmentedControl } from '@mantine/core'
import {
  defineTexts,
  FigureLink,
  type FilterValues,
  useInteractionsLink,
  usePhone,
  useTexts,
} from '../../../../platform/web/index.ts'
import type { SourcesReport } from '../../contract.ts'
import styles from './sources.module.css'
import { type WordOn, wordsOn } from './use-sources-address.ts'

const texts = defineTexts({
  whose: { ru: 'Чьи классы считать', en: 'Whose classes to count' },
  now: { ru: 'Как сейчас', en: 'As they stand' },
  sales: { ru: 'Как сказали продажи', en: 'As sales said' },
  marketing: { ru: 'Как сказал маркетинг', en: 'As marketing said' },
  disputed: {
    ru: { one: 'В споре {count} обращение', few: 'В споре {count} обращения', many: 'В споре {count} обращений' },
    en: { one: '{count} contact is in dispute', other: '{count} contacts are in dispute' },
  },
})

/** How much is in dispute, and whose word the figures count. */
export function DisputedPart({
  report,
  said,
  onSaid,
}: {
  report: SourcesReport
  said: WordOn
  onSaid: (word: WordOn) => void
}) {
  const t = useTexts(texts)
  const phone = usePhone()
  const link = useInteractionsLink()
  const data = wordsOn.map((value) => ({ value, label: t(value) }))
  const choose = (value: string) => onSaid(wordsOn.find((one) => one === value) ?? 'now')
  const { said: _, ...filter } = report.filter
  return (
    <div className={styles.disputed}>
      {phone ? (
        <NativeSelect
          size="xs"
          aria-label={t('whose')}
          value={said}
          data={data}
          onChange={(event) => choose(event.currentTarget.value)}
        />
      ) : (
        <SegmentedControl size="xs" aria-label={t('whose')} value={said} onChange={choose} data={data} />
      )}
      {report.disputed > 0 ? (
        <FigureLink href={link({ ...filter, review: ['disputed'] } as FilterValues)}>
          {t('disputed', { count: report.disputed })}
        </FigureLink>
      ) : null}
    </div>
  )
}
