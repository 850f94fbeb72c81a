import { Button, Menu } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import {
  defineTexts,
  FilterSelect,
  ReportBar,
  usePhone,
  useReportFilter,
  useTexts,
} from '../../../../platform/web/index.ts'
import { filterNames } from './filter-names.ts'
import { FixedChips } from './fixed-chips.tsx'
import { SearchBox } from './search-box.tsx'
import { type FilterName, useFilterOptions } from './use-filter-options.ts'
import { useOptionCounts } from './use-option-counts.ts'

const texts = defineTexts({
  class: { ru: 'Класс', en: 'Class' },
  group: { ru: 'Группа классов', en: 'Class group' },
  source: { ru: 'Источник', en: 'Source' },
  employee: { ru: 'Сотрудник', en: 'Employee' },
  department: { ru: 'Отдел', en: 'Department' },
  kind: { ru: 'Вид', en: 'Kind' },
  direction: { ru: 'Направление', en: 'Direction' },
  outcome: { ru: 'Итог', en: 'Result' },
  state: { ru: 'Состояние', en: 'State' },
  review: { ru: 'Проверка класса', en: 'Check of the class' },
  partyKind: { ru: 'Тип номера', en: 'Kind of number' },
  provider: { ru: 'Откуда запись', en: 'Recorded by' },
  hour: { ru: 'Час начала', en: 'Hour' },
  weekday: { ru: 'День недели', en: 'Weekday' },
  tests: { ru: 'Тестовые', en: 'Test interactions' },
  more: { ru: 'Фильтр', en: 'Filter' },
  counted: {
    ru: 'Посчитано среди последних 20 000 обращений периода.',
    en: 'Counted among the latest 20,000 interactions of the period.',
  },
})

const always: readonly FilterName[] = ['class', 'source', 'employee', 'outcome']
const further: readonly FilterName[] = [
  'department',
  'kind',
  'direction',
  'group',
  'review',
  'partyKind',
  'hour',
  'weekday',
  'provider',
  'state',
  'tests',
]

/** Everything by which the list can be narrowed: the usual filters at hand, the others one click away, each a chip once set. */
export function FilterBar({ search }: { search: React.RefObject<HTMLInputElement | null> }) {
  const t = useTexts(texts)
  const filter = useReportFilter()
  const options = useFilterOptions()
  const phone = usePhone()
  const [open, setOpen] = useState<FilterName | null>(null)
  const counts = useOptionCounts(open)
  const [asked, setAsked] = useState<readonly FilterName[]>([])
  const usual = phone ? always.slice(0, 1) : always
  const rest = [...always.slice(usual.length), ...further]
  const isShown = (name: FilterName) => asked.includes(name) || filter.list(name).length > 0
  return (
    <ReportBar filters={filterNames} end={<SearchBox ref={search} />}>
      {[...usual, ...rest.filter(isShown)].map((name) => (
        <FilterSelect
          key={name}
          name={name}
          label={t(name)}
          options={
            counts?.by === name
              ? options[name].map((option) => ({ ...option, count: counts.counts[option.value] ?? 0 }))
              : options[name]
          }
          {...(counts?.by === name && !counts.exact ? { hint: t('counted') } : {})}
          onOpen={() => setOpen(name)}
        />
      ))}
      <FixedChips />
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="subtle" color="gray" leftSection={<IconPlus size={13} stroke={1.8} />}>
            {t('more')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {rest
            .filter((name) => !isShown(name))
            .map((name) => (
              <Menu.Item key={name} onClick={() => setAsked([...asked, name])}>
                {t(name)}
              </Menu.Item>
            ))}
        </Menu.Dropdown>
      </Menu>
    </ReportBar>
  )
}
