import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { defineTexts, useFormat, useReportFilter, useTexts, useWorkspace } from '../../../../platform/web/index.ts'
import { classGroups } from '../../rules.ts'
import { api } from '../api.ts'
import { recordTexts } from '../texts.ts'
import styles from './counts.module.css'
import { filterOf } from './filter-names.ts'

const texts = defineTexts({
  total: {
    ru: { one: '{count} обращение', few: '{count} обращения', many: '{count} обращений' },
    en: { one: '{count} interaction', other: '{count} interactions' },
  },
  more: { ru: 'больше {count} обращений', en: 'over {count} interactions' },
  why: {
    ru: 'Посчитано среди последних 50 000 обращений периода. Точные итоги за большой период — в отчётах.',
    en: 'Counted among the latest 50,000 interactions of the period. Exact totals of a long period are in the reports.',
  },
  missed: { ru: 'Пропущено', en: 'Missed' },
  waiting: { ru: 'Не перезвонили', en: 'Not called back' },
  unclassified: { ru: 'Ждут класса', en: 'Wait for a class' },
})

/** How many fit and what they are; each figure narrows the list to what it counts. */
export function Counts() {
  const t = useTexts(texts)
  const words = useTexts(recordTexts)
  const format = useFormat()
  const { slug } = useWorkspace()
  const filter = useReportFilter()
  const { data } = useQuery(
    api.count.queryOptions({ input: { ...filterOf(filter), workspace: slug }, placeholderData: keepPreviousData }),
  )
  if (!data) return <div className={styles.counts} />
  const toggle = (name: string, value: string) =>
    filter.set({ [name]: filter.list(name).includes(value) ? null : [value] })
  const figure = (name: string, value: string, label: string, count: number, tone?: string) => {
    const on = filter.list(name).includes(value)
    if (count === 0 && !on) return null
    return (
      <button
        key={`${name} ${value}`}
        type="button"
        className={styles.figure}
        aria-pressed={on}
        data-tone={tone}
        onClick={() => toggle(name, value)}
      >
        {label} <span className="lk-num">{format.number(count)}</span>
      </button>
    )
  }
  return (
    <div className={styles.counts}>
      <strong title={data.exact ? undefined : t('why')}>
        {data.exact ? t('total', { count: data.total }) : t('more', { count: data.total })}
      </strong>
      {classGroups.map((group) => figure('group', group, words(group), data.groups[group], group))}
      {figure('class', 'none', t('unclassified'), data.unclassified)}
      {figure('missed', 'true', t('missed'), data.missed)}
      {figure('waiting', 'true', t('waiting'), data.waiting, 'act')}
    </div>
  )
}
