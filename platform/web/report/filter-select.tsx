import { Button, Checkbox, Popover, TextInput } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import { useFormat } from '../format/use-format.ts'
import { defineTexts, useTexts } from '../texts/texts.ts'
import styles from './filter-select.module.css'
import { useReportFilter } from './use-report-filter.ts'

const texts = defineTexts({
  search: { ru: 'Найти…', en: 'Find…' },
  nothing: { ru: 'Ничего не найдено', en: 'Nothing found' },
  clear: { ru: 'Сбросить', en: 'Clear' },
})

export interface FilterOption {
  readonly value: string
  readonly label: string
  /** A figure or a word at the end of the line. */
  readonly note?: string
  /** How many there are of it. */
  readonly count?: number
}

/** A filter of several values that lives in the address under `name`. Long lists get a search field. */
export function FilterSelect({
  name,
  label,
  options,
  hint,
  onOpen,
}: {
  name: string
  label: string
  options: readonly FilterOption[]
  /** What the counts of the options are of, where that needs saying. */
  hint?: string
  onOpen?: () => void
}) {
  const t = useTexts(texts)
  const format = useFormat()
  const filter = useReportFilter()
  const chosen = filter.list(name)
  const [query, setQuery] = useState('')
  const found = options.filter((option) => option.label.toLowerCase().includes(query.trim().toLowerCase()))
  const names = options.filter((option) => chosen.includes(option.value)).map((option) => option.label)
  const toggle = (value: string) =>
    filter.set({ [name]: chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value] })
  return (
    <Popover position="bottom-start" trapFocus returnFocus onOpen={onOpen} onClose={() => setQuery('')}>
      <Popover.Target>
        <Button
          variant={chosen.length > 0 ? 'light' : 'default'}
          rightSection={<IconChevronDown size={13} stroke={1.8} />}
          className={styles.trigger}
        >
          {label}
          {chosen.length > 0 ? (
            <span className={styles.chosen}>{names.length === 1 ? names[0] : chosen.length}</span>
          ) : null}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={styles.dropdown}>
        {options.length > 8 ? (
          <TextInput
            placeholder={t('search')}
            aria-label={t('search')}
            value={query}
            onChange={(event) => setQuery(event.currentTarget.value)}
            data-autofocus
          />
        ) : null}
        <fieldset className={styles.options} aria-label={label}>
          {found.length === 0 ? <p className="lk-quiet">{t('nothing')}</p> : null}
          {found.slice(0, 300).map((option) => (
            <Checkbox
              key={option.value}
              className={styles.option}
              checked={chosen.includes(option.value)}
              onChange={() => toggle(option.value)}
              label={
                <span className={styles.line} data-none={option.count === 0 || undefined}>
                  <span className={styles.name}>{option.label}</span>
                  {option.note ? <span className="lk-quiet">{option.note}</span> : null}
                  {option.count === undefined ? null : (
                    <span className={styles.count}>{format.number(option.count)}</span>
                  )}
                </span>
              }
            />
          ))}
        </fieldset>
        {hint ? <p className={styles.hint}>{hint}</p> : null}
        {chosen.length > 0 ? (
          <Button variant="subtle" color="gray" fullWidth onClick={() => filter.set({ [name]: null })}>
            {t('clear')}
          </Button>
        ) : null}
      </Popover.Dropdown>
    </Popover>
  )
}
