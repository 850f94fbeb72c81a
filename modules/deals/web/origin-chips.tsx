import { Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { defineTexts, moduleApi, useReportFilter, useTexts, useWorkspace } from '../../../platform/web/index.ts'
import type { contract } from '../../interactions/contract.ts'
import styles from './deals.module.css'

const record = moduleApi<typeof contract>('interactions')

/** Filters by origin, which come with a link of the report of sources. */
export const originLevels = ['source', 'campaign', 'placement', 'keyword'] as const

const texts = defineTexts({
  source: { ru: 'Источник', en: 'Source' },
  campaign: { ru: 'Кампания', en: 'Campaign' },
  placement: { ru: 'Площадка', en: 'Placement' },
  keyword: { ru: 'Ключ', en: 'Keyword' },
  noName: { ru: 'не указано', en: 'not named' },
  remove: { ru: 'Убрать фильтр «{name}»', en: 'Remove the filter “{name}”' },
})

/** The origins that the list is narrowed to; each can be taken away. */
export function OriginChips() {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const filter = useReportFilter()
  const given = originLevels.filter((level) => filter.list(level).length > 0)
  const ids = given.flatMap((level) => filter.list(level)).filter((id) => id !== 'none')
  const { data: names } = useQuery(
    record.originNames.queryOptions({ input: { workspace: slug, ids }, enabled: ids.length > 0, staleTime: 600_000 }),
  )
  const nameOf = (id: string) => (id === 'none' ? t('noName') : (names?.find((item) => item.id === id)?.name ?? '…'))
  return given.map((level) => {
    const label = `${t(level)}: ${filter.list(level).map(nameOf).join(', ')}`
    return (
      <Button
        key={level}
        size="xs"
        variant="light"
        className={styles.chip}
        aria-label={t('remove', { name: label })}
        rightSection={<IconX size={13} stroke={1.8} />}
        onClick={() => filter.set({ [level]: null })}
      >
        {label}
      </Button>
    )
  })
}
