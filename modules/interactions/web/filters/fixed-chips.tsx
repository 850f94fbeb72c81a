import { IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { defineTexts, useFormat, useReportFilter, useTexts, useWorkspace } from '../../../../platform/web/index.ts'
import { api } from '../api.ts'
import styles from './filters.module.css'

const texts = defineTexts({
  campaign: { ru: 'Кампания', en: 'Campaign' },
  placement: { ru: 'Площадка', en: 'Placement' },
  keyword: { ru: 'Ключ', en: 'Keyword' },
  customer: { ru: 'Один клиент', en: 'One client' },
  import: { ru: 'Один импорт', en: 'One import' },
  ourAddress: { ru: 'На номер', en: 'To' },
  missed: { ru: 'Пропущенные', en: 'Missed' },
  waiting: { ru: 'Не перезвонили', en: 'Not called back' },
  notMissed: { ru: 'Без пропущенных', en: 'Not missed' },
  saidBySales: { ru: 'Классы: как сказали продажи', en: 'Classes: as sales said' },
  saidByMarketing: { ru: 'Классы: как сказал маркетинг', en: 'Classes: as marketing said' },
  minTalk: { ru: 'Разговор от {time}', en: 'Talk from {time}' },
  maxTalk: { ru: 'Разговор до {time}', en: 'Talk up to {time}' },
  noName: { ru: 'не указано', en: 'not named' },
  remove: { ru: 'Убрать фильтр «{name}»', en: 'Remove the filter “{name}”' },
})

/** Filters that come with a link (a campaign of a report, one client, one import) and can only be taken away. */
export function FixedChips() {
  const t = useTexts(texts)
  const format = useFormat()
  const { slug } = useWorkspace()
  const filter = useReportFilter()
  const levels = ['campaign', 'placement', 'keyword'] as const
  const ids = levels.flatMap((level) => filter.list(level)).filter((id) => id !== 'none')
  const { data: names } = useQuery(
    api.originNames.queryOptions({ input: { workspace: slug, ids }, enabled: ids.length > 0, staleTime: 600_000 }),
  )
  const nameOf = (id: string) => (id === 'none' ? t('noName') : (names?.find((item) => item.id === id)?.name ?? '…'))
  const seconds = (name: string) => format.clock(Number(filter.one(name)))
  const chips: { name: string; label: string }[] = levels
    .filter((level) => filter.list(level).length > 0)
    .map((level) => ({ name: level, label: `${t(level)}: ${filter.list(level).map(nameOf).join(', ')}` }))
  for (const name of ['customer', 'import'] as const) if (filter.one(name)) chips.push({ name, label: t(name) })
  const ours = filter.list('ourAddress').map((one) => (one.startsWith('+') ? format.phone(one) : one))
  if (ours.length > 0) chips.push({ name: 'ourAddress', label: `${t('ourAddress')}: ${ours.join(', ')}` })
  const missed = filter.one('missed')
  if (missed) chips.push({ name: 'missed', label: missed === 'false' ? t('notMissed') : t('missed') })
  if (filter.one('waiting') === 'true') chips.push({ name: 'waiting', label: t('waiting') })
  const said = filter.one('said')
  if (said) chips.push({ name: 'said', label: t(said === 'sales' ? 'saidBySales' : 'saidByMarketing') })
  if (filter.one('minTalk')) chips.push({ name: 'minTalk', label: t('minTalk', { time: seconds('minTalk') }) })
  if (filter.one('maxTalk')) chips.push({ name: 'maxTalk', label: t('maxTalk', { time: seconds('maxTalk') }) })
  return chips.map(({ name, label }) => (
    <button
      key={name}
      type="button"
      className={styles.chip}
      aria-label={t('remove', { name: label })}
      onClick={() => filter.set({ [name]: null })}
    >
      <span>{label}</span>
      <IconX size={13} stroke={1.8} />
    </button>
  ))
}
